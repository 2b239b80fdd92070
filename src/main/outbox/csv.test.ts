import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toCsv } from './csv'

/** Reads what RFC 4180 allows: quoted fields with doubled quotes, plain fields, CR LF between records. */
function parse(csv: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  for (let match = field.exec(csv); match !== null; match = field.exec(csv)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

const withoutMark = (csv: string): string => csv.slice(1)

describe('a table as CSV', () => {
  test('with semicolons a comma is a letter, and a semicolon within a cell is none that parts', () => {
    expect(withoutMark(toCsv([['a,b', 'c;d']], ';'))).toBe('"a,b";"c;d"\r\n')
  })

  test('begins with the mark by which Excel knows UTF-8, and ends each line with CR LF', () => {
    expect(
      toCsv(
        [
          ['Кому', 'Text'],
          ['Аня', 'hi'],
        ],
        ',',
      ),
    ).toBe('\uFEFFКому,Text\r\nАня,hi\r\n')
  })

  test('comes back cell by cell, whatever is in the cells', () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a,b', '"', 'a\r\nb', 'a\nb', '', ' x '))
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 })), (rows) => {
        const shown = rows.map((row) =>
          row.map((value) => (/^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value)),
        )
        expect(parse(withoutMark(toCsv(rows, ',')))).toEqual(shown)
      }),
    )
  })

  test.each(['=HYPERLINK("http://x","y")', '+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1'])(
    '%j is not run by a spreadsheet',
    (value) => {
      const [[cell] = []] = parse(withoutMark(toCsv([[value]], ',')))
      expect(cell).toBe(`'${value}`)
    },
  )
})
