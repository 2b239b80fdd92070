// Others' requests, askings of several groups, and templates: what goes in comes out, also after a restart.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import type { Template } from '../../shared/contract/drafts'
import { INCOMING_STATES } from '../../shared/domain/states'
import { accountId, accountRecord } from '../testing/records'
import { openTempStore, type TempStore } from '../testing/temp-store'
import type { BulkItem, BulkRecord } from './bulk-repository'

let temp: TempStore
const a = accountId('a')
const AT = '2026-01-10T00:00:00.000Z'

beforeEach(() => {
  temp = openTempStore()
  temp.store.accounts.save(accountRecord('a'))
  temp.store.accounts.save(accountRecord('b'))
})

afterEach(() => {
  temp.dispose()
})

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })
const text = fc
  .string({ unit: 'binary', maxLength: 20 })
  .filter((value) => !value.includes('\0') && value.isWellFormed())
const iso = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString())

function incoming(requestId: string, fields: Partial<IncomingRequest> = {}): IncomingRequest {
  const names = { groupId: '7', groupName: 'Mine', userName: 'Ann' }
  return { accountId: a, requestId, ...names, state: 'waiting', updatedAt: AT, ...fields }
}

describe("others' requests", () => {
  test('with every optional field there or not', () => {
    const any: fc.Arbitrary<IncomingRequest> = fc.record({
      accountId: fc.constant(a),
      requestId: fc.constant('1'),
      groupId: text,
      groupName: text,
      userId: maybe(text),
      userName: text,
      userHandle: maybe(text),
      avatar: maybe(text),
      message: maybe(text),
      askedAt: maybe(iso),
      state: fc.constantFrom(...INCOMING_STATES),
      decision: maybe(fc.constantFrom('approve' as const, 'decline' as const)),
      heldUntil: maybe(iso),
      reason: maybe(fc.constantFrom('requests.full' as const, 'net.timeout' as const)),
      updatedAt: iso,
    })
    fc.assert(
      fc.property(any, (given) => {
        temp.store.incoming.save(given)
        expect(temp.store.incoming.get(a, '1')).toEqual(given)
      }),
      { numRuns: 60 },
    )
    const before = temp.store.incoming.list()
    expect(temp.reopen().incoming.list()).toEqual(before)
  })

  test('are listed by who asked first, by account and by state; a change of state does not move them', () => {
    temp.store.incoming.save(incoming('late', { askedAt: '2026-01-09T00:00:00.000Z' }))
    temp.store.incoming.save(incoming('early', { askedAt: '2026-01-08T00:00:00.000Z' }))
    temp.store.incoming.save(incoming('untold'))
    temp.store.incoming.save(incoming('held', { state: 'held' }))
    temp.store.incoming.save(incoming('untold', { updatedAt: '2026-02-01T00:00:00.000Z' }))
    temp.store.incoming.save(incoming('early', { accountId: accountId('b') }))
    const ids = (filter: Parameters<typeof temp.store.incoming.list>[0]) =>
      temp.store.incoming.list(filter).map(({ requestId }) => requestId)
    expect(ids({ accountIds: ['a'] })).toEqual(['early', 'late', 'untold', 'held'])
    expect(ids({ accountIds: ['b'] })).toEqual(['early'])
    expect(ids({ states: ['held'] })).toEqual(['held'])
    expect(ids({ accountIds: [] })).toEqual([])
  })

  test('go with their account, and one by one', () => {
    temp.store.incoming.save(incoming('1'))
    temp.store.incoming.save(incoming('1', { accountId: accountId('b') }))
    temp.store.incoming.remove(a, '1')
    expect(temp.store.incoming.list()).toHaveLength(1)
    temp.store.accounts.remove(accountId('b'))
    expect(temp.store.incoming.list()).toEqual([])
  })
})

describe('askings of several groups', () => {
  const item = (groupId: string, fields: Partial<BulkItem> = {}): BulkItem => ({
    accountId: a,
    groupId,
    groupName: `Group ${groupId}`,
    state: 'waiting',
    ...fields,
  })
  const bulk = (id: string, fields: Partial<BulkRecord> = {}): BulkRecord => ({
    id,
    state: 'running',
    message: 'Please, {group}',
    createdAt: AT,
    items: Array.from({ length: 12 }, (_, index) => item(String(index + 1))),
    ...fields,
  })

  test('keep their order and every result through a restart', () => {
    temp.store.bulk.add(bulk('one'))
    const results = bulk('one', {
      state: 'stopped',
      items: bulk('one').items.map((given, index) =>
        index === 3 ? { ...given, state: 'refused' as const, reason: 'requests.full' as const, requestId: 'r' } : given,
      ),
    })
    temp.store.bulk.save(results)
    expect(temp.reopen().bulk.latest()).toEqual(results)
  })

  test('are forgotten when a new one begins', () => {
    expect(temp.store.bulk.latest()).toBeUndefined()
    temp.store.bulk.add(bulk('one'))
    temp.store.bulk.add(bulk('two', { items: [item('9')], message: undefined }))
    expect(temp.store.bulk.latest()).toMatchObject({ id: 'two', items: [{ groupId: '9' }] })
  })
})

describe('templates', () => {
  const template = (id: string, name: string, fields: Partial<Template> = {}): Template => ({
    id,
    kind: 'request',
    name,
    text: 'Please',
    updatedAt: AT,
    ...fields,
  })

  test('are listed by name as people sort names, changed in place, and removed', () => {
    for (const [id, name] of [
      ['1', 'beta'],
      ['2', 'Яблоко'],
      ['3', 'Alpha'],
      ['4', 'абрикос'],
    ] as const) {
      temp.store.templates.save(template(id, name))
    }
    expect(temp.store.templates.list().map(({ name }) => name)).toEqual(['Alpha', 'beta', 'абрикос', 'Яблоко'])
    temp.store.templates.save(template('1', 'gamma', { kind: 'message', text: 'Other' }))
    temp.store.templates.remove('2')
    expect(temp.reopen().templates.list()).toEqual([
      template('3', 'Alpha'),
      template('1', 'gamma', { kind: 'message', text: 'Other' }),
      template('4', 'абрикос'),
    ])
  })
})
