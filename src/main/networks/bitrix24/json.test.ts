import { expect, it } from 'vitest'
import { asIso, offsetOf } from './json'

it.each([
  ['2025-04-17T19:37:55+03:00', '2025-04-17T16:37:55.000Z'],
  ['04/17/2025 19:37:55', '2025-04-17T19:37:55.000Z'],
  ['04/17/2025 07:37:55 pm', '2025-04-17T19:37:55.000Z'],
  ['12/31/2025 12:00:01 am', '2025-12-31T00:00:01.000Z'],
  ['17.04.2025 19:37:55', '2025-04-17T19:37:55.000Z'],
  ['17.04.2025', '2025-04-17T00:00:00.000Z'],
])('reads %j: a list whose groups have no time cannot be sorted by activity', (text, iso) => {
  expect(asIso(text)).toBe(iso)
})

it.each(['', 'soon', '17.13.2025 10:00:00', '13/40/2025', '04/17/2025 25:00:00', '17/04.2025', {}, false, 5, null])(
  'takes %j for no time',
  (value) => {
    expect(asIso(value)).toBeUndefined()
  },
)

it.each([
  ['2026-11-20T10:00:00+03:00', 180, '2026-11-20T07:00:00.000Z'],
  ['2026-11-20T10:00:00-04:30', -270, '2026-11-20T14:30:00.000Z'],
  ['2026-11-20T10:00:00Z', 0, '2026-11-20T10:00:00.000Z'],
])('tells times without a zone by the clock of the portal, %s', (serverTime, offset, iso) => {
  expect(offsetOf(serverTime)).toBe(offset)
  expect(asIso('20.11.2026 10:00:00', offsetOf(serverTime))).toBe(iso)
})
