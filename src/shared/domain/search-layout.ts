// What a word becomes when it was typed with the other keyboard layout on: ЙЦУКЕН for QWERTY, and the other way round.

// Key by key, without and with Shift (the standard Russian layout of Windows, macOS and X11 for letters).
const LATIN = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,./~{}:"<>?'
const CYRILLIC = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ёхъжэбю,'

const pairs = (from: string, to: string): ReadonlyMap<string, string> => {
  const map = new Map<string, string>()
  for (const [at, key] of [...from].entries()) if (!map.has(key)) map.set(key, to[at] ?? key)
  return map
}

const TO_CYRILLIC = pairs(LATIN, CYRILLIC)
// Folded text has `е` for `ё`, and the key of `е` is meant far more often.
const TO_LATIN = pairs(CYRILLIC, LATIN)

/**
 * The word as it was meant if the other layout was on while it was typed.
 * @param word lower case; `ghjtrn` gives `проект`, `цуи` gives `web`. Digits and other signs stay.
 * @returns `undefined` for a word of both alphabets, and where nothing would change
 */
export function otherLayout(word: string): string | undefined {
  const cyrillic = /[а-яё]/.test(word)
  if (cyrillic && /[a-z]/.test(word)) return undefined
  const map = cyrillic ? TO_LATIN : TO_CYRILLIC
  const other = [...word].map((sign) => map.get(sign) ?? sign).join('')
  return other === word ? undefined : other
}
