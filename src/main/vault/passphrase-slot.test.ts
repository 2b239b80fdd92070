// Would catch: another scrypt under Electron's crypto, a cost the runtime refuses, a slot that opens for the wrong words.
import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { DataKey } from './data-key'
import { PassphraseSlot, SCRYPT_COST, derive, unwrapWithPassphrase, wrapWithPassphrase } from './passphrase-slot'
import { CHEAP, PASSPHRASE } from './testing/kit'

const options = { cost: CHEAP, randomBytes }

test('scrypt gives the vector of RFC 7914 §12', async () => {
  const key = await derive('password', Buffer.from('NaCl'), { N: 1024, r: 8, p: 16 })
  expect(key.toString('hex')).toBe('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162')
})

test('the real cost is within the runtime’s memory bound, and the slot opens again', async () => {
  const key = DataKey.random(randomBytes)
  const slot = await wrapWithPassphrase(key, PASSPHRASE, { cost: SCRYPT_COST, randomBytes })
  expect(slot).toMatchObject({ N: 131072, r: 8, p: 1 })
  expect((await unwrapWithPassphrase(slot, key.id(), PASSPHRASE))?.id()).toBe(key.id())
}, 30_000)

test('opens for the same words typed in another normal form, and for no others', async () => {
  const key = DataKey.random(randomBytes)
  const slot = await wrapWithPassphrase(key, 'Ёлки и café', options)
  expect((await unwrapWithPassphrase(slot, key.id(), 'Ёлки и café'.normalize('NFD')))?.id()).toBe(key.id())
  for (const wrong of ['', 'Ёлки и cafe', 'Ёлки и café ', 'ёлки и café']) {
    expect(await unwrapWithPassphrase(slot, key.id(), wrong)).toBeUndefined()
  }
})

test('a slot moved to another key, or with its parameters changed, does not open', async () => {
  const key = DataKey.random(randomBytes)
  const slot = await wrapWithPassphrase(key, PASSPHRASE, options)
  expect(await unwrapWithPassphrase(slot, DataKey.random(randomBytes).id(), PASSPHRASE)).toBeUndefined()
  expect(await unwrapWithPassphrase({ ...slot, N: 2048 }, key.id(), PASSPHRASE)).toBeUndefined()
})

test('two slots of one passphrase share neither salt nor bytes', async () => {
  const key = DataKey.random(randomBytes)
  const [a, b] = [
    await wrapWithPassphrase(key, PASSPHRASE, options),
    await wrapWithPassphrase(key, PASSPHRASE, options),
  ]
  expect(a.salt).not.toBe(b.salt)
  expect(a.wrapped).not.toBe(b.wrapped)
})

test('a file cannot make the app spend unbounded memory or time', async () => {
  const slot = await wrapWithPassphrase(DataKey.random(randomBytes), PASSPHRASE, options)
  expect(v.is(PassphraseSlot, slot)).toBe(true)
  for (const greedy of [{ N: 2 ** 21 }, { N: 2 ** 20, r: 32 }, { p: 17 }, { N: 3000 }, { N: 2 }, { r: 0 }, { p: 0 }]) {
    expect(v.is(PassphraseSlot, { ...slot, ...greedy })).toBe(false)
  }
})
