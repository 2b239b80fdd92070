// Catches: a code that reads as something else, one drawn transposed or without its quiet zone.
import { encode } from 'uqr'
import { describe, expect, it } from 'vitest'
import { QUIET_MODULES, qrPath } from './qr-path'

/** The modules that a path covers, as rows of `#` and `.`. */
function drawn({ size, d }: ReturnType<typeof qrPath>): string[] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => '.'))
  for (const [, x, y, width] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let at = Number(x); at < Number(x) + Number(width); at += 1) (rows[Number(y)] ?? [])[at] = '#'
  }
  return rows.map((row) => row.join(''))
}

const LINK = 'https://bsky.app/chat/AbC1234'

describe('qrPath', () => {
  it('covers exactly the dark modules', () => {
    const { data } = encode(LINK, { ecc: 'M', border: QUIET_MODULES })
    expect(drawn(qrPath(LINK))).toEqual(data.map((row) => row.map((dark) => (dark ? '#' : '.')).join('')))
  })

  it('has a finder pattern in three corners, not in the fourth, inside a light edge', () => {
    const rows = drawn(qrPath(LINK))
    const size = rows.length
    const square = (x: number, y: number): string =>
      rows
        .slice(y, y + 7)
        .map((row) => row.slice(x, x + 7))
        .join('/')
    const finder = '#######/#.....#/#.###.#/#.###.#/#.###.#/#.....#/#######'
    const near = QUIET_MODULES
    const far = size - QUIET_MODULES - 7
    expect([square(near, near), square(far, near), square(near, far)]).toEqual([finder, finder, finder])
    expect(square(far, far)).not.toBe(finder)
    const edge = [
      ...rows.slice(0, near),
      ...rows.slice(-near),
      ...rows.map((row) => row.slice(0, near) + row.slice(-near)),
    ]
    expect(edge.join('')).not.toContain('#')
  })

  it('differs for links that differ in one letter’s case', () => {
    expect(qrPath(LINK).d).not.toBe(qrPath(LINK.replace('AbC', 'abC')).d)
  })
})
