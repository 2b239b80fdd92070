import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accountId, accountRecord, group } from '../testing/records'
import { recordLog } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { createDirectory, type Directory } from './directory'

let temp: TempStore
let directory: Directory
let time: VirtualTime
const log = recordLog()

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => group('a', String(n), { name: `Отдел ${String(n)}` }))
const search = (text: string, more: { limit?: number; offset?: number } = {}) =>
  directory.handlers['groups.search']({ text, limit: 10, offset: 0, ...more })
const turn = (): Promise<void> => new Promise((done) => setImmediate(done))

beforeEach(() => {
  temp = openTempStore()
  temp.store.accounts.save(accountRecord('a'))
  temp.store.groups.upsertPage(many(2500), 1)
  temp.reopen()
  time = createVirtualTime()
  directory = createDirectory({ store: temp.store, timers: time.timers, log })
})

afterEach(async () => {
  await directory.stop()
  temp.dispose()
})

describe('finding groups', () => {
  test('a text sought right after the start is answered in full, and others have their turn meanwhile', async () => {
    directory.start()
    let turns = 0
    let answered = false
    const answer = Promise.resolve(search('отдел 24')).then((found) => {
      answered = true
      return found
    })
    while (!answered) {
      await turn()
      turns += 1
    }
    // 0 to 2499: 24, 124, 224 …, 240 to 249, 1240 to 1249, 2240 to 2249, and 2400 to 2499.
    const expected = Array.from({ length: 2500 }, (_, n) => String(n)).filter((n) => n.includes('24')).length
    expect(await answer).toMatchObject({ ok: true, data: { total: expected } })
    // Several slices of rows: reading all in one go would leave one turn.
    expect(turns).toBeGreaterThanOrEqual(3)
  })

  test('after the start nothing is prepared until the window had time to come up, or asks', async () => {
    directory.start()
    await time.advance(1999)
    expect(temp.store.groups.isReady()).toBe(false)
    await time.advance(1)
    while (!temp.store.groups.isReady()) await turn()
  })

  test('also when nobody told it to start', async () => {
    expect(await search('jnltk')).toMatchObject({ ok: true, data: { total: 2500, corrected: 'отдел' } })
  })

  test('the list without a text waits for nothing', async () => {
    const answer = await search('  ', { limit: 3, offset: 2499 })
    expect(answer).toMatchObject({ ok: true, data: { total: 2500, items: [{}] } })
    expect(temp.store.groups.isReady()).toBe(false)
  })

  test('what is written while it waits is taken in ahead of the next search, without being asked', async () => {
    const { groups } = temp.store
    let prepared = 0
    const prepare = (): boolean => {
      prepared += 1
      return groups.prepare()
    }
    directory = createDirectory({ store: { groups: { ...groups, prepare } }, timers: time.timers, log })
    await search('отдел')
    await time.settle()
    const before = prepared
    groups.upsertPage([group('a', 'new', { name: 'Склад' })], 2)
    await time.settle()
    expect(prepared).toBe(before + 1)
    expect(await search('склад')).toMatchObject({ ok: true, data: { total: 1 } })
    groups.remove(accountId('a'), ['new'])
    expect(await search('склад')).toMatchObject({ ok: true, data: { total: 0 } })
  })

  test('nothing is prepared after it has stopped (the store is closed then)', async () => {
    directory.start()
    await search('')
    await directory.stop()
    const lines = log.lines.length
    temp.store.close()
    await time.advance(5000)
    expect(log.lines).toHaveLength(lines)
    temp.reopen()
  })

  test('a preparation that fails is written down and ends', async () => {
    directory.start()
    temp.store.close()
    await time.advance(2000)
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1)
    temp.reopen()
  })
})
