// Watches both threads a person waits for: the page's, and main's event loop. What is sent into the page or into main goes
// as text, so it uses nothing from outside itself.
import type { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ElectronApplication, Page } from '@playwright/test'

declare global {
  interface Window {
    benchTasks: { readonly entries: number[]; readonly observer: PerformanceObserver }
  }
}

/** Notes every task of the page over 50 ms from now on (https://w3c.github.io/longtasks/). */
export async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const entries: number[] = []
    const observer = new PerformanceObserver((list) =>
      entries.push(...list.getEntries().map(({ duration }) => duration)),
    )
    observer.observe({ entryTypes: ['longtask'] })
    window.benchTasks = { entries, observer }
  })
}

/** @returns the durations noted so far, in milliseconds. */
export function longTasks(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const { entries, observer } = window.benchTasks
    return [...entries, ...observer.takeRecords().map(({ duration }) => duration)]
  })
}

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
