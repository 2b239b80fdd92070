// Draws layers of shapes into pixels by looking at many points of each. Pure.
import type { Picture } from './png.ts'

/** Whether a point is in it. */
export type Shape = (x: number, y: number) => boolean

/** Red, green, blue of 0-255; `clear` takes away what is under it. */
export type Paint = readonly [number, number, number] | 'clear'

export interface Layer {
  readonly shape: Shape
  readonly paint: Paint
}

/** Points per pixel, along each side. */
const FINE = 5

/** A rectangle with round corners. */
export const box = (area: readonly [x: number, y: number, width: number, height: number], radius = 0): Shape => {
  const [left, top, width, height] = area
  const [middle, centre] = [left + width / 2, top + height / 2]
  return (x, y) => {
    const dx = Math.abs(x - middle) - (width / 2 - radius)
    const dy = Math.abs(y - centre) - (height / 2 - radius)
    if (dx > radius || dy > radius) return false
    return dx <= 0 || dy <= 0 || Math.hypot(dx, dy) <= radius
  }
}

/** The upper half of a disc; `bottom` is where it is cut. */
export const dome = (middle: number, bottom: number, radius: number): Shape => {
  return (x, y) => y <= bottom && Math.hypot(x - middle, y - bottom) <= radius
}

export type Point = readonly [x: number, y: number]

/** Lines of a width, round at their ends. */
export const lines = (paths: readonly (readonly Point[])[], width: number): Shape => {
  const parts = paths.flatMap((path) => path.slice(1).map((end, at) => [path[at] ?? end, end] as const))
  const points = paths.flat()
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right] = [Math.min(...xs) - width / 2, Math.max(...xs) + width / 2]
  const [top, bottom] = [Math.min(...ys) - width / 2, Math.max(...ys) + width / 2]
  return (x, y) => {
    if (x < left || x > right || y < top || y > bottom) return false
    return parts.some(([from, to]) => distance([x, y], from, to) <= width / 2)
  }
}

const distance = ([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number => {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy)
}

export const moved = (shape: Shape, [by, down]: Point): Shape => {
  return (x, y) => shape(x - by, y - down)
}

/**
 * The layers, the last on top, over nothing.
 * @param size width and height in pixels
 * @param units how many of the shapes' units that is
 */
export const draw = (layers: readonly Layer[], size: number, units: number): Picture => {
  const pixels = new Uint8Array(size * size * 4)
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) pixels.set(pixelAt(layers, [x, y], units / size), (y * size + x) * 4)
  }
  return { width: size, height: size, pixels }
}

const pixelAt = (layers: readonly Layer[], [left, top]: Point, unit: number): readonly number[] => {
  const sum = [0, 0, 0]
  let full = 0
  for (let at = 0; at < FINE * FINE; at += 1) {
    const x = (left + ((at % FINE) + 0.5) / FINE) * unit
    const y = (top + (Math.floor(at / FINE) + 0.5) / FINE) * unit
    const paint = layers.findLast(({ shape }) => shape(x, y))?.paint ?? 'clear'
    if (paint === 'clear') continue
    full += 1
    paint.forEach((value, channel) => {
      sum[channel] = (sum[channel] ?? 0) + value
    })
  }
  if (full === 0) return [0, 0, 0, 0]
  return [...sum.map((value) => Math.round(value / full)), Math.round((full / (FINE * FINE)) * 255)]
}

/** Pictures of one height side by side. */
export const strip = (pictures: readonly Picture[]): Picture => {
  const height = pictures[0]?.height ?? 0
  const width = pictures.reduce((sum, picture) => sum + picture.width, 0)
  const pixels = new Uint8Array(width * height * 4)
  let left = 0
  for (const picture of pictures) {
    for (let y = 0; y < height; y += 1) {
      const line = picture.pixels.subarray(y * picture.width * 4, (y + 1) * picture.width * 4)
      pixels.set(line, (y * width + left) * 4)
    }
    left += picture.width
  }
  return { width, height, pixels }
}
