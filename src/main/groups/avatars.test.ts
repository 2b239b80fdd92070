import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { GroupsPort, Picture } from '../networks/ports'
import { createFakeAccounts, type FakeAccounts } from '../testing/fake-accounts'
import { createFakeAvatarFiles, type FakeAvatarFiles } from '../testing/fake-avatar-files'
import { recordLog } from '../testing/recorders'
import { accountId, accountRecord } from '../testing/records'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { AT_ONCE, MAX_WAITING } from './avatar-queue'
import { createAvatars, FAILED_MS, UNREACHED_MS, type Avatars } from './avatars'

const PNG = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 8, 0, 0, 0, 8, 8, 6, 0, 0, 0,
])
const picture: Picture = { bytes: PNG, type: 'image/png' }
const a = accountId('a')

let temp: TempStore
let accounts: FakeAccounts
let time: VirtualTime
let files: FakeAvatarFiles
let asked: string[]
let reply: (url: string) => Promise<Result<Picture>>

const port = {
  avatar: (url: string) => {
    asked.push(url)
    return reply(url)
  },
} as Partial<GroupsPort> as GroupsPort

beforeEach(() => {
  temp = openTempStore()
  accounts = createFakeAccounts(temp.store, [
    { record: accountRecord('a'), ports: { groups: port } },
    { record: accountRecord('b'), ports: {} },
  ])
  time = createVirtualTime()
  files = createFakeAvatarFiles()
  asked = []
  reply = () => Promise.resolve(ok(picture))
})

afterEach(() => {
  temp.dispose()
})

const make = (): Avatars => createAvatars({ store: temp.store, accounts, files, clock: time.clock, log: recordLog() })
const url = (n: number): string => `https://cdn.example/${n}.png`
const keyed = (avatars: Avatars, n = 1): string => avatars.keyOf(a, url(n)) ?? ''

describe('a key', () => {
  test('is the same every time, another for another account, and remembered over a restart', async () => {
    const { keyOf } = make()
    const key = keyOf(a, url(1))
    expect(key).toMatch(/^[a-z0-9]{32}$/)
    expect(make().keyOf(a, url(1))).toBe(key)
    expect(keyOf(accountId('b'), url(1))).not.toBe(key)
    await turn()
    expect(temp.reopen().avatars.get(key ?? '')).toEqual({ key, accountId: a, url: url(1) })
  })

  test('is not had for an address nothing can be fetched from', () => {
    const { keyOf } = make()
    for (const bad of ['', '/rel.png', 'javascript:alert(1)', 'data:image/png;base64,AA', 'file:///etc/passwd']) {
      expect(keyOf(a, bad)).toBeUndefined()
    }
    expect(keyOf(a, 'https://user:secret@cdn.example/1.png')).toBeUndefined()
    expect(keyOf(a, `https://cdn.example/${'x'.repeat(2048)}`)).toBeUndefined()
  })

  test('of 10,000 pictures of a first reading is written in one transaction (each alone waits for the disk)', async () => {
    let transactions = 0
    const { remember } = temp.store.avatars
    Object.assign(temp.store.avatars, {
      remember: (rows: Parameters<typeof remember>[0]) => {
        transactions += 1
        remember(rows)
      },
    })
    const { keyOf } = make()
    const keys = Array.from({ length: 10_000 }, (_, i) => keyOf(a, url(i)) ?? '')
    await turn()
    expect(transactions).toBe(1)
    expect(keys.every((key, i) => temp.store.avatars.get(key)?.url === url(i))).toBe(true)
  })

  test('of an account that is removed meanwhile is not kept, and the others keep theirs', async () => {
    const { keyOf } = make()
    const gone = keyOf(accountId('gone'), url(1))
    const kept = keyOf(a, url(1))
    await turn()
    expect(temp.store.avatars.get(gone ?? '')).toBeUndefined()
    expect(temp.store.avatars.get(kept ?? '')).toBeDefined()
    temp.store.accounts.remove(a)
    expect(temp.store.avatars.get(kept ?? '')).toBeUndefined()
  })

  test('that cannot be written costs the picture and nothing else', async () => {
    Object.assign(temp.store.avatars, {
      remember: () => {
        throw new Error('disk full')
      },
    })
    const { keyOf } = make()
    expect(keyOf(a, url(1))).toBeDefined()
    await turn()
    expect(keyOf(a, url(2))).toBeDefined()
  })
})

describe('a picture', () => {
  test('is fetched once for all who ask at once, kept, and read from the disk afterwards', async () => {
    const avatars = make()
    const key = keyed(avatars)
    const all = await Promise.all([avatars.read(key), avatars.read(key), avatars.read(key)])
    expect(all).toEqual([picture, picture, picture])
    expect(asked).toEqual([url(1)])
    expect(files.kept.get(key)).toEqual(PNG)
    // After a restart, and without the network.
    reply = () => Promise.reject(new Error('must not be asked'))
    await turn()
    expect(await make().read(key)).toEqual(picture)
  })

  test('nobody knows the key of is never asked for (a page could make main fetch anything)', async () => {
    expect(await make().read('0'.repeat(32))).toBeUndefined()
    expect(await make().read('../../etc/passwd')).toBeUndefined()
    expect(asked).toEqual([])
  })

  test.each([
    ['never', FAILED_MS],
    ['later', UNREACHED_MS],
  ] as const)('that failed (%s) is asked for again after a while only, at however many sights', async (retry, ms) => {
    reply = () => Promise.resolve(fail('net.badAnswer', retry))
    const avatars = make()
    const key = keyed(avatars)
    for (let i = 0; i < 5; i += 1) expect(await avatars.read(key)).toBeUndefined()
    await time.advance(ms - 1)
    expect(await avatars.read(key)).toBeUndefined()
    expect(asked).toHaveLength(1)
    await time.advance(1)
    reply = () => Promise.resolve(ok(picture))
    expect(await avatars.read(key)).toEqual(picture)
  })

  test('whose file is damaged is fetched anew and never handed on', async () => {
    const avatars = make()
    const key = keyed(avatars)
    files.kept.set(key, new TextEncoder().encode('<svg onload="alert(1)"/>'))
    expect(await avatars.read(key)).toEqual(picture)
    expect(files.kept.get(key)).toEqual(PNG)
  })

  test('whose port throws, or is missing, is none', async () => {
    const avatars = make()
    reply = () => Promise.reject(new Error('a bug'))
    expect(await avatars.read(keyed(avatars))).toBeUndefined()
    expect(await avatars.read(avatars.keyOf(accountId('b'), url(1)) ?? '')).toBeUndefined()
  })

  test('of an account that was removed while it was fetched is not kept', async () => {
    const avatars = make()
    const answer = Promise.withResolvers<Result<Picture>>()
    reply = () => answer.promise
    const key = keyed(avatars)
    const reading = avatars.read(key)
    await turn()
    accounts.remove(a)
    answer.resolve(ok(picture))
    await reading
    expect(files.kept.size).toBe(0)
  })

  test('is not begun after the app has stopped', async () => {
    const avatars = make()
    const key = keyed(avatars)
    avatars.stop()
    expect(await avatars.read(key)).toBeUndefined()
    expect(asked).toEqual([])
  })
})

test(`scrolling past thousands fetches ${AT_ONCE} at a time, the newest first, and forgets what is out of sight`, async () => {
  const avatars = make()
  const open: ((result: Result<Picture>) => void)[] = []
  let most = 0
  reply = () =>
    new Promise((resolve) => {
      open.push(resolve)
      most = Math.max(most, open.length)
    })
  const readings = Array.from({ length: 1000 }, (_, n) => avatars.read(keyed(avatars, n)))
  await turn()
  expect(asked).toHaveLength(AT_ONCE)
  while (open.length > 0) {
    open.shift()?.(ok(picture))
    await turn()
  }
  const got = (await Promise.all(readings)).flatMap((one, n) => (one === undefined ? [] : [n]))
  expect(most).toBe(AT_ONCE)
  expect(got).toHaveLength(AT_ONCE + MAX_WAITING)
  expect(asked[AT_ONCE]).toBe(url(999))
  // What was out of sight is no failure: it is fetched when it is looked at again.
  const again = avatars.read(keyed(avatars, 500))
  await turn()
  open.shift()?.(ok(picture))
  expect(await again).toEqual(picture)
})
