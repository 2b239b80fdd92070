// What a person does with the app by what is shown: waits for something, presses it.
import { expect } from '@playwright/test'
import type { ScreenReader, Thing } from './at-spi'

export interface Person {
  /** Waits until exactly one such thing is shown. */
  see(role: string, name: string | RegExp): Promise<void>
  /** Waits until no such thing is shown. */
  seeGone(role: string, name: string | RegExp): Promise<void>
  /** Waits until it can be pressed, and presses it. */
  press(role: string, name: string | RegExp): Promise<void>
}

const WAIT_MS = 20_000

/** @param ignoring the name of a part that is left aside, such as a window that is kept hidden */
export function personAt(reader: ScreenReader, ignoring: string): Person {
  const find = async (role: string, name: string | RegExp): Promise<readonly Thing[]> =>
    (await reader.look()).filter(
      (thing) =>
        thing.role === role &&
        !thing.within.includes(ignoring) &&
        (typeof name === 'string' ? thing.name === name : name.test(thing.name)),
    )
  const wait = (
    wanted: readonly [role: string, name: string | RegExp],
    count: number,
    pressable = false,
  ): Promise<void> =>
    expect
      .poll(
        async () => (await find(...wanted)).filter(({ enabled }) => enabled || !pressable).map(({ name }) => name),
        {
          message: `${count} × ${wanted.join(' ')}`,
          timeout: WAIT_MS,
        },
      )
      .toHaveLength(count)
  const only = async (...wanted: readonly [role: string, name: string | RegExp]): Promise<Thing> => {
    const [thing] = await find(...wanted)
    if (!thing) throw new Error(`${wanted.join(' ')} went away`)
    return thing
  }
  return {
    see: (...wanted) => wait(wanted, 1),
    seeGone: (...wanted) => wait(wanted, 0),
    async press(...wanted) {
      await wait(wanted, 1, true)
      await reader.press(await only(...wanted))
    },
  }
}
