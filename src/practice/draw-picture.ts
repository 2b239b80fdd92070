// Small pictures drawn from a number, so that every one looks different and always the same. Knows neither service.
import { crc32, deflateSync } from 'node:zlib'

const SIZE = 48
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** A PNG of 48 × 48 pixels: diagonal halves in two shades of one colour (https://www.w3.org/TR/png-3/). */
export function drawPicture(number: number): Buffer<ArrayBuffer> {
  const colour = [number * 97, number * 57, number * 31].map((value) => 80 + (value % 130))
  const rows = Array.from({ length: SIZE }, (_row, y) => {
    const pixels = Array.from({ length: SIZE }, (_pixel, x) => (x > y ? colour : colour.map((value) => value + 40)))
    // Each row begins with its filter: none.
    return [0, ...pixels.flat()]
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(SIZE, 0)
  header.writeUInt32BE(SIZE, 4)
  // Eight bits per channel, red green blue.
  header.set([8, 2, 0, 0, 0], 8)
  const body = deflateSync(Buffer.from(rows.flat()))
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))])
}
