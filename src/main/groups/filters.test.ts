import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DatabaseSync } from 'node:sqlite'
import type { OutputOf } from '../../shared/contract/index'
import type { Result } from '../../shared/contract/result'
import { recordLog } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { filterHandlers } from './filters'

type Filters = OutputOf<'groups.filters'>

let temp: TempStore
let handlers: ReturnType<typeof filterHandlers>
let ids: number

const make = (): void => {
  handlers = filterHandlers({ store: temp.store, uuid: () => `id-${String((ids += 1))}`, log: recordLog() })
}
const data = async (answer: Result<Filters> | Promise<Result<Filters>>): Promise<Filters> => {
  const result = await answer
  if (!result.ok) throw new Error(result.error.code)
  return result.data
}
const list = () => data(handlers['groups.filters']({}))
const save = (name: string, more: { id?: string; query?: Filters[number]['query'] } = {}) =>
  data(handlers['groups.saveFilter']({ name, query: {}, ...more }))

beforeEach(() => {
  ids = 0
  temp = openTempStore()
  make()
})

afterEach(() => {
  temp.dispose()
})

describe('saved filters', () => {
  test('are kept with everything that was chosen, over a restart, in the order they were made', async () => {
    const query = { text: 'берег', relations: ['none'], onlyArchived: true, sort: 'members' } as const
    await save('Z first', { query: { ...query, relations: ['none'] } })
    await save('A second')
    temp.reopen()
    make()
    expect(await list()).toEqual([
      { id: 'id-1', name: 'Z first', query },
      { id: 'id-2', name: 'A second', query: {} },
    ])
  })

  test('are changed where they stand, and removed; each answer is the whole list', async () => {
    await save('one')
    await save('two')
    expect((await save('uno', { id: 'id-1', query: { text: 'x' } })).map(({ name }) => name)).toEqual(['uno', 'two'])
    expect(await data(handlers['groups.removeFilter']({ id: 'id-1' }))).toEqual([
      { id: 'id-2', name: 'two', query: {} },
    ])
    expect(await data(handlers['groups.removeFilter']({ id: 'id-1' }))).toHaveLength(1)
  })

  test('saved under an id that is gone are made anew', async () => {
    expect(await save('back', { id: 'gone' })).toEqual([{ id: 'gone', name: 'back', query: {} }])
  })

  test('that this version cannot read are left out and left alone', async () => {
    await save('good')
    const db = new DatabaseSync(temp.path)
    db.exec(`INSERT INTO saved_filters VALUES ('future', 'Future', '{"mood":"good"}')`)
    db.close()
    expect((await list()).map(({ name }) => name)).toEqual(['good'])
    await save('better')
    const look = new DatabaseSync(temp.path)
    expect(look.prepare('SELECT COUNT(*) AS n FROM saved_filters').get()).toMatchObject({ n: 3 })
    look.close()
  })

  test('a database that refuses is an answer, not an exception', async () => {
    temp.store.close()
    expect(await handlers['groups.saveFilter']({ name: 'x', query: {} })).toMatchObject({
      ok: false,
      error: { code: 'store.failed' },
    })
    expect(await handlers['groups.removeFilter']({ id: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'store.failed' },
    })
    temp.reopen()
  })
})
