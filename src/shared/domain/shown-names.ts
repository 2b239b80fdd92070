// Names as others chose them, where they stand among other words: in notifications.

const MAX_NAMES = 3
const MAX_NAME = 80

// Line breaks and other control characters, and those that turn the direction of what follows.
const UNPRINTED = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\s]+/gu

/** A name in one line, at most 80 signs of it. */
export function oneLine(name: string): string {
  const letters = [...name.replaceAll(UNPRINTED, ' ').trim()]
  return letters.length <= MAX_NAME ? letters.join('') : `${letters.slice(0, MAX_NAME).join('')}…`
}

/** The first three of some names, each once, with commas between and an ellipsis where there are more. */
export function shownNames(names: readonly string[]): string {
  const each = [...new Set(names.map(oneLine))]
  return `${each.slice(0, MAX_NAMES).join(', ')}${each.length > MAX_NAMES ? '…' : ''}`
}
