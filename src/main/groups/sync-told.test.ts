import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok } from '../../shared/contract/result'
import { a, full, many, refresh, createSyncBench } from '../testing/sync-bench'
import { createSync } from './sync'

const on = createSyncBench(createSync)
beforeEach(() => on.begin())
afterEach(() => on.end())

describe('a reading that nobody asked for', () => {
  const wake = async (): Promise<void> => {
    on.sync.wake(a)
    await on.time.settle()
  }

  test('of an account never read is told from its beginning', async () => {
    await wake()
    expect(on.states()).toEqual(['running', 'running', 'done'])
  })

  test('says nothing before it begins, and leaves what was said when the connection fails', async () => {
    await on.read()
    const told = on.states().length
    await on.time.advance(16 * 60_000)
    on.script = () => Promise.resolve(fail('net.dns', 'later'))
    await wake()
    expect(on.readings).toHaveLength(2)
    expect(on.states()).toHaveLength(told)
    expect(on.stored()).toMatchObject({ state: 'done', cursor: 'mark' })
  })

  test('that breaks off half way keeps its place and the last state', async () => {
    await on.read()
    const finishedAt = on.stored()?.finishedAt
    await on.time.advance(25 * 3_600_000)
    on.script = async (reading) => {
      await full({ groups: many(1) })(reading)
      return fail('net.reset', 'later')
    }
    await wake()
    expect(on.stored()).toMatchObject({ state: 'done', finishedAt, run: 2, cursor: 'at 1' })
    expect(on.stored()?.fullAt).toBeUndefined()
    on.script = full({ groups: many(2, 2) })
    await on.read()
    expect(on.readings.at(-1)?.cursor).toBe('at 1')
    expect(on.stored()).toMatchObject({ state: 'done', run: 2, cursor: 'mark' })
  })

  test('while the vault is closed leaves everything as it was', async () => {
    on.script = () => Promise.resolve(fail('vault.locked', 'user'))
    await wake()
    expect(await on.sync.handlers['groups.syncStates']({})).toEqual(ok([{ accountId: a, state: 'never', loaded: 0 }]))
    on.script = () => Promise.resolve(fail('net.dns', 'later'))
    await on.read()
    const before = on.stored()
    on.script = () => Promise.resolve(fail('vault.locked', 'user'))
    await wake()
    expect(on.stored()).toEqual(before)
  })

  test('that is refused for good says so', async () => {
    await on.read()
    await on.time.advance(16 * 60_000)
    on.script = () => Promise.resolve(fail('bitrix24.invalidCredentials', 'user'))
    await wake()
    expect(on.stored()).toMatchObject({ state: 'failed', reason: 'bitrix24.invalidCredentials', cursor: 'mark' })
  })
})

describe('what windows hear', () => {
  test('is the progress, a few times a second and at every end', async () => {
    on.script = full(...Array.from({ length: 20 }, (_, at) => ({ groups: many(10, at * 10 + 1) })))
    await on.read()
    expect(on.states()).toEqual(['running', 'running', 'done'])
    expect(on.events.of('groups.changed').at(-1)?.sync).toMatchObject({ loaded: 200, total: 200 })
  })

  test('is groups where few changed, and to search again where many did', async () => {
    await on.read()
    expect(on.events.of('groups.changed').at(-1)).toMatchObject({ upsert: [{}, {}, {}] })
    on.script = refresh({ groups: many(30) }, { groups: many(30) })
    await on.read()
    expect(on.events.of('groups.changed').at(-1)).toMatchObject({ upsert: [], reread: true })
    on.script = refresh()
    await on.read()
    expect(on.events.of('groups.changed').at(-1)).not.toHaveProperty('reread')
  })

  test('goes on while a large page is written', async () => {
    on.script = full({ groups: many(2_500), total: 2_500 })
    let turns = 0
    let reading = true
    const count = (): void => {
      turns += 1
      if (reading) setImmediate(count)
    }
    setImmediate(count)
    await on.read()
    reading = false
    expect(turns).toBeGreaterThan(10)
    expect(on.points.filter((point) => point === 'groups.sync.afterPortion').length).toBeGreaterThan(10)
    expect(on.temp.store.sync.countGroups(a)).toBe(2_500)
  })
})
