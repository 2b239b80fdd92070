// A clock that moves only when told to: for tests of everything that waits.
import { setImmediate as turn } from 'node:timers/promises'
import type { JsonValue } from '../../../shared/contract/common'
import type { Clock, KeyValueStore, Timers } from '../ports'

export interface VirtualTime {
  readonly clock: Clock
  readonly timers: Timers
  /** Lets everything run that can, timers in order, until nothing waits or `until` is reached. */
  run(until?: number): Promise<void>
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

export function virtualTime(start = 1_000_000): VirtualTime {
  let now = start
  const sleepers = new Set<Sleeper>()
  const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason as Error)
      const sleeper: Sleeper = { at: now + ms, wake: resolve }
      sleepers.add(sleeper)
      const onAbort = (): void => {
        sleepers.delete(sleeper)
        reject(signal?.reason as Error)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
    })
  const run = async (until = Infinity): Promise<void> => {
    for (;;) {
      await turn()
      const next = [...sleepers].sort((a, b) => a.at - b.at)[0]
      if (next === undefined || next.at > until) break
      sleepers.delete(next)
      now = Math.max(now, next.at)
      next.wake()
    }
    if (until !== Infinity) now = Math.max(now, until)
  }
  return { clock: () => now, timers: { sleep }, run }
}

export function memoryStore(
  initial: Record<string, JsonValue> = {},
): KeyValueStore & { readonly all: Map<string, JsonValue> } {
  const all = new Map(Object.entries(initial))
  return { all, get: (key) => all.get(key), set: (key, value) => void all.set(key, value) }
}
