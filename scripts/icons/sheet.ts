// All pictures of the tray on one sheet, on the panels they are made for, each pixel as a square: to be looked at. Pure.
import { COUNTS } from './numbers.ts'
import type { Picture } from './png.ts'
import { PANELS, trayFiles } from './tray.ts'
import type { Panel } from './tray.ts'

const GREYS: Readonly<Record<Panel, readonly number[]>> = { auto: [0xf0, 0x2b], light: [0xf0], dark: [0x2b] }
const SHOWN = ['', '@1.25x', '@1.5x', '@2x', '@3x']
/** Pixels of the sheet that a picture is enlarged to, and the space between. */
const SIDE = 48
const GAP = 6

/** One row for each panel and scale. */
export const traySheet = (): Picture => {
  const files = new Map(trayFiles().map(({ name, picture }) => [name, picture]))
  const rows = PANELS.flatMap((panel) =>
    GREYS[panel].flatMap((grey) => SHOWN.map((scale) => ({ grey, strip: files.get(`${panel}${scale}.png`) }))),
  )
  const [width, height] = [COUNTS.length * (SIDE + GAP) + GAP, rows.length * (SIDE + GAP)]
  const sheet = { width, height, pixels: new Uint8Array(width * height * 4).fill(255) }
  rows.forEach(({ grey, strip }, row) => {
    if (strip) paintRow(sheet, strip, { top: row * (SIDE + GAP), grey })
  })
  return sheet
}

const paintRow = (sheet: Picture, strip: Picture, { top, grey }: { top: number; grey: number }): void => {
  const side = strip.height
  for (let y = 0; y < SIDE + GAP; y += 1) {
    for (let x = 0; x < sheet.width; x += 1) {
      const [at, left, line] = [Math.floor((x - GAP) / (SIDE + GAP)), (x - GAP) % (SIDE + GAP), y - GAP / 2]
      const inside = x >= GAP && left < SIDE && line >= 0 && line < SIDE
      const from = (Math.floor((line * side) / SIDE) * strip.width + at * side + Math.floor((left * side) / SIDE)) * 4
      const alpha = inside ? (strip.pixels[from + 3] ?? 0) / 255 : 0
      const mixed = [0, 1, 2].map((channel) => (strip.pixels[from + channel] ?? 0) * alpha + grey * (1 - alpha))
      sheet.pixels.set(mixed.map(Math.round), ((top + y) * sheet.width + x) * 4)
    }
  }
}
