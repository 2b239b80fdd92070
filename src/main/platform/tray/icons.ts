// The tray's pictures out of their strips: resources/tray, drawn by scripts/icons.ts. Electron's images come in as a parameter.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NativeImage } from 'electron/common'
import type { Settings } from '../../../shared/contract/settings'
import { shownCount } from '../../../shared/domain/unread'

export interface ImageMaker {
  createFromPath(path: string): NativeImage
  createFromBuffer(buffer: Buffer): NativeImage
}

export interface TrayIconsDeps {
  /** `resources/tray`. */
  readonly directory: string
  /** As `process.platform` tells it. */
  readonly system: string
  readonly images: ImageMaker
  /** Pixels per point of the screen with the panel. */
  readonly scale: () => number
}

export interface TrayIcons {
  /** The icon for a panel, with what waits as its number; on macOS the number stands beside it. */
  tray(panel: Settings['trayIcon'], waiting: number): NativeImage
  /** The number alone, for a button of the Windows taskbar. */
  overlay(waiting: number): NativeImage
}

/** Points of a square in a strip. */
const SIDE = 16
const SCALES = [1, 1.25, 1.5, 2, 3, 4]
/** Pixels that the panels of Linux want at a scale of 1: most draw 22 to 24. */
const PANEL_SIDE = 24

export function createTrayIcons({ directory, system, images, scale }: TrayIconsDeps): TrayIcons {
  const strip = (name: string): NativeImage => images.createFromPath(join(directory, `${name}.png`))
  const square = (from: NativeImage, at: number, side: number): NativeImage =>
    from.crop({ x: at * side, y: 0, width: side, height: side })
  return {
    tray(panel, waiting) {
      if (system === 'darwin') {
        const template = strip('Template')
        template.setTemplateImage(true)
        return template
      }
      if (system !== 'linux') return square(strip(panel), shownCount(waiting), SIDE)
      // The bus carries one picture for all screens, and a panel makes it fit: it is given as sharp as it is drawn.
      const wanted = PANEL_SIDE * scale()
      const fits = SCALES.find((one) => SIDE * one >= wanted) ?? Math.max(...SCALES)
      const file = readFileSync(join(directory, `${panel}${fits === 1 ? '' : `@${fits}x`}.png`))
      return square(images.createFromBuffer(file), shownCount(waiting), SIDE * fits)
    },
    overlay: (waiting) => square(strip('overlay'), shownCount(waiting) - 1, SIDE),
  }
}
