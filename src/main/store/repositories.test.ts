import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Group } from '../../shared/contract/groups'
import { GROUP_KINDS, JOIN_REQUEST_STATES, JOIN_RULES, OUTBOX_STATES, RELATIONS } from '../../shared/domain/states'
import { LINE_CODE, accountId, accountRecord, group, joinRequest, outboxItem } from '../testing/records'
import { openTempStore, type TempStore } from '../testing/temp-store'
import type { OutboxRecord } from './outbox-rows'
import type { JoinRequestRecord } from './requests-repository'

let temp: TempStore
const a = accountId('a')

beforeEach(() => {
  temp = openTempStore()
  temp.store.accounts.save(accountRecord('a'))
  temp.store.accounts.save(accountRecord('b', { host: 'other.example' }))
})

afterEach(() => {
  temp.dispose()
})

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })
const text = fc
  .string({ unit: 'binary', maxLength: 20 })
  .filter((value) => !value.includes('\0') && value.isWellFormed())
const iso = fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }).map((date) => date.toISOString())
const whole = fc.nat(1_000_000)

describe('what goes in comes out', () => {
  test('groups, with every optional field there or not', () => {
    const anyGroup: fc.Arbitrary<Group> = fc.record({
      accountId: fc.constant(a),
      groupId: fc.constant('1'),
      name: text,
      description: maybe(text),
      relation: fc.constantFrom(...RELATIONS),
      kind: fc.constantFrom(...GROUP_KINDS),
      joinRule: fc.constantFrom(...JOIN_RULES),
      memberCount: whole,
      memberLimit: maybe(whole),
      archived: fc.boolean(),
      ownerName: maybe(text),
      topic: maybe(text),
      keywords: maybe(text),
      activeAt: maybe(iso),
      createdAt: maybe(iso),
      locked: maybe(fc.boolean()),
    })
    fc.assert(
      fc.property(anyGroup, (given) => {
        temp.store.groups.upsertPage([given], 1)
        expect(temp.store.groups.get(a, '1')).toEqual(given)
      }),
      { numRuns: 60 },
    )
  })

  test('join requests, history included, through a restart', () => {
    const anyRequest: fc.Arbitrary<JoinRequestRecord> = fc.record({
      id: fc.uuid(),
      accountId: fc.constant(a),
      groupId: maybe(text),
      link: maybe(text),
      linkCode: maybe(text),
      groupName: text,
      message: maybe(text),
      state: fc.constantFrom(...JOIN_REQUEST_STATES),
      reason: maybe(fc.constantFrom('requests.ended' as const, 'net.timeout' as const)),
      createdAt: iso,
      updatedAt: iso,
      checkedAt: maybe(iso),
      canWithdraw: fc.boolean(),
      history: fc.array(
        fc.record({ at: iso, state: fc.constantFrom(...JOIN_REQUEST_STATES), reason: fc.constant(undefined) }),
      ),
    })
    const given = fc.sample(anyRequest, 30)
    for (const request of given) temp.store.requests.save(request)
    const store = temp.reopen()
    for (const request of given) expect(store.requests.get(request.id)).toEqual(request)
  })

  test('outbox items and their attempts, through a restart', () => {
    const target: fc.Arbitrary<OutboxRecord['target']> = fc.oneof(
      fc.record({ kind: fc.constant('network' as const), lineCode: text, userId: text }),
      fc.record({ kind: fc.constant('dialog' as const), dialogId: text }),
    )
    const anyItem: fc.Arbitrary<OutboxRecord> = fc.record({
      id: fc.uuid(),
      accountId: fc.constant(a),
      host: text,
      target,
      targetKey: text,
      targetTitle: text,
      text,
      attach: maybe(fc.constant([{ MESSAGE: 'x' }])),
      keyboard: maybe(fc.constant({ BUTTONS: [] })),
      urlPreview: fc.boolean(),
      state: fc.constantFrom(...OUTBOX_STATES),
      reason: maybe(fc.constant('net.timeout' as const)),
      evidence: maybe(
        fc.record({
          attemptedAt: iso,
          phase: fc.constantFrom('unknown' as const, 'crash' as const),
          detail: maybe(fc.constant('net.reset' as const)),
          found: maybe(fc.constantFrom('no' as const, 'cannotKnow' as const)),
          readAt: maybe(iso),
        }),
      ),
      attempts: whole,
      heldUntil: maybe(iso),
      notBefore: maybe(iso),
      nextAttemptAt: maybe(iso),
      sentAt: maybe(iso),
      serverId: maybe(text),
      batchId: maybe(fc.uuid()),
      staleSince: maybe(iso),
      confirmedAt: maybe(iso),
      createdAt: iso,
      updatedAt: iso,
    })
    const given = fc.sample(anyItem, 30)
    for (const item of given) {
      temp.store.outbox.insert({ ...item, state: 'queued', attempts: 0, reason: undefined, evidence: undefined })
      temp.store.outbox.update(item)
      temp.store.outbox.saveAttempt(item.id, { attempt: 1, startedAt: item.createdAt })
      temp.store.outbox.saveAttempt(item.id, {
        attempt: 1,
        startedAt: item.createdAt,
        outcome: 'unknown',
        code: 'net.reset',
      })
    }
    const store = temp.reopen()
    expect(store.outbox.list()).toEqual(given)
    expect(store.outbox.attempts(given[0]?.id ?? '')).toEqual([
      { attempt: 1, startedAt: given[0]?.createdAt, finishedAt: undefined, outcome: 'unknown', code: 'net.reset' },
    ])
  })
})

describe('accounts', () => {
  const order = (): string[] => temp.store.accounts.list().map(({ id }) => id)

  test('keep the user’s order, also when one is saved again', () => {
    temp.store.accounts.save(accountRecord('c'))
    temp.store.accounts.setOrder([accountId('c'), accountId('b'), a])
    temp.store.accounts.save(accountRecord('a', { label: 'New' }))
    temp.store.accounts.save(accountRecord('d'))
    expect(order()).toEqual(['c', 'b', 'a', 'd'])
    expect(temp.store.accounts.get(a)?.label).toBe('New')
  })

  test('the same identity cannot stand there twice', () => {
    expect(() => {
      temp.store.accounts.save(accountRecord('z', { identityKey: 'key-a' }))
    }).toThrow(/UNIQUE/)
  })

  test('removing one takes all its rows and leaves the others’, outbox items apart', () => {
    const { store } = temp
    for (const id of ['a', 'b']) {
      store.groups.upsertPage([group(id, '1')], 1)
      store.requests.save(joinRequest(`r-${id}`, { accountId: accountId(id) }))
      store.lines.remember(accountId(id), { lineCode: LINE_CODE })
      store.outbox.insert(outboxItem(`o-${id}`, { accountId: accountId(id), state: 'sent' }))
      store.outbox.insert(
        outboxItem(`f-${id}`, { accountId: accountId(id), state: 'failed', reason: 'outbox.accountGone' }),
      )
    }
    expect(store.outbox.removeFinished('a', 'outbox.accountGone')).toEqual(['o-a'])
    for (const id of ['a', 'b']) store.keyValues.set(`requests.look.${id}`, { at: 1 })
    store.keyValues.set('limiter', 1)
    store.accounts.remove(a)
    const keys = ['requests.look.a', 'requests.look.b', 'limiter']
    expect(keys.filter((key) => store.keyValues.get(key) !== undefined)).toEqual(keys.slice(1))
    expect(store.groups.search({ limit: 9, offset: 0 }).items.map((row) => row.accountId)).toEqual(['b'])
    expect(store.requests.list().map(({ id }) => id)).toEqual(['r-b'])
    expect(store.lines.list(a)).toEqual([])
    expect(store.outbox.list().map(({ id }) => id)).toEqual(['f-a', 'o-b', 'f-b'])
  })
})

describe('open channels', () => {
  test('a complete reading of dialogs replaces the last one, and the account’s unread follows', () => {
    const dialog = (chatId: string, unread: number) =>
      ({ accountId: a, chatId, status: 'waiting', title: chatId, unread }) as const
    temp.store.dialogs.replaceAll(a, [dialog('2', 1), dialog('1', 5)])
    expect(temp.store.dialogs.list(a).map(({ chatId }) => chatId)).toEqual(['2', '1'])
    temp.store.dialogs.upsert({ ...dialog('1', 0), title: 'Bob' })
    expect(temp.store.accounts.get(a)?.unread).toBe(1)
    expect(temp.store.dialogs.list(a)[1]?.title).toBe('Bob')
    temp.store.dialogs.replaceAll(a, [])
    expect(temp.store.accounts.get(a)?.unread).toBe(0)
  })
})
