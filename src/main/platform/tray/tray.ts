// The tray icon, and what else of the desktop shows how much waits: taskbar and dock. It follows what it is given, and asks
// for things through doors. Nothing is reachable by it alone.
import { setTimeout as delay } from 'node:timers/promises'
import { nativeImage, type NativeImage } from 'electron/common'
import { app, Menu, screen, Tray, type BrowserWindow } from 'electron/main'
import type { Settings } from '../../../shared/contract/settings'
import type { Logger } from '../../log/port'
import type { Texts } from '../texts'
import type { TrayHost } from '../tray-host'
import { watchForHost } from './host-watch'
import { createTrayIcons, type TrayIcons } from './icons'
import { trayMenu, trayToolTip, type TrayActions, type TrayState } from './menu'
import { createUpdates } from './updates'

export interface TrayOptions {
  /** `resources/tray`. */
  readonly directory: string
  readonly system: string
  readonly electronMajor: number
  readonly actions: TrayActions
  /** What is shown, read whenever something may have changed. */
  readonly read: () => TrayState
  readonly settings: () => Pick<Settings, 'tray' | 'trayIcon'>
  readonly text: () => Texts
  /** BCP 47. */
  readonly language: () => string
  /** Whether a panel would show an icon now. */
  readonly host: () => Promise<TrayHost>
  readonly mainWindow: () => BrowserWindow | undefined
  readonly log: Logger
}

export interface TrayPart {
  /** Something may have changed. What comes in one go is shown once. */
  update(): void
  stop(): void
}

const TICK_MS = 20_000

/** Makes the icon if the settings want it; the app must be ready. */
export function createTray(options: TrayOptions): TrayPart {
  const { settings, read, language, log } = options
  const scale = (): number => screen.getPrimaryDisplay().scaleFactor
  const { directory, system } = options
  const icons = createTrayIcons({ directory, system, images: nativeImage, scale })
  const icon = createIcon(options, icons)
  /** Counts panels that came after the icon was announced. */
  let panels = 0
  const updates = createUpdates({
    look: () => {
      const { tray: wanted, trayIcon } = settings()
      return { ...read(), wanted, trayIcon, language: language(), scale: scale(), panels }
    },
    show: (now) => {
      showWaiting(options, now.waiting, icons)
      if (now.wanted) icon.show(now)
      else icon.hide()
    },
    log,
  })
  const watch = watchForHost({
    ask: options.host,
    sleep: (ms, signal) => delay(ms, undefined, { signal, ref: false }),
    onCame: () => {
      panels += 1
      icon.remove()
      updates.soon()
    },
  })
  // Each time a window comes up it has a new button on the taskbar, which shows no number yet.
  const again = (_event: unknown, window: BrowserWindow): void => {
    window.on('show', () => {
      if (!stopped) showWaiting(options, read().waiting, icons)
    })
  }
  let stopped = false
  screen.on('display-metrics-changed', updates.soon)
  app.on('browser-window-created', again)
  // A pause ends by itself, and nobody tells.
  const tick = setInterval(updates.soon, TICK_MS)
  return {
    update: updates.soon,
    stop() {
      stopped = true
      screen.removeListener('display-metrics-changed', updates.soon)
      app.removeListener('browser-window-created', again)
      clearInterval(tick)
      watch.stop()
      updates.stop()
      icon.remove()
    },
  }
}

/**
 * Up to 42 Electron leaves a dead icon in the panels of Linux and can make no other: it is emptied there, not destroyed.
 * @see https://github.com/electron/electron/issues/49517
 */
const canGo = (system: string, electronMajor: number): boolean => system !== 'linux' || electronMajor >= 43

interface Shown extends TrayState {
  readonly trayIcon: Settings['trayIcon']
  readonly language: string
}

/** The icon itself: one, or none. Its picture and its menu cross a bus, so it is told only of what is new. */
function createIcon({ system, electronMajor, text, actions }: TrayOptions, icons: TrayIcons) {
  let tray: Tray | undefined
  const make = (image: NativeImage): Tray => {
    const made = new Tray(image)
    // Where a desktop tells of a click, it opens the app; on macOS it opens the menu, as everywhere in that bar.
    if (system !== 'darwin') made.on('click', actions.open)
    return made
  }
  const remove = (): void => {
    tray?.destroy()
    tray = undefined
  }
  return {
    show(now: Shown) {
      const image = icons.tray(now.trayIcon, now.waiting)
      tray?.setImage(image)
      tray ??= make(image)
      const parts = { state: now, text: text(), actions, clock: () => new Date(), language: now.language }
      tray.setToolTip(trayToolTip(parts))
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu(parts)))
      if (system === 'darwin') tray.setTitle(now.waiting === 0 ? '' : String(now.waiting))
    },
    /** The user wants none. */
    hide() {
      if (canGo(system, electronMajor)) remove()
      else {
        tray?.setImage(nativeImage.createEmpty())
        tray?.setToolTip('')
        tray?.setContextMenu(null)
      }
    },
    remove,
  }
}

/** @see https://www.electronjs.org/docs/latest/api/browser-window#winsetoverlayiconoverlay-description-windows */
function showWaiting({ system, text, mainWindow }: TrayOptions, waiting: number, icons: TrayIcons): void {
  app.setBadgeCount(waiting)
  if (system !== 'win32') return
  const says = waiting === 0 ? '' : text()('tray.waiting', { count: waiting })
  mainWindow()?.setOverlayIcon(waiting === 0 ? null : icons.overlay(waiting), says)
}
