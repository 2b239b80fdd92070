// The main window: where it is put, and that its title never says more than the app's name.
import { BrowserWindow, nativeTheme, screen } from 'electron/main'
import { MIN_SIZE, restoreBounds, type Rect } from '../../shared/domain/window-bounds'
import { enableContextMenu } from './context-menu'
import type { ContextMenuLabels } from './context-menu-template'
import { lockedWebPreferences } from './web-preferences'

export interface MainWindowOptions {
  readonly preload: string
  readonly devTools: boolean
  readonly icon: string
  readonly savedBounds: Rect | undefined
  /** The sender gate's register: who may call. */
  readonly trust: (webContentsId: number) => () => void
  /** Labels of the context menu, in the language of the moment. */
  readonly labels: () => ContextMenuLabels
  onBoundsChanged(bounds: Rect): void
  /** The window is gone. */
  onClosed(): void
}

/** Background before the first paint, so that nothing flashes; the same tones as the renderer's. */
const BACKGROUND = { light: '#eef2f4', dark: '#10151c' } as const

let main: BrowserWindow | undefined

/** The main window where there is one, hidden or not. Quick-send's window is another one. */
export const mainWindow = (): BrowserWindow | undefined => main

/** Makes the window, trusts it, and shows it when its first frame is ready. */
export function openMainWindow(options: MainWindowOptions): void {
  const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea)
  const window = new BrowserWindow({
    ...restoreBounds(options.savedBounds, screens),
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
    main = undefined
    distrust()
    options.onClosed()
  })
  window.on('page-title-updated', (event) => event.preventDefault())
  window.once('ready-to-show', () => window.show())
  const remember = (): void => {
    if (!window.isMinimized() && !window.isFullScreen()) options.onBoundsChanged(window.getNormalBounds())
  }
  window.on('moved', remember)
  window.on('resized', remember)
  window.on('close', remember)
  enableContextMenu(window.webContents, options.labels)
  void window.loadURL('app://ui/')
}

/** Brings the window to the front, wherever it is; `false` when there is none. */
export function focusMainWindow(): boolean {
  const window = mainWindow()
  if (!window) return false
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
  return true
}
