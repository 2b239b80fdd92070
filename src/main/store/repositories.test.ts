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
        }),
      ),
      attempts: whole,
      heldUntil: maybe(iso),
      notBefore: maybe(iso),
      nextAttemptAt: maybe(iso),
      sentAt: maybe(iso),
      serverId: maybe(text),
      createdAt: iso,
      updatedAt: iso,
    })
    const given = fc.sample(anyItem, 30)
    for (const item of given) {
      temp.store.outbox.insert({ ...item, state: 'queued', attempts: 0, reason: undefined, evidence: undefined })
      temp.store.outbox.update(item)
      temp.store.outbox.saveAttempt(item.id, { attempt: 1, startedAt: item.createdAt })
      temp.store.outbox.saveAttempt(item.id, { attempt: 1, startedAt: item.createdAt, outcome: 'unknown', code: 'x' })
    }
    const store = temp.reopen()
    expect(store.outbox.list()).toEqual(given)
    expect(store.outbox.attempts(given[0]?.id ?? '')).toEqual([
      { attempt: 1, startedAt: given[0]?.createdAt, finishedAt: undefined, outcome: 'unknown', code: 'x' },
    ])
  })
})

describe('groups', () => {
  const names = (query: Parameters<typeof temp.store.groups.search>[0]): string[] =>
    temp.store.groups.search(query).items.map(({ name }) => name)
  const page = { limit: 50, offset: 0 }

  beforeEach(() => {
    temp.store.groups.upsertPage(
      [
        group('a', '1', { name: 'Ёлки и подарки', activeAt: '2026-01-03T00:00:00.000Z', memberCount: 9 }),
        group('a', '2', { name: 'Sales 100%', description: 'Отдел продаж', activeAt: '2026-01-05T00:00:00.000Z' }),
        group('a', '3', { name: 'Old', archived: true, keywords: 'архив' }),
        group('b', '4', { name: 'under_score', ownerName: 'Пётр Ёжиков', relation: 'member', kind: 'project' }),
      ],
      1,
    )
  })

  test('are found in any case, with е for ё, by name, description, keywords and owner', () => {
    expect(names({ text: 'ЕЛКИ', ...page })).toEqual(['Ёлки и подарки'])
    expect(names({ text: 'продаж ОТДЕЛ', ...page })).toEqual(['Sales 100%'])
    expect(names({ text: 'петр ежик', ...page })).toEqual(['under_score'])
    expect(names({ text: 'архив', includeArchived: true, ...page })).toEqual(['Old'])
    expect(names({ text: 'архив', ...page })).toEqual([])
  })

  test('signs that SQL gives a meaning are only signs', () => {
    expect(names({ text: '%', ...page })).toEqual(['Sales 100%'])
    expect(names({ text: '_', ...page })).toEqual(['under_score'])
    expect(names({ text: `'; DROP TABLE groups; --`, ...page })).toEqual([])
    expect(names(page)).toHaveLength(3)
  })

  test('a word does not match across the border of two fields', () => {
    temp.store.groups.upsertPage([group('a', '7', { name: 'foo', description: 'bar' })], 1)
    expect(names({ text: 'foobar', ...page })).toEqual([])
  })

  test('filters combine, and an empty list of accounts finds nothing', () => {
    expect(names({ accountIds: ['b'], ...page })).toEqual(['under_score'])
    expect(names({ relations: ['member'], kinds: ['project'], ...page })).toEqual(['under_score'])
    expect(names({ relations: ['member'], kinds: ['group'], ...page })).toEqual([])
    expect(names({ accountIds: [], ...page })).toEqual([])
  })

  test('sort orders: unknown activity last, names as read, most members first', () => {
    expect(names(page)).toEqual(['Sales 100%', 'Ёлки и подарки', 'under_score'])
    expect(names({ sort: 'name', ...page })).toEqual(['Sales 100%', 'under_score', 'Ёлки и подарки'])
    expect(names({ sort: 'members', ...page })[0]).toBe('Ёлки и подарки')
  })

  test('pages neither repeat nor skip, and the total does not depend on the page', () => {
    const many = Array.from({ length: 130 }, (_, n) => group('a', `m${String(n)}`, { name: 'same' }))
    temp.store.groups.upsertPage(many, 1)
    const seen = new Set<string>()
    for (let offset = 0; offset < 133; offset += 20) {
      const found = temp.store.groups.search({ limit: 20, offset })
      expect(found.total).toBe(133)
      for (const { groupId } of found.items) seen.add(groupId)
    }
    expect(seen.size).toBe(133)
  })

  test('only what an older reading saw is removed, and only of that account', () => {
    temp.store.groups.upsertPage([group('a', '1')], 2)
    temp.store.groups.removeUnseen(a, 2)
    expect(names({ includeArchived: true, sort: 'name', ...page })).toEqual(['Group 1', 'under_score'])
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
    store.accounts.remove(a)
    expect(store.groups.search({ limit: 9, offset: 0 }).items.map((row) => row.accountId)).toEqual(['b'])
    expect(store.requests.list().map(({ id }) => id)).toEqual(['r-b'])
    expect(store.lines.list(a)).toEqual([])
    expect(store.outbox.list().map(({ id }) => id)).toEqual(['f-a', 'o-b', 'f-b'])
  })
})

describe('open channels', () => {
  test('a line keeps its name when it is used without one, and the last used comes first', () => {
    const { lines } = temp.store
    lines.remember(a, { lineCode: 'x', name: 'Support' })
    lines.remember(a, { lineCode: 'y' })
    lines.remember(a, { lineCode: 'x', usedAt: '2026-01-01T00:00:00.000Z' })
    expect(lines.list(a)).toEqual([
      { lineCode: 'x', name: 'Support', lastUsedAt: '2026-01-01T00:00:00.000Z' },
      { lineCode: 'y', name: 'y', lastUsedAt: undefined },
    ])
  })

  test('a slot belongs to portal, line and recipient together', () => {
    const { lines } = temp.store
    const key = { host: 'portal.example', lineCode: 'x', userId: '1' }
    lines.recordSlot(key, { lastSentAt: '2026-01-01T00:00:00.000Z', unlimited: false })
    expect(lines.slot(key)).toEqual({ lastSentAt: '2026-01-01T00:00:00.000Z', unlimited: false })
    for (const other of [{ host: 'z' }, { lineCode: 'z' }, { userId: 'z' }]) {
      expect(lines.slot({ ...key, ...other })).toBeUndefined()
    }
  })

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
