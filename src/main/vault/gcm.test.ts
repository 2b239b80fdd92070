// Would catch: another cipher, tag length or AAD handling under Electron's BoringSSL than under Node's OpenSSL.
import { expect, test } from 'vitest'
import { openBytes, sealBytes } from './gcm'

test('seals and opens with a text as AAD, byte for byte as computed independently', () => {
  // Computed with Python's `cryptography` 48: AESGCM(range(32)).encrypt(range(12), b'plain', b'bound').
  const key = Buffer.from([...Array(32).keys()])
  const iv = Buffer.from([...Array(12).keys()])
  const sealed = sealBytes(key, 'bound', { plain: Buffer.from('plain'), randomBytes: () => iv })
  expect(Buffer.from(sealed.data).toString('hex')).toBe('376eb772ab7e226969ae27592a589a91f32b9e3efc')
  expect(openBytes(key, 'bound', sealed)?.toString()).toBe('plain')
})

test('refuses a changed byte anywhere, a changed AAD, a cut tag and a nonce of another size', () => {
  const key = Buffer.alloc(32, 7)
  const sealed = sealBytes(key, 'a', { plain: Buffer.from('secret'), randomBytes: (size) => Buffer.alloc(size, 9) })
  for (let at = 0; at < sealed.data.length; at += 1) {
    const data = Buffer.from(sealed.data)
    data[at] = (data[at] ?? 0) ^ 1
    expect(openBytes(key, 'a', { iv: sealed.iv, data })).toBeUndefined()
  }
  expect(openBytes(key, 'b', sealed)).toBeUndefined()
  expect(openBytes(key, 'a', { iv: sealed.iv, data: sealed.data.subarray(0, -1) })).toBeUndefined()
  expect(openBytes(key, 'a', { iv: sealed.iv, data: Buffer.alloc(3) })).toBeUndefined()
  expect(openBytes(key, 'a', { iv: Buffer.alloc(16), data: sealed.data })).toBeUndefined()
})
