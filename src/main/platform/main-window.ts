// The main window: made, shown, hidden and closed; its title never says more than the app's name.
import { BrowserWindow, nativeTheme } from 'electron/main'
import { MIN_SIZE, type WindowState } from '../../shared/domain/window-bounds'
import type { ClosingWay } from './closing'
import { enableContextMenu } from './context-menu'
import type { ContextMenuLabels } from './context-menu-template'
import { lockedWebPreferences } from './web-preferences'
import { followScreens, followWindowState, placeWindow } from './window-state'

export interface MainWindowOptions {
  readonly preload: string
  readonly devTools: boolean
  readonly icon: string
  readonly saved: WindowState | undefined
  /** `minimized`: in sight, but not in the way. */
  readonly show: 'shown' | 'minimized'
  /** The sender gate's register: who may call. */
  readonly trust: (webContentsId: number) => () => void
  /** Labels of the context menu, in the language of the moment. */
  readonly labels: () => ContextMenuLabels
  onStateChanged(state: WindowState): void
  /** Somebody closes it: what that means now. */
  wayOfClosing(pageAnswers: boolean): ClosingWay
  /** The page is to ask what closing means. */
  onAsk(): void
  onQuit(): void
}

/** Background before the first paint, so that nothing flashes; the same tones as the renderer's. */
const BACKGROUND = { light: '#eef2f4', dark: '#10151c' } as const

let main: BrowserWindow | undefined

/** The main window where there is one, hidden or not. Quick-send's window is another one. */
export const mainWindow = (): BrowserWindow | undefined => main

/** Makes the window, trusts it, and shows it when its first frame is ready. */
export function openMainWindow(options: MainWindowOptions): void {
  const window = new BrowserWindow({
    ...placeWindow(options.saved),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    title: 'Bellhop',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    autoHideMenuBar: true,
    icon: options.icon,
    webPreferences: lockedWebPreferences({ preload: options.preload, devTools: options.devTools }),
  })
  main = window
  const distrust = options.trust(window.webContents.id)
  window.on('closed', () => {
    if (main === window) main = undefined
    distrust()
  })
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => showFirst(window, options))
  followClosing(window, options)
  followScreens(window)
  enableContextMenu(window.webContents, options.labels)
  void window.loadURL('app://ui/')
}

/** Brings the window to the front, wherever it is; `false` when there is none. */
export function focusMainWindow(): boolean {
  if (!main) return false
  if (main.isMinimized()) main.restore()
  main.show()
  main.focus()
  return true
}

/** Puts the window away; it comes back as it is. */
export function hideMainWindow(): void {
  if (!main?.isFullScreen() || process.platform !== 'darwin') {
    main?.hide()
    return
  }
  // macOS leaves a black screen behind a full-screen window that is hidden.
  const window = main
  window.once('leave-full-screen', () => window.hide())
  window.setFullScreen(false)
}

/** As it was left; a minimized one becomes so when it is looked at. */
function showFirst(window: BrowserWindow, { saved, show, onStateChanged }: MainWindowOptions): void {
  const asItWas = (): void => {
    if (saved?.maximized) window.maximize()
    if (saved?.fullScreen) window.setFullScreen(true)
  }
  // Asked for meanwhile it is in sight already, and stays there.
  if (show === 'minimized' && !window.isVisible()) {
    window.once('restore', asItWas)
    window.minimize()
  } else {
    asItWas()
    window.show()
  }
  followWindowState(window, onStateChanged)
}

function followClosing(window: BrowserWindow, options: MainWindowOptions): void {
  let pageAnswers = true
  window.on('unresponsive', () => (pageAnswers = false))
  window.on('responsive', () => (pageAnswers = true))
  window.webContents.on('render-process-gone', () => (pageAnswers = false))
  window.on('close', (event) => {
    const way = options.wayOfClosing(pageAnswers)
    if (way === 'close' || way === 'discard') return
    event.preventDefault()
    if (way === 'hide') hideMainWindow()
    else if (way === 'quit') options.onQuit()
    else {
      // Closed from the taskbar it may be minimized: the question has to be seen.
      focusMainWindow()
      options.onAsk()
    }
  })
}
