import { expect, it } from 'vitest'
import { asIso } from './json'

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
