// Where a window may be put back: only onto a screen that exists. Pure; knows no Electron.

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export const DEFAULT_SIZE = { width: 1280, height: 800 } as const
export const MIN_SIZE = { width: 760, height: 520 } as const
/** So much of the window must be on one screen for a person to grab it, in pixels. */
const GRABBABLE = { width: 200, height: 60 } as const

function overlap(a: Rect, b: Rect): { width: number; height: number } {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  }
}

function isRect(value: Rect): boolean {
  return [value.x, value.y, value.width, value.height].every(Number.isFinite) && value.width > 0 && value.height > 0
}

function centred(size: { width: number; height: number }, screen: Rect): Rect {
  const width = Math.min(size.width, screen.width)
  const height = Math.min(size.height, screen.height)
  return {
    x: screen.x + Math.floor((screen.width - width) / 2),
    y: screen.y + Math.floor((screen.height - height) / 2),
    width,
    height,
  }
}

/**
 * Bounds to restore a window with. `saved` is used as it is when enough of its title bar lies on one of the `screens`
 * (work areas, primary first); otherwise the window is centred on the primary screen, with the saved size where it fits.
 */
export function restoreBounds(saved: Rect | undefined, screens: readonly Rect[]): Rect {
  const primary = screens[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE }
  if (!saved || !isRect(saved)) return centred(DEFAULT_SIZE, primary)
  const size = { width: Math.max(saved.width, MIN_SIZE.width), height: Math.max(saved.height, MIN_SIZE.height) }
  const titleBar: Rect = { x: saved.x, y: saved.y, width: size.width, height: GRABBABLE.height }
  const visible = screens.some((screen) => {
    const shared = overlap(titleBar, screen)
    return shared.width >= GRABBABLE.width && shared.height >= GRABBABLE.height
  })
  return visible ? { x: Math.round(saved.x), y: Math.round(saved.y), ...size } : centred(size, primary)
}
