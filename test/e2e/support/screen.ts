// A screen of a test's own, with keys and clicks as an X server delivers them: what Playwright presses reaches the page only,
// never main or a menu. Of its own, because the keyboard of a shared one would go to whichever test took it last.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { JSHandle } from '@playwright/test'
import type { BrowserWindow } from 'electron'

type Window = JSHandle<BrowserWindow>

export interface Screen {
  /** What an app needs to be shown on it. */
  readonly env: { readonly DISPLAY: string }
  /** Gives a window the keyboard, as a click into it would: there is no window manager that could. */
  giveKeyboard(window: Window): Promise<void>
  /** Presses each of the keys, by their X names: `ctrl+equal`. */
  press(...keys: readonly string[]): Promise<void>
  /** Another keyboard layout, `ru,us` say; the first of them is active. Keys are pressed by their X codes then: `ctrl+44`. */
  useLayout(layout: string): Promise<void>
  /** Turns the wheel up by one notch over the middle of a window, with a key held. */
  wheelUp(window: Window, held: string): Promise<void>
  end(): Promise<void>
}

/** Starts it; `size` is `WIDTHxHEIGHT`. It ends with this process. */
export async function startScreen(size = '1400x900'): Promise<Screen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const ended = once(server, 'exit')
  const lines = createInterface({ input: server.stdio[3] as NodeJS.ReadableStream })
  const refused = ended.then(([code]) => Promise.reject(new Error(`Xvfb ended: ${String(code)}`)))
  const [number] = (await Promise.race([once(lines, 'line'), refused])) as [string]
  refused.catch(() => undefined)
  process.once('exit', () => server.kill())

  const env = { DISPLAY: `:${number}` }
  const xdotool = (...args: readonly string[]): Promise<unknown> =>
    promisify(execFile)('xdotool', [...args], { env: { ...process.env, ...env } })
  return {
    env,
    giveKeyboard: async (window) => void (await xdotool('windowfocus', '--sync', await xWindowOf(window))),
    useLayout: async (layout) => {
      await promisify(execFile)('setxkbmap', ['-layout', layout], { env: { ...process.env, ...env } })
    },
    press: async (...keys) => void (await xdotool('key', ...keys)),
    async wheelUp(window, held) {
      const { width, height } = await window.evaluate((shown) => shown.getBounds())
      const middle = [width, height].map((side) => String(Math.round(side / 2)))
      await xdotool('mousemove', '--window', await xWindowOf(window), ...middle)
      await xdotool('keydown', held, 'click', '4', 'keyup', held)
    },
    async end() {
      server.kill()
      await ended
    },
  }
}

/** The X window of a window. */
async function xWindowOf(window: Window): Promise<string> {
  const handle = await window.evaluate((shown) => [...shown.getNativeWindowHandle()])
  return String(Buffer.from(handle).readUInt32LE())
}
