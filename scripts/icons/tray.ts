// The pictures of the tray, as data: what is drawn, for which panel, in which sizes. The logo is resources/icon.svg made
// coarser, so that it can be told at 16 pixels. Pure.
import { badge, COUNTS } from './numbers.ts'
import type { Count } from './numbers.ts'
import type { Picture } from './png.ts'
import { box, dome, draw, strip } from './raster.ts'
import type { Layer, Paint } from './raster.ts'

const BLUE: Paint = [0x00, 0x75, 0xff]
const WHITE: Paint = [255, 255, 255]
const INK: Paint = [0x1c, 0x21, 0x28]
const PAPER: Paint = [0xf4, 0xf6, 0xf8]
const BLACK: Paint = [0, 0, 0]

/** Sides of the smallest picture: one pixel is a unit. */
export const SIDE = 16
/** macOS gives icons in its menu bar eighteen points. */
const MAC_SIDE = 18

/** A name ends in `@…x` by Electron's rule, which loads all of them by the first. https://www.electronjs.org/docs/latest/api/native-image#high-resolution-image */
export const SCALES = [1, 1.25, 1.5, 2, 3, 4] as const
export const PANELS = ['auto', 'light', 'dark'] as const
export type Panel = (typeof PANELS)[number]

/** The bell: its sizes are pixels of the smallest picture. */
const bell = (paint: Paint, [middle, bottom, radius]: readonly [number, number, number]): readonly Layer[] => [
  { shape: dome(middle, bottom, radius), paint },
  { shape: box([middle - radius - 1, bottom + 1, 2 * radius + 2, radius > 5 ? 2 : 1.5], 0.5), paint },
  { shape: box([middle - 1, bottom - radius - 2, 2, 2.5]), paint },
  { shape: box([middle - 2, bottom - radius - 2.5, 4, 1.5], 0.5), paint },
]

/** Beside a number the bell makes room. `auto` stands out on any panel by its own ground and a light edge; the others are made for theirs. */
const logo = (panel: Panel, alone: boolean): readonly Layer[] => {
  if (panel !== 'auto') return bell(panel === 'light' ? INK : PAPER, alone ? [8, 11, 6] : [6, 7, 4.5])
  return [
    { shape: box([0, 0, SIDE, SIDE], 4), paint: WHITE },
    { shape: box([0.75, 0.75, SIDE - 1.5, SIDE - 1.5], 3.25), paint: BLUE },
    ...bell(WHITE, alone ? [8, 10, 4.5] : [6, 7, 3.5]),
  ]
}

const numbered = (panel: Panel, count: Count): readonly Layer[] =>
  count === 0 ? logo(panel, true) : [...logo(panel, false), ...badge(count, SIDE)]

export interface File {
  readonly name: string
  readonly picture: Picture
}

const suffix = (scale: number): string => (scale === 1 ? '' : `@${scale}x`)

/** Every file of resources/tray: strips of the bare icon and the numbers 1 to 9 and 9+, and the template of macOS. */
export const trayFiles = (): readonly File[] => [
  ...PANELS.flatMap((panel) =>
    SCALES.map((scale) => ({
      name: `${panel}${suffix(scale)}.png`,
      picture: strip(COUNTS.map((count) => draw(numbered(panel, count), SIDE * scale, SIDE))),
    })),
  ),
  // On a button of the Windows taskbar, over the app's icon: the number alone.
  ...SCALES.map((scale) => ({
    name: `overlay${suffix(scale)}.png`,
    picture: strip(COUNTS.filter((count) => count > 0).map((count) => draw(badge(count, SIDE), SIDE * scale, SIDE))),
  })),
  ...[1, 2].map((scale) => ({
    name: `Template${suffix(scale)}.png`,
    picture: draw(bell(BLACK, [9, 12, 7]), MAC_SIDE * scale, MAC_SIDE),
  })),
]
