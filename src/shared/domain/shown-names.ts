// Names as others chose them, where they stand among other words: in notifications.

const MAX_NAMES = 3
const MAX_NAME = 80

// Line breaks and other control characters, and those that turn the direction of what follows.
const UNPRINTED = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\s]+/gu

/** A name in one line, at most 80 signs of it. */
export const oneLine = (name: string): string => inOneLine(name, MAX_NAME)

/** What others wrote in one line, at most `most` signs of it. */
export function inOneLine(written: string, most: number): string {
  // Nobody reads a hundred thousand signs to find the first eighty.
  const letters = [
    ...written
      .slice(0, most * 10)
      .replaceAll(UNPRINTED, ' ')
      .trim(),
  ]
  return letters.length <= most ? letters.join('') : `${letters.slice(0, most).join('')}…`
}

/** The first three of some names, each once, with commas between and an ellipsis where there are more. */
export function shownNames(names: readonly string[]): string {
  const each = [...new Set(names.map(oneLine))]
  return `${each.slice(0, MAX_NAMES).join(', ')}${each.length > MAX_NAMES ? '…' : ''}`
}
