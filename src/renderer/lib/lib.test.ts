// Catches: names without letters that break the rail, times in the wrong language.
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { contrastWithWhite, underWhite } from './contrast'
import { debounce } from './debounce'
import { initials, steadyColor } from './initials'
import { dateTime, dayName, relativeTime, shortSpan } from './time'

describe('initials', () => {
  it.each([
    ['Acme', 'AC'],
    ['nord-logistics', 'NL'],
    ['Мария К.', 'МК'],
    ['ООО «Ветер»', 'ОВ'],
    ['😀', '·'],
    ['', '·'],
  ])('of %j are %j', (name, expected) => expect(initials(name)).toBe(expected))

  it('colours the same name the same', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (name) => steadyColor(name) === steadyColor(name) && /^#[0-9a-f]{6}$/.test(steadyColor(name)),
      ),
    )
  })
})

describe('times', () => {
  const now = Date.parse('2026-11-20T12:00:00.000Z')
  it('are told in the language', () => {
    expect(relativeTime('2026-11-20T11:55:00.000Z', now, 'en')).toBe('5 minutes ago')
    expect(relativeTime('2026-11-20T11:55:00.000Z', now, 'ru')).toBe('5 минут назад')
    expect(relativeTime('2026-11-19T12:00:00.000Z', now, 'en')).toBe('yesterday')
    expect(shortSpan(4 * 60_000, 'en', 'now')).toBe('4 min')
    expect(shortSpan(59_000, 'en', 'now')).toBe('now')
  })

  it('show the year only when it is another one', () => {
    expect(dateTime('2026-11-24T15:20:00.000Z', now, 'en')).not.toContain('2026')
    expect(dateTime('2025-11-24T15:20:00.000Z', now, 'en')).toContain('2025')
  })

  it('name today and yesterday', () => {
    expect(dayName('2026-11-20T11:00:00.000Z', now, 'en')).toBe('Today')
    expect(dayName('2026-11-19T11:00:00.000Z', now, 'ru')).toBe('Вчера')
    expect(dayName('2026-10-01T11:00:00.000Z', now, 'en')).toContain('October')
  })
})

describe('debounce', () => {
  afterEach(() => {
    vi.useRealTimers()
  })
  it('runs once after the last call, at once when flushed, and never when cancelled', () => {
    vi.useFakeTimers()
    const action = vi.fn()
    const soon = debounce(action, 100)
    soon()
    soon()
    vi.advanceTimersByTime(100)
    expect(action).toHaveBeenCalledTimes(1)
    soon()
    soon.flush()
    soon.flush()
    expect(action).toHaveBeenCalledTimes(2)
    soon()
    soon.cancel()
    vi.advanceTimersByTime(500)
    expect(action).toHaveBeenCalledTimes(2)
  })
})

describe('underWhite', () => {
  const part = fc.integer({ min: 0, max: 255 })
  const hex = fc
    .tuple(part, part, part)
    .map((parts) => `#${parts.map((each) => each.toString(16).padStart(2, '0')).join('')}`)
  it('makes any colour dark enough for white letters, and leaves dark ones alone', () => {
    fc.assert(
      fc.property(hex, (color) => {
        const shown = underWhite(color)
        const parts = [1, 3, 5].map((at) => Number.parseInt(shown.slice(at, at + 2), 16)) as [number, number, number]
        return contrastWithWhite(parts) >= 4.5 && underWhite(shown) === shown
      }),
    )
    expect(underWhite('#003366')).toBe('#003366')
  })
})
