// PNG files as the icons need them: 8 bits of red, green, blue and alpha, no filter. https://www.w3.org/TR/png-3/
import { crc32, deflateSync, inflateSync } from 'node:zlib'

export interface Picture {
  readonly width: number
  readonly height: number
  /** Red, green, blue, alpha; row by row from the top; not multiplied by alpha. */
  readonly pixels: Uint8Array
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const RGBA_8 = Buffer.from([8, 6, 0, 0, 0])

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

const row = (width: number): number => width * 4 + 1

/** The file of a picture. */
export const writePng = ({ width, height, pixels }: Picture): Buffer => {
  const size = Buffer.alloc(8)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  const lines = Buffer.alloc(row(width) * height)
  for (let y = 0; y < height; y += 1) lines.set(pixels.subarray(y * width * 4, (y + 1) * width * 4), y * row(width) + 1)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([size, RGBA_8])),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * Reads back what `writePng` wrote.
 * @throws Error for any other kind of PNG: these files are generated, and nothing else belongs in their place.
 */
export const readPng = (file: Buffer): Picture => {
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  if (!file.subarray(0, 8).equals(SIGNATURE) || !file.subarray(24, 29).equals(RGBA_8)) throw new Error('another format')
  if (file.toString('latin1', 37, 41) !== 'IDAT') throw new Error('a chunk that is never written')
  const lines = inflateSync(file.subarray(41, 41 + file.readUInt32BE(33)))
  const pixels = new Uint8Array(width * height * 4)
  for (let y = 0; y < height; y += 1) {
    if (lines[y * row(width)] !== 0) throw new Error('a filter that is never used')
    pixels.set(lines.subarray(y * row(width) + 1, (y + 1) * row(width)), y * width * 4)
  }
  return { width, height, pixels }
}
