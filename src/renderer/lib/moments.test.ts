// Catches: times that wander by an hour when clocks change, a Monday that is today, presets that lie in the past.
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { fromLocal, presetsAt, toLocal, zoneName } from './moments'

const home = process.env['TZ']
function zone(name: string): void {
  process.env['TZ'] = name
}
afterEach(() => {
  if (home === undefined) delete process.env['TZ']
  else process.env['TZ'] = home
})

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Vladivostok', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC']
const iso = (date: string, time: string): string | undefined => {
  const read = fromLocal({ date, time })
  return read.kind === 'at' ? new Date(read.at).toISOString() : undefined
}

describe('a chosen time', () => {
  it.each([
    ['Europe/Berlin', '2027-01-15', '09:00', '2027-01-15T08:00:00.000Z'],
    ['Europe/Berlin', '2027-07-15', '09:00', '2027-07-15T07:00:00.000Z'],
    // Put back at 03:00: 02:30 comes twice, the first is meant.
    ['Europe/Berlin', '2027-10-31', '02:30', '2027-10-31T00:30:00.000Z'],
    ['Asia/Vladivostok', '2027-01-15', '09:00', '2027-01-14T23:00:00.000Z'],
  ])('is that of the computer’s zone: %s %s %s', (name, date, time, expected) => {
    zone(name)
    expect(iso(date, time)).toBe(expected)
  })

  it('that clocks jump over is told as the time they show then', () => {
    zone('Europe/Berlin')
    const read = fromLocal({ date: '2027-03-28', time: '02:30' })
    expect(read).toEqual({ kind: 'at', at: Date.parse('2027-03-28T01:30:00.000Z'), shifted: true })
    expect(read.kind === 'at' && toLocal(read.at)).toEqual({ date: '2027-03-28', time: '03:30' })
  })

  it.each(ZONES)('comes back as it was shown, in %s', (name) => {
    zone(name)
    const range = { min: Date.parse('2026-01-01'), max: Date.parse('2040-01-01') }
    fc.assert(
      fc.property(fc.integer(range), (ms) => {
        const shown = toLocal(ms)
        const read = fromLocal(shown)
        expect(read.kind).toBe('at')
        if (read.kind !== 'at') return
        expect([toLocal(read.at), read.shifted]).toEqual([shown, false])
      }),
    )
  })

  it.each([
    ['', '09:00'],
    ['2027-01-15', ''],
    ['2027-02-31', '09:00'],
    ['15.01.2027', '09:00'],
    ['2027-13-01', '09:00'],
  ])('that is none is not read: %s %s', (date, time) => expect(fromLocal({ date, time })).toEqual({ kind: 'none' }))

  it('is told with its zone', () => {
    zone('Europe/Berlin')
    expect(zoneName(Date.parse('2027-01-15T08:00:00Z'), 'en-GB')).toMatch(/CET|GMT\+1/)
    expect(zoneName(Date.parse('2027-07-15T08:00:00Z'), 'en-GB')).toMatch(/CEST|GMT\+2/)
  })
})

describe('what people mean by later', () => {
  const at = (now: string) =>
    Object.fromEntries(presetsAt(Date.parse(now)).map((preset) => [preset.id, new Date(preset.at).toISOString()]))

  it('is told for a Friday morning', () => {
    zone('Europe/Berlin')
    expect(at('2026-11-20T09:10:30.000Z')).toEqual({
      inAnHour: '2026-11-20T10:11:00.000Z',
      thisEvening: '2026-11-20T17:00:00.000Z',
      tomorrow: '2026-11-21T08:00:00.000Z',
      monday: '2026-11-23T08:00:00.000Z',
    })
  })

  it.each([
    ['a late Friday has no evening left', '2026-11-20T16:45:00.000Z', ['inAnHour', 'tomorrow', 'monday']],
    ['on Sunday, Monday is tomorrow', '2026-11-22T09:00:00.000Z', ['inAnHour', 'thisEvening', 'tomorrow']],
    ['on Monday, Monday is next week', '2026-11-23T09:00:00.000Z', ['inAnHour', 'thisEvening', 'tomorrow', 'monday']],
  ])('%s', (_what, now, ids) => {
    zone('Europe/Berlin')
    expect(Object.keys(at(now))).toEqual(ids)
    if (now.startsWith('2026-11-23')) expect(at(now)['monday']).toBe('2026-11-30T08:00:00.000Z')
  })

  it('is nine o’clock also on the day clocks change', () => {
    zone('Europe/Berlin')
    expect(at('2027-03-27T12:00:00.000Z')['tomorrow']).toBe('2027-03-28T07:00:00.000Z')
    expect(at('2027-10-30T12:00:00.000Z')['tomorrow']).toBe('2027-10-31T08:00:00.000Z')
  })

  it.each(ZONES)('is never over, and each time is another: %s', (name) => {
    zone(name)
    const range = { min: Date.parse('2026-01-01'), max: Date.parse('2030-01-01') }
    fc.assert(
      fc.property(fc.integer(range), (now) => {
        const times = presetsAt(now).map((preset) => preset.at)
        expect(times.every((time) => time - now >= 30 * 60_000)).toBe(true)
        expect(times.filter((time) => time % 60_000 !== 0)).toEqual([])
      }),
    )
  })
})
