// The code of a network line as people have it: copied with blanks, in capitals, out of a link or out of a sentence. Pure.

const CODE = /^[0-9a-z]{32}$/i
const HEX = /^[0-9a-f]{32}$/i
/** In links to a line's dialog the code stands behind this word (undocumented). */
const IN_LINK = /networkLines([0-9a-z]{32})(?![0-9a-z])/gi
const ALONE = /(?<![0-9a-z])[0-9a-z]{32}(?![0-9a-z])/gi
/** Blanks, dashes and signs nobody sees, as they come in between when a code is copied from a page or a table. */
const BETWEEN = /[\s\u00ad\u200b-\u200f\u2060\ufeff\-–—_]+/g
const AROUND = /^["'«»„“”‘’`([{<]+|["'«»„“”‘’`)\]}>.,;:!?]+$/g

/** Whether a text is a code as the portal takes it. */
export function isLineCode(text: string): boolean {
  return CODE.test(text)
}

/**
 * The line code in a text.
 * @param text as typed or pasted
 * @returns 32 letters and digits, hexadecimal ones in lower case; `undefined` where there is none, or more than one to
 *   choose from
 * @see https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/imopenlines-network-join.html
 */
export function parseLineCode(text: string): string | undefined {
  const whole = text.trim().replace(AROUND, '').replace(BETWEEN, '')
  if (CODE.test(whole)) return inLowerCase(whole)
  const visible = text.replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
  const linked = [...visible.matchAll(IN_LINK)].flatMap(([, code]) => code ?? [])
  const found = linked.length > 0 ? linked : [...visible.matchAll(ALONE)].map(([code]) => code)
  // A word of 32 letters is a word, not a code.
  const codes = new Set(found.filter((code) => /\d/.test(code)).map(inLowerCase))
  const [code, ...others] = codes
  return others.length === 0 ? code : undefined
}

function inLowerCase(code: string): string {
  return HEX.test(code) ? code.toLowerCase() : code
}
