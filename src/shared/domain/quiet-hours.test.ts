// When nothing is told. Catches: quiet hours over midnight that end at once, a night of the wrong day, hours that are never
// over when the clocks change, an alarm set for a moment at which nothing changes.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nextChange, pauseUntil, silenceAt, type QuietHours } from './quiet-hours'

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]
const NIGHT: QuietHours = { on: true, from: '20:00', to: '08:00', days: EVERY_DAY }
const DAY = 24 * 60 * 60_000

let zoneBefore: string | undefined
beforeAll(() => {
  zoneBefore = process.env['TZ']
})
afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ']
  else process.env['TZ'] = zoneBefore
})

const local = (text: string): number => new Date(text).getTime()
const quiet = (quietHours: QuietHours, at: string) => silenceAt({ pausedUntil: 'no', quietHours }, local(at))
const until = (text: string) => ({ why: 'quietHours', until: local(text) })

describe('quiet hours', () => {
  beforeAll(() => {
    process.env['TZ'] = 'Europe/Berlin'
  })

  test('over midnight last from the evening to the morning, its end not included', () => {
    expect(quiet(NIGHT, '2026-01-15T19:59:59')).toBeUndefined()
    expect(quiet(NIGHT, '2026-01-15T20:00')).toEqual(until('2026-01-16T08:00'))
    expect(quiet(NIGHT, '2026-01-16T07:59:59')).toEqual(until('2026-01-16T08:00'))
    expect(quiet(NIGHT, '2026-01-16T08:00')).toBeUndefined()
  })

  test('belong to the day on which they begin', () => {
    // 2026-01-16 is a Friday.
    const friday = { ...NIGHT, days: [5] }
    expect(quiet(friday, '2026-01-16T23:00')).toEqual(until('2026-01-17T08:00'))
    expect(quiet(friday, '2026-01-17T07:00')).toEqual(until('2026-01-17T08:00'))
    expect(quiet(friday, '2026-01-17T21:00')).toBeUndefined()
    expect(quiet(friday, '2026-01-16T07:00')).toBeUndefined()
  })

  test('within a day', () => {
    const noon = { ...NIGHT, from: '12:00', to: '13:30' }
    expect(quiet(noon, '2026-01-15T12:30')).toEqual(until('2026-01-15T13:30'))
    expect(quiet(noon, '2026-01-15T13:30')).toBeUndefined()
  })

  test('from a time to the same time are that whole day; days that join up are told to the end of the last', () => {
    const weekend = { ...NIGHT, from: '00:00', to: '00:00', days: [6, 0] }
    expect(quiet(weekend, '2026-01-17T10:00')).toEqual(until('2026-01-19T00:00'))
    expect(quiet(weekend, '2026-01-19T00:00')).toBeUndefined()
    const always = { ...NIGHT, from: '00:00', to: '00:00' }
    expect(quiet(always, '2026-01-17T10:00')).toEqual({ why: 'quietHours', until: undefined })
    expect(nextChange({ pausedUntil: 'no', quietHours: always }, local('2026-01-17T10:00'))).toBeUndefined()
  })

  test('in the night the clocks go forward end at the same time of day, an hour sooner', () => {
    const spring = quiet(NIGHT, '2026-03-28T20:00')
    expect((spring?.until ?? 0) - local('2026-03-28T20:00')).toBe(11 * 60 * 60_000)
    const autumn = quiet(NIGHT, '2026-10-24T20:00')
    expect((autumn?.until ?? 0) - local('2026-10-24T20:00')).toBe(13 * 60 * 60_000)
  })

  test('in an hour that the clocks leave out are not there', () => {
    const gone = { ...NIGHT, from: '02:15', to: '02:45' }
    expect(quiet(gone, '2026-03-28T02:30')).toBeDefined()
    expect(quiet(gone, '2026-03-29T01:59')).toBeUndefined()
    const partly = { ...NIGHT, from: '02:30', to: '03:00' }
    expect(quiet(partly, '2026-03-29T03:15')).toBeUndefined()
  })

  test('that are off, or on no day, are never', () => {
    for (const never of [
      { ...NIGHT, on: false },
      { ...NIGHT, days: [] },
    ]) {
      expect(quiet(never, '2026-01-15T23:00')).toBeUndefined()
      expect(nextChange({ pausedUntil: 'no', quietHours: never }, local('2026-01-15T23:00'))).toBeUndefined()
    }
  })
})

describe('a pause', () => {
  const now = Date.UTC(2026, 0, 15, 12)
  const off = { ...NIGHT, on: false }

  test('is over by itself, or never', () => {
    const pausedUntil = new Date(now + 1000).toISOString()
    expect(silenceAt({ pausedUntil, quietHours: off }, now)).toEqual({ why: 'paused', until: now + 1000 })
    expect(silenceAt({ pausedUntil, quietHours: off }, now + 1000)).toBeUndefined()
    expect(silenceAt({ pausedUntil: 'always', quietHours: off }, now + 365 * DAY)).toMatchObject({ until: undefined })
  })

  test('and quiet hours at once: the one that ends last is told', () => {
    process.env['TZ'] = 'Europe/Berlin'
    const at = local('2026-01-15T23:00')
    const both = (pausedUntil: string) => silenceAt({ pausedUntil, quietHours: NIGHT }, at)?.why
    expect(both(new Date(at + 60_000).toISOString())).toBe('quietHours')
    expect(both(new Date(at + DAY).toISOString())).toBe('paused')
    expect(both('always')).toBe('paused')
  })

  test('until tomorrow is until its morning, also from the small hours', () => {
    process.env['TZ'] = 'Europe/Berlin'
    expect(pauseUntil('halfHour', now)).toBe(new Date(now + 30 * 60_000).toISOString())
    expect(pauseUntil('hour', now)).toBe(new Date(now + 60 * 60_000).toISOString())
    expect(Date.parse(pauseUntil('tomorrow', local('2026-01-31T22:00')))).toBe(local('2026-02-01T08:00'))
    expect(Date.parse(pauseUntil('tomorrow', local('2026-03-28T22:00')))).toBe(local('2026-03-29T08:00'))
  })
})

describe('over every change of the clocks', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
  const hours = fc.record({ on: fc.constant(true), from: time, to: time, days: fc.subarray(EVERY_DAY) })
  // The weeks in which clocks change, north and south.
  const moment = fc.oneof(
    fc.integer({ min: Date.UTC(2026, 2, 25), max: Date.UTC(2026, 3, 8) }),
    fc.integer({ min: Date.UTC(2026, 8, 24), max: Date.UTC(2026, 10, 4) }),
  )

  test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Sao_Paulo'])(
    'in %s the next change is the next one, ahead, and true',
    (zone) => {
      process.env['TZ'] = zone
      fc.assert(
        fc.property(hours, moment, (quietHours, now) => {
          const settings = { pausedUntil: 'no' as const, quietHours }
          const change = nextChange(settings, now)
          const before = silenceAt(settings, now) !== undefined
          if (change === undefined) {
            for (let at = now; at < now + 8 * DAY; at += 60 * 60_000) {
              expect(silenceAt(settings, at) !== undefined).toBe(before)
            }
            return
          }
          expect(change).toBeGreaterThan(now)
          // Longer than a week and its change of clocks nothing stays as it is.
          expect(change - now).toBeLessThan(9 * DAY)
          expect(silenceAt(settings, change) !== undefined).toBe(!before)
          expect(silenceAt(settings, change - 1) !== undefined).toBe(before)
          expect(silenceAt(settings, now + Math.floor((change - now) / 2)) !== undefined).toBe(before)
          if (before) expect(silenceAt(settings, now)?.until).toBe(change)
        }),
        { numRuns: 300 },
      )
    },
  )
})
