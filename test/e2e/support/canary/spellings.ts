// Every spelling in which a secret might lie about: encodings, escapes, halves, and all of them backwards.

export interface Spelling {
  readonly how: string
  readonly bytes: Buffer
}

/** Shorter pieces would be found by chance. */
const SHORTEST = 8

/** All spellings worth a search, none twice. */
export function spellingsOf(secret: string): readonly Spelling[] {
  const half = Math.ceil(secret.length / 2)
  const pieces: readonly (readonly [string, string])[] = [
    ['', secret],
    ['first half ', secret.slice(0, half)],
    ['second half ', secret.slice(half)],
  ]
  const both = pieces.flatMap(([name, piece]) => [
    [name, piece] as const,
    [`${name}backwards `, [...piece].reverse().join('')] as const,
  ])
  const all = both
    .filter(([, piece]) => piece.length >= SHORTEST)
    .flatMap(([name, piece]) => encodings(piece).map(([how, bytes]) => ({ how: `${name}${how}`, bytes })))
  return [...new Map(all.map((spelling) => [spelling.bytes.toString('latin1'), spelling])).values()]
}

function encodings(text: string): readonly (readonly [string, Buffer])[] {
  const bytes = Buffer.from(text)
  const wide = Buffer.from(text, 'utf16le')
  const percent = encodeURIComponent(text)
  const json = JSON.stringify(text).slice(1, -1)
  const html = text.replace(/[&<>"']/g, (sign) => `&#${String(sign.charCodeAt(0))};`)
  const named = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
  return [
    ['plain', bytes],
    ['UTF-16LE', wide],
    ['UTF-16BE', Buffer.from(wide).swap16()],
    ['percent-encoded', Buffer.from(percent)],
    ['percent-encoded twice', Buffer.from(encodeURIComponent(percent))],
    ['percent-encoded, small', Buffer.from(percent.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()))],
    ['in JSON', Buffer.from(json)],
    ['in JSON twice', Buffer.from(JSON.stringify(json).slice(1, -1))],
    ['in HTML', Buffer.from(html)],
    ['in HTML, named', Buffer.from(named)],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
    ...base64(bytes, 'base64'),
    ...base64(wide, 'base64 of UTF-16'),
  ]
}

/** Within a longer text, base64 of the same bytes looks different at each of three offsets; the edges are cut off. */
function base64(bytes: Buffer, name: string): (readonly [string, Buffer])[] {
  return [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
    const whole = shifted.subarray(0, shifted.length - (shifted.length % 3)).toString('base64')
    const core = whole.slice(offset === 0 ? 0 : 4)
    const url = core.replaceAll('+', '-').replaceAll('/', '_')
    return [
      [`${name} at ${String(offset)}`, Buffer.from(core)] as const,
      [`${name}url at ${String(offset)}`, Buffer.from(url)] as const,
    ]
  })
}
