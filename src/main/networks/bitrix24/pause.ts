// A moment before a lost answer is asked for again.
import type { Portal } from './portal'

const PAUSE_MS = 1_000

/** Ends early when given up; the call that follows says so. */
export async function pause({ timers }: Pick<Portal, 'timers'>, signal: AbortSignal | undefined): Promise<void> {
  await timers.sleep(PAUSE_MS, signal).catch(() => undefined)
}
