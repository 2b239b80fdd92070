import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AccountRecord } from '../store/accounts-repository'
import type { StoredSync } from '../store/sync-repository'
import { createFakeAccounts } from '../testing/fake-accounts'
import { accountId, accountRecord } from '../testing/records'
import { recordLog } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { createSyncSchedule, type SyncSchedule } from './sync-schedule'

const MINUTE = 60_000

let temp: TempStore
let time: VirtualTime
let schedule: SyncSchedule
/** Accounts read, in order. */
let runs: string[]
/** Ends the readings under way. */
let finish: (() => void)[]
let manual: boolean
let random: number

beforeEach(() => {
  temp = openTempStore()
  time = createVirtualTime()
  runs = []
  finish = []
  manual = false
  random = 0.5
})

afterEach(() => {
  schedule.stop()
  temp.dispose()
})

const iso = (ago: number): string => new Date(time.clock() - ago).toISOString()

function given(...records: readonly Partial<AccountRecord>[]): void {
  const port = { read: () => Promise.reject(new Error('unused')), get: () => Promise.reject(new Error('unused')) }
  const accounts = createFakeAccounts(
    temp.store,
    records.map((fields, at) => ({ record: accountRecord(`a${at}`, fields), ports: { groups: port } })),
  )
  let running = 0
  schedule = createSyncSchedule({
    store: temp.store,
    accounts,
    clock: time.clock,
    timers: time.timers,
    random: () => random,
    log: recordLog(),
    running: () => running,
    async run(id) {
      runs.push(id)
      running += 1
      if (manual) await new Promise<void>((done) => finish.push(done))
      running -= 1
      temp.store.sync.save({ accountId: id, run: 1, state: 'done', loaded: 0, finishedAt: iso(0) })
    },
  })
}

const last = (id: string, fields: Partial<StoredSync>): void =>
  temp.store.sync.save({ accountId: accountId(id), run: 1, state: 'done', loaded: 0, ...fields })

describe('without being asked', () => {
  test('a group list never read is read at the start, and again every quarter of an hour or so', async () => {
    given({})
    schedule.start()
    await time.settle()
    expect(runs).toEqual(['a0'])
    await time.advance(13 * MINUTE)
    expect(runs).toHaveLength(1)
    await time.advance(4 * MINUTE)
    expect(runs).toHaveLength(2)
    await time.advance(60 * MINUTE)
    expect(runs).toHaveLength(6)
  })

  test('the time between differs, so that accounts do not all ask at once', async () => {
    given({}, {})
    random = 0
    schedule.start()
    await time.advance(13.6 * MINUTE)
    expect(runs).toEqual(['a0', 'a1', 'a0', 'a1'])
    random = 0.999
    await time.advance(14 * MINUTE)
    const before = runs.length
    await time.advance(15.5 * MINUTE)
    expect(runs.length).toBe(before)
  })

  test('what was read lately is left alone at the start, what was not is read', async () => {
    given({}, {}, {})
    last('a0', { finishedAt: iso(10 * MINUTE) })
    last('a1', { finishedAt: iso(16 * MINUTE) })
    last('a2', { finishedAt: iso(MINUTE), state: 'failed', reason: 'net.cancelled' })
    schedule.start()
    await time.settle()
    expect(runs).toEqual(['a1', 'a2'])
  })

  test('a reading the user cancelled is not taken up again within a day', async () => {
    given({})
    last('a0', { finishedAt: iso(0), state: 'cancelled' })
    schedule.start()
    await time.advance(23 * 60 * MINUTE)
    expect(runs).toEqual([])
    await time.advance(61 * MINUTE)
    expect(runs).toEqual(['a0'])
  })

  test.each(['offline', 'signedOut', 'blocked'] as const)('an account that is %s is not read', async (health) => {
    given({ health }, { ports: ['messages'] }, { health: 'missingScope' })
    schedule.start()
    await time.advance(60 * MINUTE)
    expect(new Set(runs)).toEqual(new Set(['a2']))
  })

  test('three accounts at a time, the next as soon as one is done', async () => {
    given({}, {}, {}, {}, {})
    manual = true
    schedule.start()
    await time.settle()
    expect(runs).toEqual(['a0', 'a1', 'a2'])
    finish.shift()?.()
    await time.settle()
    expect(runs).toEqual(['a0', 'a1', 'a2', 'a3'])
    for (const done of finish.splice(0)) done()
    await time.settle()
    expect(runs).toHaveLength(5)
    for (const done of finish.splice(0)) done()
  })

  test('an account that can be used again is read at once where that is due, and not twice', async () => {
    given({})
    schedule.wake(accountId('a0'))
    schedule.wake(accountId('a0'))
    await time.settle()
    expect(runs).toEqual(['a0'])
    schedule.wake(accountId('a0'))
    await time.settle()
    expect(runs).toEqual(['a0'])
  })

  test('nothing is read once it is stopped', async () => {
    given({}, {}, {}, {})
    manual = true
    schedule.start()
    await time.settle()
    schedule.stop()
    for (const done of finish.splice(0)) done()
    await time.advance(60 * MINUTE)
    expect(runs).toHaveLength(3)
  })
})
