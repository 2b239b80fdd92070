import { expect, it } from 'vitest'
import { createTexts, menuLabels } from './texts'

it('speaks both languages, with parameters filled in', () => {
  expect(menuLabels(createTexts('ru')).quit).toBe('Выйти')
  expect(menuLabels(createTexts('en')).quit).toBe('Quit')
  expect(createTexts('en')('fatal.body', { reason: 'R', log: 'L' })).toBe('R\n\nNothing was changed. The log is in L.')
})

it('leaves no label untranslated', () => {
  for (const language of ['en', 'ru'] as const) {
    for (const label of Object.values(menuLabels(createTexts(language)))) expect(label).not.toContain('.')
  }
})
