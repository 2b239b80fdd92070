// One database and the lives a part of the app leads on it: it can die at a named point and start again on what is left.
import type { Store } from '../store/open-store'
import { openTempStore, type TempStore } from './temp-store'
import type { VirtualTime } from './virtual-time'

export interface Life {
  start(): void
  stop(): Promise<void> | void
}

export interface Lives<L extends Life> {
  readonly temp: TempStore
  /** The life that runs now. */
  readonly now: L
  /** Every named point passed, over all lives. */
  readonly points: readonly string[]
  /** The process dies at this point: nothing after it happens, nothing is written any more. */
  dieAt(point: string): void
  restart(): Promise<void>
  dispose(): Promise<void>
}

class Died extends Error {}

/**
 * @param make builds the part over a store; it must call the function it is given at each of its named points
 * @param temp the database the first life begins with; a new one when absent
 */
export function createLives<L extends Life>(
  time: VirtualTime,
  make: (store: Store, crashPoint: (name: string) => void) => L,
  temp: TempStore = openTempStore(),
): Lives<L> {
  const points: string[] = []
  let deadly: string | undefined
  const begin = (store: Store): L => {
    const life = make(store, (name) => {
      points.push(name)
      if (name !== deadly) return
      store.close()
      throw new Died(name)
    })
    life.start()
    return life
  }
  const end = async (): Promise<void> => {
    const stopped = life.stop()
    await time.advance(10_000)
    await stopped
  }
  let life = begin(temp.store)
  return {
    temp,
    points,
    get now() {
      return life
    },
    dieAt(point) {
      deadly = point
    },
    async restart() {
      deadly = undefined
      await end()
      life = begin(temp.reopen())
      await time.settle()
    },
    async dispose() {
      await end()
      temp.dispose()
    },
  }
}
