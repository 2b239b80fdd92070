// Whether somebody may be looking at the window.
import { app, BrowserWindow, powerMonitor } from 'electron/main'
import { mainWindow } from './main-window'

/** Nobody has touched keyboard or mouse for so long: nobody is there. */
const IDLE_SECONDS = 5 * 60

/** True while a window is on the screen and the user has not left the machine. */
export function isWatched(): boolean {
  const visible = BrowserWindow.getAllWindows().some((window) => window.isVisible() && !window.isMinimized())
  return visible && powerMonitor.getSystemIdleTime() < IDLE_SECONDS
}

/** True while the main window has the keys and the user has not left the machine. */
export function isAttended(): boolean {
  return mainWindow()?.isFocused() === true && powerMonitor.getSystemIdleTime() < IDLE_SECONDS
}

/** Calls back whenever the user turns to a window. */
export function onWatched(listener: () => void): void {
  app.on('browser-window-focus', listener)
}
