// Where a window may be put back: only onto a screen that exists. Pure; knows no Electron.

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A window as it was left: where it stands when it is neither maximized nor full screen, and which of the two it is. */
export interface WindowState {
  readonly bounds: Rect
  readonly maximized: boolean
  readonly fullScreen: boolean
}

export const DEFAULT_SIZE = { width: 1280, height: 800 } as const
export const MIN_SIZE = { width: 760, height: 520 } as const
/** So much of the window must be on one screen for a person to grab it, in pixels. */
export const GRABBABLE = { width: 200, height: 60 } as const

type Size = Pick<Rect, 'width' | 'height'>

function overlap(a: Rect, b: Rect): Size {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  }
}

function isRect(value: Rect): boolean {
  return [value.x, value.y, value.width, value.height].every(Number.isFinite) && value.width > 0 && value.height > 0
}

function centred(size: Size, screen: Rect): Rect {
  const width = Math.min(size.width, screen.width)
  const height = Math.min(size.height, screen.height)
  return {
    x: screen.x + Math.floor((screen.width - width) / 2),
    y: screen.y + Math.floor((screen.height - height) / 2),
    width,
    height,
  }
}

/** The smallest area that holds all screens: a window may lie over several of them. */
function around(screens: readonly Rect[]): Size {
  const right = Math.max(...screens.map((screen) => screen.x + screen.width))
  const bottom = Math.max(...screens.map((screen) => screen.y + screen.height))
  return {
    width: right - Math.min(...screens.map((screen) => screen.x)),
    height: bottom - Math.min(...screens.map((screen) => screen.y)),
  }
}

/** Whether a person can take hold of the window: enough of its title bar lies on one of the screens. */
function canBeGrabbed(bounds: Rect, screens: readonly Rect[]): boolean {
  const titleBar: Rect = { ...bounds, height: GRABBABLE.height }
  return screens.some((screen) => {
    const shared = overlap(titleBar, screen)
    return shared.width >= GRABBABLE.width && shared.height >= GRABBABLE.height
  })
}

/**
 * Bounds to restore a window with. `saved` is used as it is when enough of its title bar lies on one of the `screens`
 * (work areas in device-independent pixels, primary first) and it is not larger than all of them together; otherwise it is
 * cut to them, and centred on the primary screen where it could not be grabbed.
 */
export function restoreBounds(saved: Rect | undefined, screens: readonly Rect[]): Rect {
  const primary = screens[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE }
  if (!saved || !isRect(saved)) return centred(DEFAULT_SIZE, primary)
  const most = around(screens.length > 0 ? screens : [primary])
  const bounds = {
    x: Math.round(saved.x),
    y: Math.round(saved.y),
    width: Math.min(Math.max(Math.round(saved.width), MIN_SIZE.width), most.width),
    height: Math.min(Math.max(Math.round(saved.height), MIN_SIZE.height), most.height),
  }
  return canBeGrabbed(bounds, screens) ? bounds : centred(bounds, primary)
}

/**
 * Where a window that is open has to go because the screens have changed; undefined when it can stay.
 * @param screens the ones there are now, primary first
 */
export function rescueBounds(current: Rect, screens: readonly Rect[]): Rect | undefined {
  return screens.length === 0 || canBeGrabbed(current, screens) ? undefined : restoreBounds(current, screens)
}
