// A QR code as one SVG path: what a camera reads, drawn by the page itself and never as markup from outside.
import { encode } from 'uqr'

export interface QrPath {
  /** Width and height in modules, quiet zone included. */
  readonly size: number
  /** The dark modules, run by run. */
  readonly d: string
}

/** ISO/IEC 18004 asks for four light modules around a QR code. */
export const QUIET_MODULES = 4

/** Draws `text` with error correction M, which survives a smudge of 15 %. */
export function qrPath(text: string): QrPath {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_MODULES })
  const runs = data.flatMap((row, y) =>
    row.flatMap((dark, x) => {
      if (!dark || row[x - 1]) return []
      const end = row.indexOf(false, x)
      const width = (end === -1 ? row.length : end) - x
      return [`M${x} ${y}h${width}v1h-${width}z`]
    }),
  )
  return { size, d: runs.join('') }
}
