import { expect, it } from 'vitest'
import { createTexts, menuLabels } from './texts'

it('speaks both languages, with parameters filled in', () => {
  expect(menuLabels(createTexts('ru')).quit).toBe('Выйти')
  expect(menuLabels(createTexts('en')).quit).toBe('Quit')
  expect(createTexts('en')('fatal.body', { reason: 'R', log: 'L' })).toBe('R\n\nNothing was changed. The log is in L.')
})

it('counts as each language does', () => {
  const joined = (language: 'en' | 'ru') => (count: number) =>
    createTexts(language)('notices.requests.joinedMany', { count })
  expect([1, 5].map(joined('en'))).toEqual(['1 request accepted', '5 requests accepted'])
  expect([2, 5, 21].map(joined('ru'))).toEqual(['Приняты 2 запроса', 'Принято 5 запросов', 'Принят 21 запрос'])
})

it('leaves no label untranslated', () => {
  for (const language of ['en', 'ru'] as const) {
    for (const label of Object.values(menuLabels(createTexts(language)))) expect(label).not.toContain('.')
  }
})
