// Would catch: a number from an account that wants none, one that do-not-disturb makes vanish, and a picture that is not there.
import { expect, test } from 'vitest'
import { shownCount, waitingAt, waitingInAll } from './unread'

const switches = { toast: true, sound: true, preview: true, badge: true, doNotDisturb: false }
const account = (unread: number, changed: Partial<typeof switches> = {}) => ({
  unread,
  notifications: { ...switches, ...changed },
})
const nothing = { asksMe: 0, troubled: 0 }

test('messages, people who ask and messages in trouble are one number', () => {
  expect(waitingAt(account(4), { asksMe: 2, troubled: 1 })).toBe(7)
})

test('peers 25: an account is left out by its own switch, and by that alone', () => {
  expect(waitingAt(account(4, { badge: false }), { asksMe: 2, troubled: 1 })).toBe(0)
  expect(waitingAt(account(4, { doNotDisturb: true, toast: false, sound: false }), nothing)).toBe(4)
})

test('the total is what the accounts show together', () => {
  const all = [
    { ...account(4), ...nothing },
    { ...account(9, { badge: false }), asksMe: 3, troubled: 3 },
    { ...account(0), asksMe: 1, troubled: 1 },
  ]
  expect(waitingInAll(all)).toBe(6)
  expect(waitingInAll([])).toBe(0)
})

test.each([
  [0, 0],
  [1, 1],
  [9, 9],
  [10, 10],
  [4812, 10],
  [-3, 0],
])('%i is shown as picture %i', (waiting, picture) => {
  expect(shownCount(waiting)).toBe(picture)
})
