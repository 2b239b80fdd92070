import { expect, test } from 'vitest'
import { recordLog } from '../testing/recorders'
import { createSpelling, withholdDictionaries, type SpellingSession } from './spelling'

function fake() {
  const calls: unknown[][] = []
  const words = new Set(['яблоко', 'Bellhop', 'alpha'])
  let fail: ((event: unknown, language: string) => void) | undefined
  const session: SpellingSession = {
    setSpellCheckerEnabled: (enabled) => calls.push(['enabled', enabled]),
    setSpellCheckerLanguages: (languages) => calls.push(['languages', ...languages]),
    setSpellCheckerDictionaryDownloadURL: (url) => calls.push(['url', url]),
    listWordsInSpellCheckerDictionary: () => Promise.resolve([...words]),
    removeWordFromSpellCheckerDictionary: (word) => words.delete(word),
    on: (_event, heard) => (fail = heard),
  }
  return { session, calls, missing: (language: string) => fail?.({}, language) }
}

test('before anything is chosen nothing is checked, and there is no address to fetch a dictionary from', () => {
  const { session, calls } = fake()
  withholdDictionaries(session)
  expect(calls).toEqual([
    ['url', 'app://nowhere/'],
    ['enabled', false],
  ])
})

test('the languages follow the setting; none switches it off; the same again loads no dictionary anew', () => {
  const { session, calls } = fake()
  const spelling = createSpelling(session, 'linux', recordLog())
  spelling.use(['en-US', 'ru'])
  spelling.use(['en-US', 'ru'])
  spelling.use([])
  spelling.use(['ru'])
  expect(calls).toEqual([
    ['languages', 'en-US', 'ru'],
    ['enabled', true],
    ['languages'],
    ['enabled', false],
    ['languages', 'ru'],
    ['enabled', true],
  ])
})

test('macOS has languages of its own: only the switch is used', () => {
  const { session, calls } = fake()
  createSpelling(session, 'darwin', recordLog()).use(['ru'])
  expect(calls).toEqual([['enabled', true]])
})

test('own words are listed in order, and forgotten', async () => {
  const spelling = createSpelling(fake().session, 'linux', recordLog())
  expect(await spelling.words()).toEqual(['alpha', 'Bellhop', 'яблоко'])
  spelling.forget('alpha')
  expect(await spelling.words()).toEqual(['Bellhop', 'яблоко'])
})

test('a dictionary that Chromium misses is named in the log: else nobody could tell why nothing is marked', () => {
  const { session, missing } = fake()
  const log = recordLog()
  createSpelling(session, 'linux', log)
  missing('ru')
  expect(log.lines).toMatchObject([{ level: 'warn', data: { language: 'ru' } }])
})
