import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordLog } from '../testing/recorders'
import { accountId, accountRecord } from '../testing/records'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createAvatars } from './avatars'

let temp: TempStore
const a = accountId('a')
const settled = (): Promise<void> => Promise.resolve()

beforeEach(() => {
  temp = openTempStore()
  temp.store.accounts.save(accountRecord('a'))
})

afterEach(() => {
  temp.dispose()
})

const make = () => createAvatars({ store: temp.store, log: recordLog() })

test('a key is the same every time, another for another account, and remembered over a restart', async () => {
  const { keyOf } = make()
  const key = keyOf(a, 'https://cdn.example/1.png')
  expect(key).toMatch(/^[a-z0-9]{32}$/)
  expect(make().keyOf(a, 'https://cdn.example/1.png')).toBe(key)
  expect(keyOf(accountId('b'), 'https://cdn.example/1.png')).not.toBe(key)
  await settled()
  expect(temp.reopen().avatars.get(key ?? '')).toEqual({ key, accountId: a, url: 'https://cdn.example/1.png' })
})

test('an address nothing can be fetched from has no key', () => {
  const { keyOf } = make()
  for (const url of ['', '/rel.png', 'javascript:alert(1)', 'data:image/png;base64,AA', 'file:///etc/passwd']) {
    expect(keyOf(a, url)).toBeUndefined()
  }
  expect(keyOf(a, 'https://user:secret@cdn.example/1.png')).toBeUndefined()
  expect(keyOf(a, `https://cdn.example/${'x'.repeat(2048)}`)).toBeUndefined()
})

test('10,000 pictures of a first reading are written in one transaction (each alone waits for the disk)', async () => {
  let transactions = 0
  const { remember } = temp.store.avatars
  Object.assign(temp.store.avatars, {
    remember: (rows: Parameters<typeof remember>[0]) => {
      transactions += 1
      remember(rows)
    },
  })
  const { keyOf } = make()
  const keys = Array.from({ length: 10_000 }, (_, i) => keyOf(a, `https://cdn.example/${i}.png`) ?? '')
  await settled()
  expect(transactions).toBe(1)
  expect(keys.every((key, i) => temp.store.avatars.get(key)?.url === `https://cdn.example/${i}.png`)).toBe(true)
})

test('of an account that is removed meanwhile nothing is kept, and the others keep theirs', async () => {
  const { keyOf } = make()
  const gone = keyOf(accountId('gone'), 'https://cdn.example/1.png')
  const kept = keyOf(a, 'https://cdn.example/1.png')
  await settled()
  expect(temp.store.avatars.get(gone ?? '')).toBeUndefined()
  expect(temp.store.avatars.get(kept ?? '')).toBeDefined()
  temp.store.accounts.remove(a)
  expect(temp.store.avatars.get(kept ?? '')).toBeUndefined()
})

test('a full disk costs the pictures and nothing else', async () => {
  Object.assign(temp.store.avatars, {
    remember: () => {
      throw new Error('disk full')
    },
  })
  const { keyOf } = make()
  expect(keyOf(a, 'https://cdn.example/1.png')).toBeDefined()
  await settled()
  expect(keyOf(a, 'https://cdn.example/2.png')).toBeDefined()
})
