// What a file's first bytes say it is: an image of a kind every part of the app can show, and how large. Pure.
// https://www.w3.org/TR/png-3/#11IHDR https://www.w3.org/Graphics/GIF/spec-gif89a.txt
// https://developers.google.com/speed/webp/docs/riff_container https://www.w3.org/Graphics/JPEG/itu-t81.pdf (B.2.2)

export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'

export interface PictureFacts {
  readonly type: PictureType
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** A few hundred bytes can promise a picture of gigabytes: what is larger than this is not decoded. */
export const MAX_PICTURE_SIDE = 4096

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)))

const u16le = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
const u16be = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
const u24le = (bytes: Uint8Array, at: number): number => u16le(bytes, at) | ((bytes[at + 2] ?? 0) << 16)
const u32be = (bytes: Uint8Array, at: number): number => u16be(bytes, at) * 65_536 + u16be(bytes, at + 2)

function png(bytes: Uint8Array): PictureFacts | undefined {
  if (latin(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n' || latin(bytes, 12, 16) !== 'IHDR') return undefined
  return { type: 'image/png', width: u32be(bytes, 16), height: u32be(bytes, 20) }
}

function gif(bytes: Uint8Array): PictureFacts | undefined {
  if (!/^GIF8[79]a$/.test(latin(bytes, 0, 6))) return undefined
  return { type: 'image/gif', width: u16le(bytes, 6), height: u16le(bytes, 8) }
}

function webp(bytes: Uint8Array): PictureFacts | undefined {
  if (latin(bytes, 0, 4) !== 'RIFF' || latin(bytes, 8, 12) !== 'WEBP') return undefined
  const type = 'image/webp'
  switch (latin(bytes, 12, 16)) {
    case 'VP8 ':
      return { type, width: u16le(bytes, 26) & 0x3fff, height: u16le(bytes, 28) & 0x3fff }
    case 'VP8L': {
      // Two times 14 bits, each less one.
      const low = u16le(bytes, 21)
      const high = u16le(bytes, 23)
      return { type, width: (low & 0x3fff) + 1, height: (((high << 2) | (low >> 14)) & 0x3fff) + 1 }
    }
    case 'VP8X':
      return { type, width: u24le(bytes, 24) + 1, height: u24le(bytes, 27) + 1 }
    default:
      return undefined
  }
}

/** SOF0…SOF15 without DHT, JPG and DAC, which share their range. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

function jpeg(bytes: Uint8Array): PictureFacts | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) return undefined
  let at = 2
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) at += 1
    else if (isFrame(marker)) return { type: 'image/jpeg', width: u16be(bytes, at + 7), height: u16be(bytes, at + 5) }
    else at += 2 + Math.max(2, u16be(bytes, at + 2))
  }
  return undefined
}

/**
 * Reads the header of a PNG, JPEG, GIF or WebP file. `undefined` for anything else, whatever it is called: SVG and HTML
 * can carry scripts, and nothing else is a picture here; and for one without an area or larger than
 * `MAX_PICTURE_SIDE` on a side.
 */
export function pictureFacts(bytes: Uint8Array): PictureFacts | undefined {
  const facts = png(bytes) ?? jpeg(bytes) ?? gif(bytes) ?? webp(bytes)
  if (facts === undefined) return undefined
  const { width, height } = facts
  const shown = width > 0 && height > 0 && width <= MAX_PICTURE_SIDE && height <= MAX_PICTURE_SIDE
  return shown ? facts : undefined
}
