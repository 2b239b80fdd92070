// Quick-send's window: made once, kept hidden, shown where the pointer is. Showing waits for nothing: what is in the window
// is made fresh after it stands there.
import { BrowserWindow, nativeTheme, screen, type BrowserWindowConstructorOptions } from 'electron/main'
import type { Rect } from '../../shared/domain/window-bounds'
import type { Logger } from '../log/port'
import { enableContextMenu } from './context-menu'
import type { ContextMenuLabels } from './context-menu-template'
import { placeQuick, type QuickContent, type QuickForm } from './quick-window-place'
import { isQuitting } from './quitting'
import { lockedWebPreferences } from './web-preferences'

export interface QuickWindowOptions {
  readonly preload: string
  readonly devTools: boolean
  readonly icon: string
  /** `process.platform`. */
  readonly system: string
  readonly log: Logger
  /** The sender gate's register: who may call. */
  readonly trust: (webContentsId: number) => () => void
  /** Labels of the context menu, in the language of the moment. */
  readonly labels: () => ContextMenuLabels
  /** Whether it stays over other windows, as set at the moment. */
  readonly onTop: () => boolean
  /** The size of everything, 1 for 100 %. */
  readonly zoom: () => number
  /** It stands there. */
  onShown(): void
}

export interface QuickWindow {
  /** Makes the window, hidden, once the start of the app is over: summoning it has nothing left to load. */
  warmLater(): void
  /** Shows it where the pointer is and gives it the keyboard. */
  show(): void
  hide(): void
  /** What the key from anywhere does: shows it, and puts it away where it has the keyboard already. */
  toggle(): void
  /** Puts it where its content of this height belongs; a notice comes up by itself, without taking the keyboard. */
  fit(form: QuickForm, height: number): void
  /** The size of everything has changed: what is shown gets the room it needs now. */
  refit(): void
}

/** Before the first paint; the tone of the sheet. */
const BACKGROUND = { light: '#ffffff', dark: '#24272b' } as const
/** The main window has had its first frame and its first answers by then. */
const WARM_AFTER_MS = 1_500
const FOCUS_AGAIN_MS = [20, 60, 180] as const
/** Until the page has told its own. */
const FIRST_HEIGHT = 420
/** Until it is placed. */
const FIRST_WIDTH = 640

/** Nothing is made yet. The app must be ready when one of its functions is called. */
export function createQuickWindow(options: QuickWindowOptions): QuickWindow {
  const { there, usable } = keepOne(options)
  let height = FIRST_HEIGHT
  /** As it was placed last. */
  let placed: Pick<QuickContent, 'form' | 'height'> = { form: 'card', height }
  /** The screen it was summoned to: it does not follow the pointer while somebody writes. */
  let area: Rect = { x: 0, y: 0, width: 0, height: 0 }
  /** Ends what a summoning still has to do. */
  let summoned = (): void => undefined

  const place = (shown: BrowserWindow, content: typeof placed): void => {
    placed = content
    shown.setBounds(placeQuick({ ...content, zoom: options.zoom() }, area))
  }

  return {
    warmLater: () => makeLater(usable),
    show() {
      const shown = usable()
      area = screenOfPointer()
      place(shown, { form: 'card', height })
      shown.setAlwaysOnTop(options.onTop(), 'floating')
      shown.show()
      shown.focus()
      summoned = focusOnceMapped(shown)
      options.onShown()
    },
    hide() {
      summoned()
      there()?.hide()
    },
    toggle() {
      const window = there()
      if (window?.isVisible() === true && window.isFocused()) window.hide()
      else this.show()
    },
    fit(form, told) {
      const window = there()
      if (!window) return
      if (form === 'card') height = told
      if (area.width === 0 || (form === 'notice' && !window.isVisible())) area = screenOfPointer()
      place(window, { form, height: told })
      if (form === 'card' || window.isVisible()) return
      summoned()
      // What was sent a moment ago can be taken back wherever one has gone meanwhile.
      window.setAlwaysOnTop(true, 'floating')
      window.showInactive()
    },
    refit() {
      const window = there()
      if (window?.isVisible() === true) place(window, placed)
    },
  }
}

function makeLater(make: () => unknown): void {
  setTimeout(() => {
    if (!isQuitting()) make()
  }, WARM_AFTER_MS).unref()
}

/** The one window: made where there is none, forgotten when it is gone. */
function keepOne(options: QuickWindowOptions): { there(): BrowserWindow | undefined; usable(): BrowserWindow } {
  let window: BrowserWindow | undefined
  const there = (): BrowserWindow | undefined => (window?.isDestroyed() ? undefined : window)
  return {
    there,
    usable() {
      const made =
        there() ??
        makeWindow(options, () => {
          if (window === made) window = undefined
        })
      window = made
      return made
    },
  }
}

/** The work area of the screen under the pointer, or nearest to it: always one that exists. */
const screenOfPointer = (): Rect => screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea

/** X11 gives the keyboard to no window that is not mapped yet, and tells nobody when it is: it is asked for again. */
function focusOnceMapped(window: BrowserWindow): () => void {
  const timers = FOCUS_AGAIN_MS.map((ms) =>
    setTimeout(() => {
      if (!window.isDestroyed() && window.isVisible() && !window.isFocused()) window.focus()
    }, ms),
  )
  return () => {
    for (const timer of timers) clearTimeout(timer)
  }
}

function makeWindow(options: QuickWindowOptions, onGone: () => void): BrowserWindow {
  const window = new BrowserWindow(windowOptions(options))
  const distrust = options.trust(window.webContents.id)
  window.on('page-title-updated', (event) => event.preventDefault())
  // Closing (Alt+F4) puts it away; only the end of the app ends it.
  window.on('close', (event) => {
    if (isQuitting()) return
    event.preventDefault()
    window.hide()
  })
  window.on('closed', () => {
    distrust()
    onGone()
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    options.log.warn('the page of quick-send ended; it is made anew at the next summoning', { reason })
    window.destroy()
  })
  enableContextMenu(window.webContents, options.labels)
  void window.loadURL('app://ui/quick.html').catch((error: unknown) => {
    if (!window.isDestroyed()) options.log.error('quick-send could not be loaded', { error: String(error) })
  })
  return window
}

function windowOptions({ preload, devTools, icon, system }: QuickWindowOptions): BrowserWindowConstructorOptions {
  return {
    width: FIRST_WIDTH,
    height: FIRST_HEIGHT,
    show: false,
    frame: false,
    resizable: false,
    maximizable: false,
    minimizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    title: 'Bellhop',
    icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    // macOS: over full-screen apps, and without bringing the app's other windows to the front.
    // https://www.electronjs.org/docs/latest/api/structures/base-window-options
    ...(system === 'darwin' ? { type: 'panel' } : {}),
    webPreferences: lockedWebPreferences({ preload, devTools, keptWarm: true }),
  }
}
