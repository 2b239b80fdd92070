// The tray icon, and what else of the desktop shows how much waits: taskbar and dock. It follows what it is given, and asks
// for things through doors. Nothing is reachable by it alone.
import { nativeImage, type NativeImage } from 'electron/common'
import { app, Menu, screen, Tray, type BrowserWindow } from 'electron/main'
import type { Settings } from '../../../shared/contract/settings'
import type { Logger } from '../../log/port'
import type { Texts } from '../texts'
import { createTrayIcons } from './icons'
import { trayMenu, trayToolTip, type TrayActions, type TrayState } from './menu'
import { createUpdates } from './updates'

export interface TrayOptions {
  /** `resources/tray`. */
  readonly directory: string
  readonly system: string
  readonly actions: TrayActions
  /** What is shown, read whenever something may have changed. */
  readonly read: () => TrayState
  readonly settings: () => Pick<Settings, 'tray' | 'trayIcon'>
  readonly text: () => Texts
  /** BCP 47. */
  readonly language: () => string
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
  const icons = createTrayIcons({
    directory: options.directory,
    system: options.system,
    images: nativeImage,
    scale: () => screen.getPrimaryDisplay().scaleFactor,
  })
  let tray: Tray | undefined

  /** Pictures and menus cross the bus: they are made anew only when they would be others. */
  const updates = createUpdates({
    look: () => {
      const { tray: wanted, trayIcon } = options.settings()
      const { scaleFactor } = screen.getPrimaryDisplay()
      return { ...options.read(), wanted, trayIcon, language: options.language(), scaleFactor }
    },
    show: (now) => {
      showWaiting(options, now.waiting, icons.overlay)
      if (!now.wanted) {
        tray?.destroy()
        tray = undefined
        return
      }
      const image = icons.tray(now.trayIcon, now.waiting)
      if (tray) tray.setImage(image)
      else tray = makeTray(image, options)
      const parts = { state: now, text: options.text(), actions: options.actions, clock: () => new Date() }
      tray.setToolTip(trayToolTip(parts))
      tray.setContextMenu(Menu.buildFromTemplate(trayMenu({ ...parts, language: now.language })))
      if (options.system === 'darwin') tray.setTitle(now.waiting === 0 ? '' : String(now.waiting))
    },
    log: options.log,
  })
  screen.on('display-metrics-changed', updates.soon)
  // A pause ends by itself, and nobody tells.
  const tick = setInterval(updates.soon, TICK_MS)
  return {
    update: updates.soon,
    stop() {
      screen.removeListener('display-metrics-changed', updates.soon)
      clearInterval(tick)
      updates.stop()
      tray?.destroy()
      tray = undefined
    },
  }
}

/** Where a desktop tells of a click, it opens the app; on macOS it opens the menu, as everywhere in that bar. */
function makeTray(image: NativeImage, { system, actions }: TrayOptions): Tray {
  const tray = new Tray(image)
  if (system !== 'darwin') tray.on('click', actions.open)
  return tray
}

/** @see https://www.electronjs.org/docs/latest/api/browser-window#winsetoverlayiconoverlay-description-windows */
function showWaiting(
  { system, text, mainWindow }: TrayOptions,
  waiting: number,
  overlay: (waiting: number) => NativeImage,
): void {
  app.setBadgeCount(waiting)
  if (system !== 'win32') return
  const says = waiting === 0 ? '' : text()('tray.waiting', { count: waiting })
  mainWindow()?.setOverlayIcon(waiting === 0 ? null : overlay(waiting), says)
}
