// Would catch: a changed derivation (old vaults would not open), a key that survives `destroy`, a wrong key taken for the right one.
import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { DataKey } from './data-key'

const KEY_ID = 'DsVODa0gVqB31kEiWhC59Q=='
const known = (): DataKey | undefined => DataKey.fromUnwrapped(Buffer.from([...Array(32).keys()]), KEY_ID)

test('key id and MAC are what an independent implementation computes', () => {
  // Python: HKDF-SHA256(range(32), salt='', info='bellhop vault 1 file') as the key of HMAC-SHA256('text').
  expect(known()?.mac('text')).toBe('jX3wpXaV9Az98aeswx/lmeC5q0ng5WKNx/pNT720Vqw=')
  expect(known()?.id()).toBe(KEY_ID)
})

test('bytes that are not the named key are refused', () => {
  expect(DataKey.fromUnwrapped(randomBytes(32), KEY_ID)).toBeUndefined()
  expect(DataKey.fromUnwrapped(Buffer.from([...Array(31).keys()]), KEY_ID)).toBeUndefined()
})

test('unwrapped bytes and lent copies are zeroed after use', async () => {
  const bytes = Buffer.from([...Array(32).keys()])
  const key = DataKey.fromUnwrapped(bytes, KEY_ID)
  expect(bytes.equals(Buffer.alloc(32))).toBe(true)
  let lent: Uint8Array = Buffer.alloc(0)
  await key?.lend((raw) => {
    expect(raw[31]).toBe(31)
    lent = raw
    return Promise.resolve()
  })
  expect([...lent]).toEqual([...Buffer.alloc(32)])
})

test('a destroyed key opens nothing any more', () => {
  const key = DataKey.random(randomBytes)
  const sealed = key.seal('bound', Buffer.from('secret'), randomBytes)
  expect(key.open('bound', sealed)?.toString()).toBe('secret')
  key.destroy()
  expect(key.open('bound', sealed)).toBeUndefined()
})
