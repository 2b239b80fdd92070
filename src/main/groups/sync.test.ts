import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok } from '../../shared/contract/result'
import { accountId } from '../testing/records'
import { a, b, done, full, many, portGroup, refresh, createSyncBench } from '../testing/sync-bench'
import { createSync } from './sync'

const on = createSyncBench(createSync)
beforeEach(() => on.begin())
afterEach(() => on.end())

describe('a reading', () => {
  test('keeps page by page and answers when done', async () => {
    expect(await on.read()).toMatchObject({ ok: true, data: { state: 'done', mode: 'full', loaded: 3, total: 3 } })
    expect(on.known()).toEqual(['1', '2', '3'])
    expect(on.stored()).toMatchObject({ cursor: 'mark', fullAt: '2026-01-15T09:00:00.000Z', run: 1 })
    expect(on.points).toEqual([
      'groups.sync.begun',
      'groups.sync.afterPage',
      'groups.sync.afterPage',
      'groups.sync.beforeDone',
      'groups.sync.afterDone',
    ])
  })

  test('is one per account: a second caller gets the first one’s answer, a later one a new reading', async () => {
    const [first, second] = await Promise.all([on.read(), on.read()])
    expect(first).toEqual(second)
    expect(on.readings).toHaveLength(1)
    await on.read()
    expect(on.readings).toHaveLength(2)
  })

  test('of everything is made after one that is less', async () => {
    await on.read()
    on.script = refresh()
    const [small, whole] = await Promise.all([on.read(), on.read({ full: true })])
    expect([small.ok, whole.ok]).toEqual([true, true])
    expect(on.readings.map(({ cursor }) => cursor)).toEqual([undefined, 'mark', undefined])
  })

  test('removes exactly what the network calls gone', async () => {
    await on.read()
    on.script = refresh({ groups: [], gone: ['2', 'never held'] })
    await on.read()
    expect(on.known()).toEqual(['1', '3'])
    expect(on.events.of('groups.changed').at(-1)).toMatchObject({ reread: true, upsert: [] })
  })

  test('keeps relations of groups that are held', async () => {
    await on.read()
    on.script = refresh({ groups: [], relations: new Map([['1', 'owner'], ['99', 'member']]) }) // prettier-ignore
    await on.read()
    expect(on.temp.store.groups.get(a, '1')?.relation).toBe('owner')
    expect(on.events.of('groups.changed').at(-1)?.upsert).toMatchObject([{ groupId: '1', relation: 'owner' }])
    expect(on.known()).toEqual(['1', '2', '3'])
  })

  test('answers what the network asks about the groups held', async () => {
    await on.read()
    on.temp.store.groups.setRelation(a, '2', 'invited')
    const seen: unknown[] = []
    on.script = async (reading) => {
      const { held } = reading
      reading.begin({ mode: 'full', resumed: false })
      seen.push(held.count(), held.seen(), [...held.related()], [...held.among(['3', '4'])], await held.ids())
      await reading.keep({ groups: [portGroup('3')] })
      seen.push(held.seen(), held.unseen(10), held.unseen(1))
      return done
    }
    await on.read({ full: true })
    expect(seen).toEqual([3, 0, [['2', 'invited']], ['3'], ['1', '2', '3'], 1, ['1', '2'], ['1']])
  })

  test('that fails says why and leaves what was there', async () => {
    await on.read()
    on.script = async (reading) => {
      await full({ groups: [portGroup('1', { name: 'New name' })] })(reading)
      return fail('net.timeout', 'later')
    }
    expect(await on.read({ full: true })).toEqual(fail('net.timeout', 'later'))
    expect(on.stored()).toMatchObject({ state: 'failed', reason: 'net.timeout', loaded: 1, cursor: 'at 1' })
    expect(on.known()).toEqual(['2', '3', '1'])
  })

  test('whose port throws has failed, and can be made again (it would be "running" for ever)', async () => {
    on.script = () => Promise.reject(new Error('a bug'))
    expect(await on.read()).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(on.stored()).toMatchObject({ state: 'failed', reason: 'internal' })
    on.script = full({ groups: many(1) })
    expect(await on.read()).toMatchObject({ ok: true })
  })

  test('of an account removed meanwhile breaks off and brings nothing back', async () => {
    on.script = async (reading) => {
      on.temp.store.accounts.remove(a)
      on.accounts.remove(a)
      return full({ groups: many(5) })(reading)
    }
    expect(await on.read()).toEqual(fail('accounts.notFound'))
    expect(on.known()).toEqual([])
  })

  test('does not overwrite what became known while its page was under way', async () => {
    await on.read()
    on.script = async (reading) => {
      reading.begin({ mode: 'refresh', resumed: false })
      await on.time.advance(1_000)
      on.temp.store.groups.setRelation(a, '1', 'requested')
      on.sync.relationLearnt(a, '1')
      await on.time.advance(1_000)
      await reading.keep({ groups: [portGroup('1', { name: 'Renamed' })], relations: new Map([['1', 'none']]) })
      await on.time.advance(1_000)
      await reading.keep({ groups: [] })
      await reading.keep({ groups: [portGroup('1', { relation: 'member' })] })
      return done
    }
    const kept: unknown[] = []
    const upsert = on.temp.store.groups.upsertPage.bind(on.temp.store.groups)
    Object.assign(on.temp.store.groups, {
      upsertPage: (...page: Parameters<typeof upsert>) => {
        kept.push(...page[0].map(({ name, relation }) => [name, relation]))
        return upsert(...page)
      },
    })
    await on.read()
    expect(kept).toEqual([
      ['Renamed', 'requested'],
      ['Group 1', 'member'],
    ])
  })
})

test('states are listed for accounts that have groups, also when never read', async () => {
  const all = () => on.sync.handlers['groups.syncStates']({})
  expect(await all()).toEqual(ok([{ accountId: a, state: 'never', loaded: 0 }]))
  await on.read()
  expect(await all()).toEqual(
    ok([{ accountId: a, state: 'done', mode: 'full', loaded: 3, total: 3, finishedAt: '2026-01-15T09:00:00.000Z' }]),
  )
  expect(await on.sync.handlers['groups.sync']({ accountId: b })).toEqual(fail('accounts.noPort'))
  expect(await on.sync.handlers['groups.sync']({ accountId: accountId('z') })).toEqual(fail('accounts.notFound'))
})
