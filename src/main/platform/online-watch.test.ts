import { expect, test } from 'vitest'
import { createOnlineWatch } from './online-watch'

/** How often the way back is told, for what the system says look by look; the first is before the first look. */
function told(...looks: readonly boolean[]): number {
  let at = 0
  let backs = 0
  const watch = createOnlineWatch(
    () => looks[at] === true,
    () => (backs += 1),
  )
  for (at = 1; at < looks.length; at += 1) watch.look()
  return backs
}

test.each([
  ['online all the time', [true, true, true], 0],
  ['going offline', [true, false, false], 0],
  ['coming back', [true, false, false, true, true], 1],
  ['started offline', [false, true], 1],
  ['on and off', [true, false, true, false, true], 2],
] as const)('%s: told as often as the network came back, not more', (_name, looks, backs) => {
  expect(told(...looks)).toBe(backs)
})
