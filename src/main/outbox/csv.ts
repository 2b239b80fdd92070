// Rows as a CSV file that a spreadsheet opens: RFC 4180, with nothing in it that a spreadsheet would run.

/** Tells Excel that the file is UTF-8; without it Cyrillic comes out as other letters. */
const BYTE_ORDER_MARK = '\uFEFF'

/** A cell that begins so is a formula to a spreadsheet. Source: https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * Rows of equal length as text; lines end with CR LF, also the last one. `separator` is a comma, or the semicolon that
 * spreadsheets expect where the comma stands in numbers.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function toCsv(rows: readonly (readonly string[])[], separator: ',' | ';'): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('')
}

/** What could be a formula gets an apostrophe before it, which makes it text to every spreadsheet. */
function cell(value: string): string {
  const harmless = FORMULA.test(value) ? `'${value}` : value
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
