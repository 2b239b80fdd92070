import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail } from '../../shared/contract/result'
import { accountId, group } from '../testing/records'
import { a, full, many, refresh, createSyncBench } from '../testing/sync-bench'
import { createSync } from './sync'

const on = createSyncBench(createSync)
beforeEach(() => on.begin())
afterEach(() => on.end())

describe('where a reading goes on', () => {
  test('is at the cursor of the last page kept, with the same number', async () => {
    on.script = async (reading) => {
      await full({ groups: many(2) }, { groups: many(2, 3) })(reading)
      return fail('net.reset', 'later')
    }
    await on.read()
    expect(on.stored()).toMatchObject({ run: 1, cursor: 'at 2' })
    on.script = full({ groups: many(1, 5) })
    await on.read()
    expect(on.readings.at(-1)?.cursor).toBe('at 2')
    expect(on.stored()).toMatchObject({ run: 1, state: 'done', cursor: 'mark' })
    expect(on.known()).toEqual(['1', '2', '3', '4', '5'])
  })

  test('is what changed since, and everything again after a day, or when the clock went back, or when asked', async () => {
    await on.read()
    on.script = refresh()
    await on.read()
    expect(on.stored()).toMatchObject({ run: 1, mode: 'refresh', cursor: 'newer mark' })
    await on.time.advance(24 * 3_600_000 + 1)
    on.script = full({ groups: many(3) })
    await on.read()
    await on.read()
    await on.read({ full: true })
    expect(on.readings.map(({ cursor }) => cursor)).toEqual([undefined, 'mark', undefined, 'mark', undefined])
    expect(on.stored()?.run).toBe(4)
    on.temp.store.sync.save({ ...(on.stored() ?? { accountId: a, run: 0, state: 'never', loaded: 0 }), fullAt: '2027-01-01T00:00:00.000Z' }) // prettier-ignore
    await on.read()
    expect(on.readings.at(-1)?.cursor).toBeUndefined()
  })

  test('stays what it was when a reading failed before it began', async () => {
    await on.read()
    on.script = () => Promise.resolve(fail('net.dns', 'later'))
    await on.time.advance(25 * 3_600_000)
    await on.read()
    expect(on.stored()).toMatchObject({ state: 'failed', cursor: 'mark' })
    on.script = full({ groups: many(3) })
    await on.read()
    expect(on.readings.map(({ cursor }) => cursor)).toEqual([undefined, undefined, undefined])
  })

  test('is kept in one transaction with its page: a page whose writing fails leaves the cursor before it', async () => {
    const upsert = on.temp.store.groups.upsertPage.bind(on.temp.store.groups)
    Object.assign(on.temp.store.groups, {
      upsertPage: (...page: Parameters<typeof upsert>) => {
        upsert(...page)
        if (page[0].some(({ groupId }) => groupId === '3')) throw new Error('the disk is full')
      },
    })
    expect(await on.read()).toMatchObject({ error: { code: 'store.failed' } })
    expect(on.known()).toEqual(['1', '2'])
    expect(on.stored()).toMatchObject({ state: 'failed', reason: 'store.failed', cursor: 'at 1', loaded: 2 })
  })

  test('is found by the next run of the app, whatever the last one left "running"', async () => {
    on.temp.store.sync.save({
      accountId: a,
      run: 7,
      state: 'running',
      mode: 'full',
      loaded: 40,
      total: 90,
      cursor: 'at 40',
    })
    on.temp.store.groups.upsertPage([group('a', '1')], 7)
    const held = Promise.withResolvers<undefined>()
    on.script = () => held.promise.then(() => fail('net.cancelled', 'later'))
    on.sync.start()
    expect(on.stored()).toMatchObject({ state: 'running', run: 7 })
    expect(on.readings[0]?.cursor).toBe('at 40')
    held.resolve(undefined)
    await on.time.settle()
    expect(on.stored()).toMatchObject({ state: 'failed', reason: 'net.cancelled', cursor: 'at 40' })
  })
})

test('something new is read at once, though the last reading was just now; not where the user has cancelled', async () => {
  on.script = full({ groups: many(1) })
  await on.read()
  on.script = full({ groups: many(2) })
  on.sync.read(a)
  await on.time.settle()
  expect(on.known()).toEqual(['1', '2'])
  on.temp.store.sync.save({ accountId: a, run: 1, state: 'cancelled', loaded: 2 })
  on.sync.read(a)
  await on.time.settle()
  expect(on.readings).toHaveLength(2)
})

describe('cancelling', () => {
  test('stops the reading, keeps what was read, and says so to both', async () => {
    const kept = Promise.withResolvers<undefined>()
    on.script = async (reading) => {
      await full({ groups: many(2), total: 90 })(reading)
      kept.resolve(undefined)
      await new Promise((stop) => reading.signal?.addEventListener('abort', stop))
      return fail('net.cancelled', 'later')
    }
    const answer = on.read()
    await kept.promise
    expect(await on.cancel()).toMatchObject({ ok: true, data: { state: 'cancelled', loaded: 2, total: 90 } })
    expect(await answer).toMatchObject({ ok: true, data: { state: 'cancelled' } })
    expect(on.stored()?.reason).toBeUndefined()
    expect(on.stored()?.cursor).toBe('at 1')
  })

  test('without a reading changes nothing, and of an unknown account says so', async () => {
    expect(await on.cancel()).toMatchObject({ data: { state: 'never' } })
    await on.read()
    expect(await on.cancel()).toMatchObject({ data: { state: 'done' } })
    expect(await on.sync.handlers['groups.cancelSync']({ accountId: accountId('z') })).toEqual(
      fail('accounts.notFound'),
    )
  })

  test('when the app stops: the reading is over before the store is closed', async () => {
    on.script = async (reading) => {
      await new Promise((stop) => reading.signal?.addEventListener('abort', stop))
      return fail('net.cancelled', 'later')
    }
    const answer = on.read()
    await on.sync.stop()
    expect(on.stored()).toMatchObject({ state: 'failed', reason: 'net.cancelled' })
    expect(await answer).toMatchObject({ ok: false })
  })
})
