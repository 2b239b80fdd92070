// Would catch: a picture that is missing or was not drawn anew, a number that cannot be told from another or from none, a
// logo hidden by its number, and an icon that drowns in its panel.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inRoot } from '../lib/paths.ts'
import { COUNTS } from './numbers.ts'
import { readPng, writePng, type Picture } from './png.ts'
import { PANELS, SCALES, SIDE, trayFiles, type Panel } from './tray.ts'

const FOLDER = inRoot('resources/tray')
const read = (name: string): Picture => readPng(readFileSync(join(FOLDER, name)))
const named = (name: string, scale: number): string => `${name}${scale === 1 ? '' : `@${scale}x`}.png`

/** The n-th square of a strip. */
function square(strip: Picture, at: number): Picture {
  const side = strip.height
  const pixels = new Uint8Array(side * side * 4)
  for (let y = 0; y < side; y += 1) {
    const from = (y * strip.width + at * side) * 4
    pixels.set(strip.pixels.subarray(from, from + side * 4), y * side * 4)
  }
  return { width: side, height: side, pixels }
}

type Colour = readonly [number, number, number]
const LIGHT: Colour = [0xf0, 0xf0, 0xf0]
const DARK: Colour = [0x2b, 0x2b, 0x2b]
const ON: Readonly<Record<Panel, readonly Colour[]>> = { auto: [LIGHT, DARK], light: [LIGHT], dark: [DARK] }

/** Relative luminance of every pixel as it is seen on a panel. https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function seen({ pixels }: Picture, panel: Colour): number[] {
  return Array.from({ length: pixels.length / 4 }, (_, at) => {
    const alpha = (pixels[at * 4 + 3] ?? 0) / 255
    const [red = 0, green = 0, blue = 0] = panel.map((under, channel) => {
      const value = ((pixels[at * 4 + channel] ?? 0) * alpha + under * (1 - alpha)) / 255
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  })
}
const contrast = (one: number, other: number): number => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
const share = (values: readonly boolean[]): number => values.filter(Boolean).length / values.length
const panelLight = (panel: Colour): number =>
  seen({ width: 1, height: 1, pixels: Uint8Array.of(0, 0, 0, 0) }, panel)[0] ?? 0

test('what is drawn is what is in resources/tray, and nothing else is', () => {
  const files = trayFiles()
  expect(readdirSync(FOLDER).toSorted()).toEqual(files.map(({ name }) => name).toSorted())
  for (const { name, picture } of files) expect(Buffer.compare(read(name).pixels, picture.pixels), name).toBe(0)
  // Thirty thousand points for the largest ones: seconds, on a machine with much else to do.
}, 60_000)

test('a file is read back as it was written, and any other kind is refused', () => {
  const picture = { width: 2, height: 1, pixels: Uint8Array.of(1, 2, 3, 4, 250, 251, 252, 0) }
  expect(readPng(writePng(picture))).toEqual(picture)
  const paletted = writePng(picture)
  paletted[25] = 3
  expect(() => readPng(paletted)).toThrow('another format')
})

const WAYS = PANELS.flatMap((panel) =>
  SCALES.flatMap((scale) =>
    ON[panel].map((colour) => ({ panel, scale, colour, on: colour === LIGHT ? 'light' : 'dark' })),
  ),
)

describe.each(WAYS)('peers 19: $panel at $scale on a $on panel', ({ panel, scale, colour }) => {
  const strip = read(named(panel, scale))
  const squares = COUNTS.map((_, at) => square(strip, at))
  const views = squares.map((picture) => seen(picture, colour))
  const under = panelLight(colour)

  test('every state has its square of the right size', () => {
    expect([strip.width, strip.height]).toEqual([COUNTS.length * SIDE * scale, SIDE * scale])
  })

  test('the icon stands out, bare and with each number', () => {
    // Three to one, as WCAG 1.4.11 wants for what is no text.
    for (const view of views) expect(share(view.map((value) => contrast(value, under) >= 3))).toBeGreaterThan(0.3)
  })

  test('a number is seen at a glance, and no two look the same', () => {
    const bare = views[0] ?? []
    const differs = (one: readonly number[], other: readonly number[]): number =>
      share(one.map((value, at) => contrast(value, other[at] ?? 0) >= 1.5))
    for (const view of views.slice(1)) expect(differs(view, bare)).toBeGreaterThan(0.25)
    for (const [at, view] of views.entries())
      for (const other of views.slice(1, at)) expect(differs(view, other)).toBeGreaterThan(0.01)
  })

  test('the strokes of a number stand out of their ground', () => {
    for (const [at, { pixels, width }] of squares.entries()) {
      if (at === 0) continue
      // Well inside the badge there is its ground, the most frequent value, and the strokes on it.
      const inside = seen({ width, height: width, pixels }, colour).filter((_, place) => {
        const [x, y] = [((place % width) * SIDE) / width, (Math.floor(place / width) * SIDE) / width]
        return x >= 7 && x < 15 && y >= 7 && y < 14
      })
      const ground = inside.toSorted((one, other) => one - other)[Math.floor(inside.length / 4)] ?? 0
      expect(share(inside.map((value) => contrast(value, ground) >= 3)), String(at)).toBeGreaterThan(0.12)
    }
  })

  test('the logo is still there beside a number: its upper left is not covered', () => {
    for (const view of views.slice(1)) {
      const corner = view.filter((_, at) => at % (SIDE * scale) < 6 * scale && at / (SIDE * scale) < 10 * scale)
      expect(share(corner.map((value) => contrast(value, under) >= 3))).toBeGreaterThan(0.2)
    }
  })
})

test.each(SCALES)('the number over the icon of a taskbar, at %s', (scale) => {
  const strip = read(named('overlay', scale))
  expect([strip.width, strip.height]).toEqual([(COUNTS.length - 1) * SIDE * scale, SIDE * scale])
})

test.each([1, 2])('the template of macOS is black and transparent only, at %s', (scale) => {
  const { width, height, pixels } = read(named('Template', scale))
  expect([width, height]).toEqual([18 * scale, 18 * scale])
  const colours = pixels.filter((_, at) => at % 4 !== 3)
  expect(colours.every((value) => value === 0)).toBe(true)
  expect(share([...pixels.filter((_, at) => at % 4 === 3)].map((alpha) => alpha === 255))).toBeGreaterThan(0.2)
})
