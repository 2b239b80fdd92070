import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createVocabulary, type Vocabulary } from './vocabulary'

const LETTER = /[\p{L}\p{N}]/u

/** Reads texts and answers the words by number. */
function read(vocabulary: Vocabulary, texts: readonly string[]): string[] {
  const words: string[] = []
  for (const text of texts) {
    const parts = text.split(/[ \n]/).filter((part) => part !== '')
    let at = 0
    vocabulary.read(text, (word) => {
      words[word] = parts[at] ?? ''
      at += 1
    })
    expect(at).toBe(parts.length)
  }
  return words
}

function holding(vocabulary: Vocabulary, piece: string): [number, boolean][] {
  const found: [number, boolean][] = []
  vocabulary.holding(piece, (word, starts) => found.push([word, starts]))
  return found
}

const startsIn = (word: string, piece: string): boolean =>
  Array.from({ length: word.length }, (_, at) => at).some(
    (at) => word.startsWith(piece, at) && (at === 0 || !LETTER.test(word[at - 1] ?? '')),
  )

test('a word has one number, however often it is read, and the name ends with the first line', () => {
  const vocabulary = createVocabulary()
  const seen: [number, boolean][] = []
  vocabulary.read('отдел продаж\nотдел\n\nотдел', (word, inName) => seen.push([word, inName]))
  expect(seen).toEqual([
    [0, true],
    [1, true],
    [0, false],
    [0, false],
  ])
})

test('every word that holds a piece is told once, and whether a run of letters begins with it', () => {
  const word = fc.string({ unit: fc.constantFrom(...'абв.-1\ud800😀'.split('')), minLength: 1, maxLength: 6 })
  let hits = 0
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), word, (texts, piece) => {
      const vocabulary = createVocabulary()
      const words = read(vocabulary, texts)
      const expected = words.flatMap((held, at) => (held.includes(piece) ? [[at, startsIn(held, piece)]] : []))
      expect(holding(vocabulary, piece)).toEqual(expected)
      hits += expected.length
    }),
    { numRuns: 1000 },
  )
  expect(hits).toBeGreaterThan(100)
})

test('many words, and words that come after others were looked for: none is lost at a border', () => {
  const vocabulary = createVocabulary()
  const texts = Array.from({ length: 40 }, (_, page) =>
    Array.from({ length: 1500 }, (_word, n) => `слово${String(page * 1500 + n)}ё`).join(' '),
  )
  for (const [page, text] of texts.entries()) {
    read(vocabulary, [text])
    const last = `слово${String(page * 1500 + 1499)}ё`
    expect(holding(vocabulary, last)).toEqual([[page * 1500 + 1499, true]])
  }
  expect(holding(vocabulary, 'слово').length).toBe(60_000)
  expect(holding(vocabulary, 'ово3ё')).toEqual([[3, false]])
  const nines = Array.from({ length: 60_000 }, (_, n) => n).filter((n) => String(n).includes('999'))
  expect(holding(vocabulary, '999').map(([word]) => word)).toEqual(nines)
})

test('a mistyped word is looked for at the beginning of every run of letters', () => {
  const vocabulary = createVocabulary()
  const words = read(vocabulary, ['«проект»-центр веб-проекты суперпроект план'])
  const found: string[] = []
  vocabulary.mistyped('прокет', (word, form) => found.push(`${words[word] ?? ''}:${form}`))
  vocabulary.mistyped('цетнр', (word, form) => found.push(`${words[word] ?? ''}:${form}`))
  expect(found).toEqual(['«проект»-центр:проект', 'веб-проекты:проект', '«проект»-центр:центр'])
})
