import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_PICTURE_SIDE, pictureFacts } from './picture'

const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)))

const u32 = (n: number): number[] => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]
const png = (width: number, height: number): Uint8Array =>
  bytes('\x89PNG\r\n\x1a\n', u32(13), 'IHDR', u32(width), u32(height), [8, 6, 0, 0, 0])
const gif = (width: number, height: number): Uint8Array =>
  bytes('GIF89a', [width & 255, width >> 8, height & 255, height >> 8, 0, 0, 0])
const jpeg = (width: number, height: number): Uint8Array =>
  bytes(
    [0xff, 0xd8, 0xff, 0xe0, 0, 16],
    'JFIF\0',
    [1, 1, 0, 0, 1, 0, 1, 0, 0],
    // A table in the range of the frames' markers, and fill bytes.
    [0xff, 0xc4, 0, 4, 1, 2],
    [0xff, 0xff, 0xc2, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  )
const webpX = (width: number, height: number): Uint8Array => {
  const [w, h] = [width - 1, height - 1]
  return bytes(
    'RIFF',
    u32(0),
    'WEBPVP8X',
    u32(0),
    [0, 0, 0, 0],
    [w & 255, (w >> 8) & 255, w >> 16],
    [h & 255, (h >> 8) & 255, h >> 16],
  )
}
const webpLossless = (width: number, height: number): Uint8Array => {
  const packed = (width - 1) | ((height - 1) << 14)
  return bytes(
    'RIFF',
    u32(0),
    'WEBPVP8L',
    u32(0),
    [0x2f],
    [packed & 255, (packed >> 8) & 255, (packed >> 16) & 255, packed >>> 24],
  )
}
const webpLossy = (width: number, height: number): Uint8Array =>
  bytes('RIFF', u32(0), 'WEBPVP8 ', u32(0), [
    0,
    0,
    0,
    0x9d,
    1,
    0x2a,
    width & 255,
    width >> 8,
    height & 255,
    height >> 8,
  ])

test.each([
  ['image/png', png],
  ['image/gif', gif],
  ['image/jpeg', jpeg],
  ['image/webp', webpX],
  ['image/webp', webpLossless],
  ['image/webp', webpLossy],
])('%s is known by its first bytes, with its size (a name or a header of the server proves nothing)', (type, make) => {
  expect(pictureFacts(make(320, 200))).toEqual({ type, width: 320, height: 200 })
  expect(pictureFacts(make(MAX_PICTURE_SIDE, 1))).toMatchObject({ width: MAX_PICTURE_SIDE, height: 1 })
  // A bomb: few bytes, gigabytes of pixels.
  expect(pictureFacts(make(MAX_PICTURE_SIDE + 1, 1))).toBeUndefined()
  expect(pictureFacts(make(1, 12_000))).toBeUndefined()
})

test('what can carry a script, or has no area, is no picture', () => {
  for (const text of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<html>', '', 'BM', '%PDF-1.7', 'RIFF....WAVE']) {
    expect(pictureFacts(bytes(text))).toBeUndefined()
  }
  expect(pictureFacts(png(0, 10))).toBeUndefined()
  expect(pictureFacts(gif(10, 0))).toBeUndefined()
})

test('any bytes are answered, never thrown at (cut, or made up)', () => {
  const heads = [png(9, 9), gif(9, 9), jpeg(9, 9), webpX(9, 9), webpLossless(9, 9), webpLossy(9, 9)]
  fc.assert(
    fc.property(fc.nat(heads.length), fc.nat(60), fc.uint8Array({ maxLength: 80 }), (which, cut, noise) => {
      const made = Uint8Array.from([...(heads[which] ?? []).slice(0, cut), ...noise])
      const facts = pictureFacts(made)
      if (facts) expect(Math.min(facts.width, facts.height)).toBeGreaterThan(0)
    }),
  )
})
