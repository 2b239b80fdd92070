// Would catch: somebody asked although the switch is off or there is no feed or no key, a check that never comes back,
// a download nobody wanted, a system package that replaces itself, an app that ends without being told to.
import { beforeEach, expect, test, vi } from 'vitest'
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { UpdateStatus } from '../../../shared/contract/settings-updates'
import type { CheckError } from './check'
import { MANIFEST } from './feed.fixtures'
import type { Installation } from './installation'
import type { Manifest } from './manifest'
import { EVERY_MS, FIRST_CHECK_MS, Updates, type Download } from './updates'

const FEED = 'https://feed.example/bellhop/'
const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }
beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-20T12:00:00Z') })
  return () => vi.useRealTimers()
})

interface World {
  readonly updates?: 'off' | 'notify' | 'automatic'
  readonly updateFeed?: string
  readonly feed?: string
  readonly publicKey?: string
  readonly installation?: Installation
}

function make(world: World = {}) {
  const settings = { updates: world.updates ?? 'notify', updateFeed: world.updateFeed ?? '' }
  const check = vi.fn((_folder: URL): Promise<Result<Manifest | undefined, CheckError>> =>
    Promise.resolve(ok(MANIFEST)),
  )
  const download = vi.fn<Download>((_manifest, _folder, onPercent) => {
    onPercent(50)
    return Promise.resolve()
  })
  const quit = vi.fn()
  const states: string[] = []
  const updates = new Updates({
    builtIn: { feed: world.feed ?? FEED, publicKey: world.publicKey ?? 'a key' },
    installation: world.installation ?? 'appimage',
    settings: () => settings,
    check,
    download,
    emit: ({ state, percent }) => states.push(percent === undefined ? state : `${state} ${percent}`),
    quit,
    clock: Date.now,
    later(ms, then) {
      const timer = setTimeout(then, ms)
      return () => clearTimeout(timer)
    },
    log,
  })
  return { updates, settings, check, download, quit, states }
}

test.each<[NonNullable<UpdateStatus['why']>, World]>([
  ['off', { updates: 'off' }],
  ['off', { updates: 'off', updateFeed: FEED }],
  ['noFeed', { feed: '' }],
  ['noFeed', { feed: '', publicKey: '' }],
  ['badFeed', { updateFeed: 'http://feed.example/' }],
  ['noKey', { publicKey: '' }],
  ['noKey', { feed: '', updateFeed: FEED, publicKey: '' }],
])('nobody is asked, by itself or by hand: %s', async (why, world) => {
  const { updates, check } = make(world)
  updates.follow()
  await vi.advanceTimersByTimeAsync(3 * EVERY_MS)
  expect(await updates.check()).toEqual(fail('updates.notAsked', 'user'))
  expect(check).not.toHaveBeenCalled()
  expect(updates.status()).toMatchObject({ state: 'unavailable', why })
})

test('the feed is asked a minute after the start and then once a day', async () => {
  const { updates, check } = make()
  updates.follow()
  await vi.advanceTimersByTimeAsync(FIRST_CHECK_MS - 1)
  expect(check).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(check.mock.calls.map(([folder]) => folder.href)).toEqual([FEED])
  await vi.advanceTimersByTimeAsync(2 * EVERY_MS)
  expect(check).toHaveBeenCalledTimes(3)
})

test('settings that say the same start nothing again; off stops, another feed begins anew', async () => {
  const { updates, check, settings } = make()
  updates.follow()
  await vi.advanceTimersByTimeAsync(FIRST_CHECK_MS / 2)
  updates.follow()
  await vi.advanceTimersByTimeAsync(FIRST_CHECK_MS / 2)
  expect(check).toHaveBeenCalledTimes(1)
  settings.updates = 'off'
  updates.follow()
  await vi.advanceTimersByTimeAsync(2 * EVERY_MS)
  expect(check).toHaveBeenCalledTimes(1)
  Object.assign(settings, { updates: 'notify', updateFeed: 'https://other.example/' })
  updates.follow()
  expect(updates.status().state).toBe('idle')
  await vi.advanceTimersByTimeAsync(FIRST_CHECK_MS)
  expect(check.mock.lastCall?.[0].href).toBe('https://other.example/')
})

test('told only: nothing is downloaded until somebody wants it, and nothing ends the app until then', async () => {
  const { updates, download, quit, states } = make()
  updates.follow()
  await vi.advanceTimersByTimeAsync(EVERY_MS)
  expect(updates.status()).toMatchObject({ state: 'available', version: '2.0.0', canInstall: true })
  expect(download).not.toHaveBeenCalled()
  await updates.install()
  expect(states.slice(-3)).toEqual(['downloading 0', 'downloading 50', 'ready'])
  expect(quit).not.toHaveBeenCalled()
  await updates.install()
  expect(quit).toHaveBeenCalledTimes(1)
})

test('automatic: downloaded by itself, installed when the app is quit, not before', async () => {
  const { updates, download, quit } = make({ updates: 'automatic' })
  updates.follow()
  await vi.advanceTimersByTimeAsync(FIRST_CHECK_MS)
  expect(download.mock.calls.map(([manifest, folder]) => [manifest.version, folder.href])).toEqual([['2.0.0', FEED]])
  expect(updates.status().state).toBe('ready')
  await vi.advanceTimersByTimeAsync(EVERY_MS)
  expect([download.mock.calls.length, quit.mock.calls.length]).toEqual([1, 0])
})

test.each<Installation>(['debian', 'unpacked', 'source'])(
  '%s never replaces itself, not even on automatic',
  async (installation) => {
    const { updates, download } = make({ installation, updates: 'automatic' })
    updates.follow()
    await vi.advanceTimersByTimeAsync(FIRST_CHECK_MS)
    expect(updates.status()).toMatchObject({ state: 'available', canInstall: false })
    expect(await updates.install()).toEqual(fail('updates.nothingToInstall'))
    expect(download).not.toHaveBeenCalled()
  },
)

test('a failed check is told with its reason and its time, and a good one takes it back', async () => {
  const { updates, check } = make()
  check.mockResolvedValueOnce(fail('updates.notSigned'))
  expect(await updates.check()).toEqual(fail('updates.notSigned'))
  expect(updates.status()).toMatchObject({
    state: 'idle',
    problem: 'updates.notSigned',
    checkedAt: '2026-11-20T12:00:00.000Z',
  })
  check.mockResolvedValueOnce(ok(undefined))
  await updates.check()
  expect(updates.status()).toMatchObject({ state: 'current' })
  expect(updates.status()).not.toHaveProperty('problem')
})

test('a download that breaks can be tried again, and its message is not kept: it may name the feed', async () => {
  const { updates, download } = make()
  await updates.check()
  download.mockRejectedValueOnce(new Error(`cannot read ${FEED}`))
  expect(await updates.install()).toEqual(fail('updates.downloadFailed', 'later'))
  expect(updates.status()).toMatchObject({ state: 'available', problem: 'updates.downloadFailed' })
  expect(JSON.stringify(log.warn.mock.calls)).not.toContain('feed.example')
  await updates.install()
  expect(updates.status().state).toBe('ready')
})

test('two checks at once ask once', async () => {
  const { updates, check } = make()
  await Promise.all([updates.check(), updates.check()])
  expect(check).toHaveBeenCalledTimes(1)
})

test('a feed that answers after it was replaced, or updates were switched off, says nothing and brings nothing', async () => {
  for (const later of [{ updateFeed: 'https://other.example/' }, { updates: 'off' }] as const) {
    const { updates, check, download, settings } = make({ updates: 'automatic' })
    const slow = Promise.withResolvers<Result<Manifest | undefined, CheckError>>()
    check.mockReturnValueOnce(slow.promise)
    updates.follow()
    await vi.advanceTimersByTimeAsync(FIRST_CHECK_MS)
    Object.assign(settings, later)
    updates.follow()
    slow.resolve(ok(MANIFEST))
    await vi.advanceTimersByTimeAsync(0)
    expect(updates.status()).not.toHaveProperty('version')
    expect(updates.status().state).not.toBe('checking')
    expect(download).not.toHaveBeenCalled()
  }
})
