// The containers in which Windows and macOS want an icon: pictures in PNG, each with its size. Pure.

export interface Picture {
  /** Width and height in pixels. */
  readonly size: number
  readonly png: Buffer
}

const ICO_HEADER = 6
const ICO_ENTRY = 16
/** A size of 256 is written as 0. */
const ICO_MAX = 256

/** A Windows icon of pictures up to 256 pixels. https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10) */
export const icoOf = (pictures: readonly Picture[]): Buffer => {
  const header = Buffer.alloc(ICO_HEADER + ICO_ENTRY * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [index, { size, png }] of pictures.entries()) {
    const at = ICO_HEADER + ICO_ENTRY * index
    header.writeUInt8(size % ICO_MAX, at)
    header.writeUInt8(size % ICO_MAX, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)])
}

/** What macOS calls a picture of so many pixels; those at twice their size have names of their own. */
const ICNS_NAMES: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}
const ICNS_HEADER = 8

/** A macOS icon; pictures of a size it has no name for are left out. https://en.wikipedia.org/wiki/Apple_Icon_Image_format */
export const icnsOf = (pictures: readonly Picture[]): Buffer => {
  const chunk = (name: string, body: Buffer): Buffer => {
    const header = Buffer.alloc(ICNS_HEADER)
    header.write(name, 'latin1')
    header.writeUInt32BE(body.length + ICNS_HEADER, 4)
    return Buffer.concat([header, body])
  }
  const chunks = pictures.flatMap(({ size, png }) => (ICNS_NAMES[size] ?? []).map((name) => chunk(name, png)))
  return chunk('icns', Buffer.concat(chunks))
}
