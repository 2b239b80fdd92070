import { expect, test } from 'vitest'
import { createReach } from './reach'

test('a clock that was set back does not keep an account from being tried for hours', () => {
  let now = 10 * 60 * 60_000
  const reach = createReach(() => now)
  reach.learn('a', { account: 'missed' })
  expect(reach.nextAt()).toBe(now + 2_000)
  now -= 9 * 60 * 60_000
  expect(reach.probeAt.get('a')).toBe(now)
})
