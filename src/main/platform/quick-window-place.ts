// Where quick-send's window stands on a screen. Pure; knows no Electron.
import type { Rect } from '../../shared/domain/window-bounds'

/** `card` is written in; `notice` says in a corner what became of it. */
export type QuickForm = 'card' | 'notice'

const WIDTH = { card: 640, notice: 380 } as const
const MIN_HEIGHT = { card: 120, notice: 56 } as const
/** Beyond it the content scrolls. */
const MAX_HEIGHT = { card: 640, notice: 240 } as const
/** Kept free between the window and the edges of the screen. */
const MARGIN = 16
/** Part of the free height that lies above the card at its full height: what grows, grows downwards. */
const ABOVE = 0.35

const clamp = (value: number, min: number, max: number): number => Math.max(Math.min(value, max), min)

export interface QuickContent {
  readonly form: QuickForm
  /** In the page's own pixels. */
  readonly height: number
  /** How large those are, 1 for 100 %. */
  readonly zoom: number
}

/**
 * The window's place for its content, always whole on `area`, the work area of a screen. The top of the card does not depend
 * on its height, so that it stands still while it grows.
 */
export function placeQuick({ form, height, zoom }: QuickContent, area: Rect): Rect {
  const margin = Math.min(MARGIN, Math.floor(Math.min(area.width, area.height) / 10))
  const room = { width: area.width - 2 * margin, height: area.height - 2 * margin }
  const width = Math.min(Math.round(WIDTH[form] * zoom), room.width)
  const tallest = Math.min(Math.round(MAX_HEIGHT[form] * zoom), room.height)
  const least = Math.min(Math.round(MIN_HEIGHT[form] * zoom), tallest)
  const tall = clamp(Math.ceil(height * zoom), least, tallest)
  if (form === 'notice') {
    return {
      x: area.x + area.width - margin - width,
      y: area.y + area.height - margin - tall,
      width,
      height: tall,
    }
  }
  return {
    x: area.x + Math.floor((area.width - width) / 2),
    y: area.y + margin + Math.floor((room.height - tallest) * ABOVE),
    width,
    height: tall,
  }
}
