import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Relation } from '../../shared/domain/states'
import { createFakeAccounts } from '../testing/fake-accounts'
import { accountId, accountRecord, group } from '../testing/records'
import { recordEvents, recordLog, type Recorded } from '../testing/recorders'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { createVirtualTime, type VirtualTime } from '../testing/virtual-time'
import { createRelations } from './relations'

let temp: TempStore
let events: Recorded
let time: VirtualTime
let entered: string[]
let set: (groupId: string, relation: Relation, seenAt?: number) => void
const a = accountId('a')

beforeEach(() => {
  temp = openTempStore()
  createFakeAccounts(temp.store, [{ record: accountRecord('a'), ports: {} }])
  temp.store.groups.upsertPage([group('a', '1')], 1)
  events = recordEvents()
  time = createVirtualTime()
  entered = []
  const enteredUnknown = (accountId: string): void => void entered.push(accountId)
  const told = { emit: events.emit, clock: time.clock, log: recordLog(), enteredUnknown }
  const relations = createRelations({ ...told, store: temp.store })
  set = (groupId, relation, seenAt) => {
    relations.set({ accountId: a, groupId, relation, ...(seenAt === undefined ? {} : { seenAt }) })
  }
})

afterEach(() => {
  temp.dispose()
})

const relation = () => temp.store.groups.get(a, '1')?.relation

test('a relation is kept and told; the same one again is not told, and a group that is not known stays unknown', () => {
  set('1', 'requested')
  set('1', 'requested')
  set('404', 'member')
  expect(relation()).toBe('requested')
  expect(events.of('groups.changed').map(({ upsert }) => upsert)).toMatchObject([[{ relation: 'requested' }]])
  expect(temp.store.groups.get(a, '404')).toBeUndefined()
})

test('a look that began before something was done does not undo it; a later one counts', async () => {
  const began = time.clock()
  await time.advance(500)
  set('1', 'requested')
  set('1', 'none', began)
  expect(relation()).toBe('requested')
  await time.advance(500)
  set('1', 'member', time.clock())
  expect(relation()).toBe('member')
})

test('having entered a group that is not known has the groups read; a look that names such a group each time has not', () => {
  set('1', 'member')
  set('404', 'requested')
  set('404', 'member', time.clock() + 1)
  expect(entered).toEqual([])
  set('404', 'member')
  expect(entered).toEqual(['a'])
})

test('a database that refuses is logged and told nobody', () => {
  temp.store.close()
  set('1', 'member')
  expect(events.of('groups.changed')).toEqual([])
})
