// Watches both threads a person waits for: the page's, and main's event loop. What is sent into the page or into main goes
// as text, so it uses nothing from outside itself.
import type { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ElectronApplication, Page } from '@playwright/test'

export interface PageWatch {
  /** Tasks over 50 ms, in milliseconds (https://w3c.github.io/longtasks/). */
  readonly long: readonly number[]
  /** The longest time between two beats of a timer of 4 ms: no task hides from it, whoever started it. */
  readonly still: number
}

declare global {
  interface Window {
    benchWatch: () => PageWatch
  }
}

/** Watches the page from now on. */
export async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const long: number[] = []
    const note = (entries: PerformanceEntryList): void => void long.push(...entries.map(({ duration }) => duration))
    const observer = new PerformanceObserver((list) => note(list.getEntries()))
    observer.observe({ entryTypes: ['longtask'] })
    let [still, last] = [0, performance.now()]
    const beat = (): void => {
      still = Math.max(still, performance.now() - last)
      last = performance.now()
      setTimeout(beat, 4)
    }
    beat()
    window.benchWatch = () => {
      note(observer.takeRecords())
      return { long, still: Math.max(still, performance.now() - last) }
    }
  })
}

export const readWatch = (page: Page): Promise<PageWatch> => page.evaluate(() => window.benchWatch())

type Histogram = ReturnType<typeof monitorEventLoopDelay>

/** Measures main's event loop from now on. */
export async function watchMain(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const histogram = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: 1 })
    histogram.enable()
    ;(globalThis as { benchLoop?: Histogram }).benchLoop = histogram
  })
}

/** @returns the longest time that main's event loop stood still, in milliseconds. */
export function longestInMain(app: ElectronApplication): Promise<number> {
  const nanoseconds = app.evaluate(() => (globalThis as { benchLoop?: Histogram }).benchLoop?.max ?? Number.NaN)
  return nanoseconds.then((value) => value / 1e6)
}

/** In the page: settles when an account's first reading is done. Made before the reading begins. */
export function untilRead(): Promise<void> {
  return new Promise((resolve, reject) => {
    window.bellhop.on('groups.changed', ({ sync }) => {
      if (sync?.state === 'done') resolve()
      if (sync?.state === 'failed') reject(new Error(`the reading failed: ${sync.reason ?? ''}`))
    })
  })
}
