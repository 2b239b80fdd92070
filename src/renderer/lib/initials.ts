// Two letters and a colour for things that have no picture.

const COLORS = [
  '#0b7285',
  '#a64d00',
  '#4f7a00',
  '#8a5a3f',
  '#0062d1',
  '#c2255c',
  '#1971a8',
  '#6741d9',
  '#5c6670',
] as const

/** One or two letters of a name: first letters of its first two words, or the first two of a single word. */
export function initials(name: string): string {
  const words = name
    .normalize('NFC')
    .split(/[\s.\-_«»"'()+]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  const [first, second] = words
  if (!first) return '·'
  const letters = second ? [...first].slice(0, 1).concat([...second].slice(0, 1)) : [...first].slice(0, 2)
  return letters.join('').toLocaleUpperCase()
}

/** A colour that stays the same for the same text; white text on it is legible. */
export function steadyColor(text: string): string {
  let hash = 0
  for (const char of text) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0
  return COLORS[hash % COLORS.length] ?? COLORS[0]
}
