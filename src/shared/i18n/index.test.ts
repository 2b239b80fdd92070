// Catches: an unknown system language that leaves the page without texts, and Russian numbers in the wrong form.
import { describe, expect, it } from 'vitest'
import { PLURAL_RULES, pickLanguage } from './index'

describe('pickLanguage', () => {
  it.each([
    ['en', ['ru-RU'], 'en'],
    ['system', ['ru-RU', 'en'], 'ru'],
    ['system', ['RU_ru'], 'ru'],
    ['system', ['de-DE', 'ru'], 'ru'],
    ['system', ['de-DE', 'fr'], 'en'],
    ['system', [], 'en'],
  ] as const)('%s with %j is %s', (chosen, locales, expected) => {
    expect(pickLanguage(chosen, locales)).toBe(expected)
  })
})

describe('PLURAL_RULES', () => {
  it('chooses Russian forms as one, few, many', () => {
    const chosen = [1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111].map((count) => PLURAL_RULES.ru(count, 3))
    expect(chosen).toEqual([0, 1, 1, 2, 2, 2, 2, 0, 1, 2, 0, 2])
  })

  it('takes the form for nothing where there is one', () => {
    expect([0, 1, 3, 7].map((count) => PLURAL_RULES.ru(count, 4))).toEqual([0, 1, 2, 3])
    expect([0, 1, 3].map((count) => PLURAL_RULES.en(count, 3))).toEqual([0, 1, 2])
    expect([0, 1, 3].map((count) => PLURAL_RULES.en(count, 2))).toEqual([1, 0, 1])
  })

  it('never leaves the forms', () => {
    for (const rule of Object.values(PLURAL_RULES)) {
      for (let forms = 1; forms <= 4; forms += 1) {
        for (let count = 0; count < 130; count += 1) {
          expect(rule(count, forms)).toBeGreaterThanOrEqual(0)
          expect(rule(count, forms)).toBeLessThan(forms)
        }
      }
    }
  })
})
