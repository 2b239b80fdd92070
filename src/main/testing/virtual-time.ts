// A clock that moves only when a test says so, and sleeps that end with it.
import type { Clock, Timers } from '../networks/ports'

export interface VirtualTime {
  readonly clock: Clock
  readonly timers: Timers
  /** Lets everything that is ready run, then moves on to each sleep's end in turn. */
  advance(ms: number): Promise<void>
  /** Lets everything that is ready run; no time passes. */
  settle(): Promise<void>
}

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

export function createVirtualTime(start = Date.UTC(2026, 0, 15, 9)): VirtualTime {
  let now = start
  const sleepers = new Set<Sleeper>()
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 5; round += 1) await new Promise((done) => setImmediate(done))
  }
  return {
    clock: () => now,
    settle,
    timers: {
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          const abort = (): void => {
            sleepers.delete(sleeper)
            reject(new Error('aborted'))
          }
          const sleeper = {
            at: now + ms,
            wake: () => {
              signal?.removeEventListener('abort', abort)
              resolve()
            },
          }
          if (signal?.aborted === true) {
            reject(new Error('aborted'))
            return
          }
          signal?.addEventListener('abort', abort, { once: true })
          sleepers.add(sleeper)
        }),
    },
    async advance(ms) {
      const end = now + ms
      for (;;) {
        await settle()
        const next = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        now = Math.max(now, next.at)
        sleepers.delete(next)
        next.wake()
      }
      now = end
      await settle()
    },
  }
}
