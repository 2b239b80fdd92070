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

/**
 * The window's place for content of a height, always whole on `area`, the work area of a screen. The top of the card does
 * not depend on its height, so that it stands still while it grows.
 */
export function placeQuick(form: QuickForm, height: number, area: Rect): Rect {
  const margin = Math.min(MARGIN, Math.floor(Math.min(area.width, area.height) / 10))
  const room = { width: area.width - 2 * margin, height: area.height - 2 * margin }
  const width = Math.min(WIDTH[form], room.width)
  const tallest = Math.min(MAX_HEIGHT[form], room.height)
  const tall = clamp(Math.ceil(height), Math.min(MIN_HEIGHT[form], tallest), tallest)
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
