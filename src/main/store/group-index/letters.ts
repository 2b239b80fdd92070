// Which UTF-16 codes belong to a word: letters and digits. Each code is looked at once.
import type { IsLetter } from '../../../shared/domain/search-typo'

const LETTER = 1
const OTHER = 2

export function createLetters(): IsLetter {
  const kinds = new Uint8Array(0x10000)
  return (code) => {
    const known = kinds[code] ?? 0
    if (known !== 0) return known === LETTER
    const kind = /[\p{L}\p{N}]/u.test(String.fromCharCode(code)) ? LETTER : OTHER
    kinds[code] = kind
    return kind === LETTER
  }
}
