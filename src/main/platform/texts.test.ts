import { expect, it } from 'vitest'
import { createTexts } from './texts'

it('speaks both languages, with parameters filled in', () => {
  expect(createTexts('ru')('menu.quit')).toBe('Выйти')
  expect(createTexts('en')('menu.quit')).toBe('Quit')
  expect(createTexts('en')('fatal.body', { reason: 'R', log: 'L' })).toBe('R\n\nNothing was changed. The log is in L.')
})

it('counts as each language does', () => {
  const joined = (language: 'en' | 'ru') => (count: number) =>
    createTexts(language)('notices.requests.joinedMany', { count })
  expect([1, 5].map(joined('en'))).toEqual(['1 request accepted', '5 requests accepted'])
  expect([2, 5, 21].map(joined('ru'))).toEqual(['Приняты 2 запроса', 'Принято 5 запросов', 'Принят 21 запрос'])
})
