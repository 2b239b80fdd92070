// Would catch: an icon file that a system cannot read: a wrong length, offset or size in its directory.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { inRoot } from '../lib/paths.ts'
import { icnsOf, icoOf } from './images.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])

/** Sizes of the pictures a Windows icon holds, each found where its directory says. */
const readIco = (ico: Buffer): readonly number[] =>
  Array.from({ length: ico.readUInt16LE(4) }, (_none, index) => {
    const at = 6 + 16 * index
    const [length, offset] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)]
    const png = ico.subarray(offset, offset + length)
    expect(png.subarray(0, 4)).toEqual(PNG)
    expect([ico.readUInt8(at) || 256, ico.readUInt8(at + 1) || 256]).toEqual([
      png.readUInt32BE(16),
      png.readUInt32BE(20),
    ])
    return png.readUInt32BE(16)
  })

/** Names and sizes of the pictures a macOS icon holds. */
const readIcns = (icns: Buffer): readonly (readonly [string, number])[] => {
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
  const found: (readonly [string, number])[] = []
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    expect(icns.subarray(at + 8, at + 12)).toEqual(PNG)
    found.push([icns.toString('latin1', at, at + 4), icns.readUInt32BE(at + 8 + 16)])
  }
  return found
}

it('Windows finds every size it draws', () => {
  expect(readIco(readFileSync(inRoot('resources/icons/icon.ico')))).toEqual([16, 24, 32, 48, 64, 128, 256])
})

it('macOS finds every size under its names', () => {
  const found = Object.fromEntries(readIcns(readFileSync(inRoot('resources/icons/icon.icns'))))
  expect(found).toEqual({
    ...{ icp4: 16, icp5: 32, ic11: 32, icp6: 64, ic12: 64, ic07: 128 },
    ...{ ic08: 256, ic13: 256, ic09: 512, ic14: 512, ic10: 1024 },
  })
})

it('what is committed is what the drawing gives: the containers hold the pictures byte by byte', () => {
  const pictures = [16, 32].map((size) => ({
    size,
    png: readFileSync(inRoot(`resources/icons/png/${size}x${size}.png`)),
  }))
  expect(readIco(icoOf(pictures))).toEqual([16, 32])
  expect(readIcns(icnsOf(pictures)).map(([name]) => name)).toEqual(['icp4', 'icp5', 'ic11'])
})
