// When a window can be typed in, seen from main: what drives these tests tells every page that it has the keyboard, so that
// the page's own word is worth nothing.
import type { ElectronApplication, Page } from '@playwright/test'
import type { Keys } from './keys'

interface Watched {
  bench: { readyAt: number | undefined; tell: (() => void) | undefined }
}

/**
 * From now on notes for each window of the app: the system gave it the keyboard, its page has the cursor in a field, and a
 * frame with it is painted.
 */
export async function watchWindows(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ app, BrowserWindow }) => {
    const own = ((globalThis as unknown as Watched).bench = { readyAt: undefined, tell: undefined } as Watched['bench'])
    const inField = `new Promise((painted) => {
      const look = () => {
        if (!document.activeElement?.matches('input, textarea')) return void requestAnimationFrame(look)
        const channel = new MessageChannel()
        channel.port1.onmessage = () => painted(Date.now())
        requestAnimationFrame(() => channel.port2.postMessage(0))
      }
      look()
    })`
    const watch = (window: Electron.BrowserWindow): void =>
      void window.on('focus', () => {
        void window.webContents.executeJavaScript(inField).then((at: number) => {
          own.readyAt = at
          own.tell?.()
        })
      })
    for (const window of BrowserWindow.getAllWindows()) watch(window)
    app.on('browser-window-created', (_event, window) => watch(window))
  })
}

/** Forgets the last one, so that the next is awaited. */
export const forget = (electron: ElectronApplication): Promise<void> =>
  electron.evaluate(() => {
    ;(globalThis as unknown as Watched).bench.readyAt = undefined
  })

/** The time of day at which the next window was ready, in milliseconds. */
export const nextReady = (electron: ElectronApplication): Promise<number> =>
  electron.evaluate(() => {
    const { bench } = globalThis as unknown as Watched
    return new Promise<number>((resolve) => {
      bench.tell = () => resolve(bench.readyAt ?? Number.NaN)
      if (bench.readyAt !== undefined) bench.tell()
    })
  })

/** Whoever shows a window must let one type into it: what is pressed next must be there. */
export async function takesKeys(page: Page, keys: Keys): Promise<void> {
  keys.type('q')
  await page.waitForFunction(() => (document.activeElement as HTMLInputElement | null)?.value === 'q')
  await page.keyboard.press('Backspace')
}
