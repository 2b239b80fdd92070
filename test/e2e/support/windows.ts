// The two windows: the main one, which every test begins with, and quick-send's, which is there from soon after the start.
import type { JSHandle, Page } from '@playwright/test'
import type { BrowserWindow } from 'electron'
import type { Bellhop } from './app'

type Window = JSHandle<BrowserWindow>

export const isQuick = (page: Page): boolean => page.url() === 'app://ui/quick.html'

/** Electron's side of the main window. */
export const mainWindow = async ({ electron, page }: Bellhop): Promise<Window> =>
  (await electron.browserWindow(page)) as Window

export const hideMain = async (app: Bellhop): Promise<void> =>
  (await mainWindow(app)).evaluate((window) => window.hide())

export const isMainShown = async (app: Bellhop): Promise<boolean> =>
  (await mainWindow(app)).evaluate((window) => window.isVisible())

/** Quick-send's page, as soon as it is there. It is made hidden. */
export async function quickPage({ electron }: Bellhop): Promise<Page> {
  const page = electron.windows().find(isQuick) ?? (await electron.waitForEvent('window', isQuick))
  await page.getByTestId('quick-card').waitFor({ state: 'attached' })
  return page
}

export const quickWindow = async (app: Bellhop): Promise<Window> =>
  (await app.electron.browserWindow(await quickPage(app))) as Window
