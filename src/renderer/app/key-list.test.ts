// Catches: a key in the list that nobody can read, and a key the window listens for that the list hides.
import { describe, expect, it } from 'vitest'
import { MESSAGES } from '../../shared/i18n'
import { KEY_LIST, WINDOW_KEYS } from './key-list'

function text(language: 'en' | 'ru', key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], MESSAGES[language])
}

describe('the list of keys', () => {
  it.each(['en', 'ru'] as const)('has a name for every key and place in %s', (language) => {
    const keys = KEY_LIST.flatMap(({ id, entries }) => [`keys.place.${id}`, ...entries.map(({ label }) => label)])
    expect(keys.filter((key) => typeof text(language, key) !== 'string')).toEqual([])
  })

  it('tells every key the window listens for', () => {
    const told = new Set(KEY_LIST.flatMap(({ entries }) => entries.flatMap(({ keys }) => keys)))
    expect(
      Object.values(WINDOW_KEYS)
        .flat()
        .filter((key) => !told.has(key)),
    ).toEqual([])
  })
})
