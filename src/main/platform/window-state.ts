// Keeps in mind where the main window stands and how, and brings it back when its screen goes. Rules: window-bounds.ts.
import { screen, type BrowserWindow } from 'electron/main'
import { rescueBounds, restoreBounds, type Rect, type WindowState } from '../../shared/domain/window-bounds'

/** Work areas, primary first, in device-independent pixels. */
const workAreas = (): Rect[] =>
  [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea)

/** Where a new window goes. The app must be ready. */
export const placeWindow = (saved: WindowState | undefined): Rect => restoreBounds(saved?.bounds, workAreas())

/** A window that is dragged tells of every pixel. */
const SETTLED_MS = 500

/** Tells of every change that is to be kept, for as long as the window lives. */
export function followWindowState(window: BrowserWindow, onChanged: (state: WindowState) => void): void {
  let settling: NodeJS.Timeout | undefined
  const remember = (): void => {
    clearTimeout(settling)
    if (window.isDestroyed() || window.isMinimized()) return
    onChanged({
      // Of a window that is maximized or full screen: where it goes from there.
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      fullScreen: window.isFullScreen(),
    })
  }
  const rememberSoon = (): void => {
    clearTimeout(settling)
    settling = setTimeout(remember, SETTLED_MS)
  }
  window.on('move', rememberSoon)
  window.on('resize', rememberSoon)
  window.on('maximize', remember)
  window.on('unmaximize', remember)
  window.on('enter-full-screen', remember)
  window.on('leave-full-screen', remember)
  window.on('close', remember)
}

/** A screen that goes, or becomes another size, takes no window with it. */
export function followScreens(window: BrowserWindow): void {
  const rescue = (): void => {
    if (window.isDestroyed() || window.isMaximized() || window.isFullScreen()) return
    const bounds = rescueBounds(window.getBounds(), workAreas())
    if (bounds) window.setBounds(bounds)
  }
  screen.on('display-removed', rescue)
  screen.on('display-metrics-changed', rescue)
  window.once('closed', () => {
    screen.off('display-removed', rescue)
    screen.off('display-metrics-changed', rescue)
  })
}
