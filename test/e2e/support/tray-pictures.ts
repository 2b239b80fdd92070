// The pictures of resources/tray as they should arrive at a panel.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPng, type Picture } from '../../../scripts/icons/png'
import { ROOT } from './practice'

/** For a panel at a scale of 1; `count` as it is drawn, 10 for more than nine. */
export function drawn(panel: 'auto' | 'light' | 'dark', count: number): Picture {
  const strip = readPng(readFileSync(join(ROOT, 'resources/tray', `${panel}@1.5x.png`)))
  const side = strip.height
  const pixels = new Uint8Array(side * side * 4)
  for (let y = 0; y < side; y += 1) {
    const from = (y * strip.width + count * side) * 4
    pixels.set(strip.pixels.subarray(from, from + side * 4), y * side * 4)
  }
  return { width: side, height: side, pixels }
}

/** Whether two pictures look the same: what is lost by multiplying with alpha and back does not count. */
export function isSame(one: Picture, other: Picture): boolean {
  if (one.width !== other.width || one.height !== other.height) return false
  return one.pixels.every((value, at) => {
    const alpha = one.pixels[at | 3] ?? 0
    return at % 4 === 3 ? value === other.pixels[at] : (Math.abs(value - (other.pixels[at] ?? 0)) * alpha) / 255 <= 3
  })
}
