import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OUTBOX_STATES } from '../../shared/domain/states'
import { accountId, outboxItem } from '../testing/records'
import { openTempStore, type TempStore } from '../testing/temp-store'
import type { OutboxPage } from './outbox-repository'
import type { OutboxRecord } from './outbox-rows'

let temp: TempStore

beforeEach(() => {
  temp = openTempStore()
})

afterEach(() => {
  temp.dispose()
})

const insert = (id: string, fields: Partial<OutboxRecord> = {}): void => {
  temp.store.outbox.insert(outboxItem(id, fields))
}
const ids = (page: OutboxPage): string[] => temp.store.outbox.list(page).map(({ id }) => id)

describe('searching', () => {
  beforeEach(() => {
    insert('1', { targetTitle: 'Отдел ПРОДАЖ', text: 'Счёт оплачен на 100%' })
    insert('2', { targetTitle: 'Ann Clark', text: 'Invoice_7 is PAID' })
    insert('3', { targetTitle: 'Ann Lee', text: 'see you\n  tomorrow', state: 'sent' })
  })

  test.each([
    ['продаж', ['1']],
    ['СЧЕТ', ['1']],
    ['оплачен отдел', ['1']],
    ['paid ann', ['2']],
    ['ann', ['2', '3']],
    ['you tomorrow', ['3']],
    ['  ', ['1', '2', '3']],
    ['100%', ['1']],
    ['%', ['1']],
    ['_', ['2']],
    ["'", []],
    ['ann nobody', []],
  ])('%j: every word, in any script, in whatever case, and no sign of it is a wildcard', (text, found) => {
    expect(ids({ text })).toEqual(found)
  })

  test('a word is not found across the end of the title', () => {
    expect(ids({ text: 'clarkinvoice' })).toEqual([])
  })

  test('narrows together with accounts, states and a target, and is counted the same way', () => {
    insert('4', { accountId: accountId('b'), targetTitle: 'Ann', staleSince: '2026-01-10T00:00:00.000Z' })
    expect(ids({ text: 'ann', states: ['queued'] })).toEqual(['2', '4'])
    expect(ids({ text: 'ann', accountIds: ['b'] })).toEqual(['4'])
    expect(ids({ target: { kind: 'dialog', dialogId: 'chat2' } })).toEqual([])
    expect([ids({ text: 'ann', stale: true }), ids({ text: 'ann', stale: false })]).toEqual([['4'], ['2', '3']])
    expect(temp.store.outbox.counts({ text: 'ann' })).toEqual({
      held: 0,
      queued: 2,
      sending: 0,
      sent: 1,
      failed: 0,
      needsDecision: 0,
      cancelled: 0,
      stale: 1,
    })
  })
})

test('pages follow each other without a gap, in either direction', () => {
  for (let number = 0; number < 25; number += 1) insert(String(number).padStart(2, '0'))
  const all = ids({})
  const paged = (newestFirst: boolean) => [0, 10, 20].flatMap((offset) => ids({ newestFirst, limit: 10, offset }))
  expect(paged(false)).toEqual(all)
  expect(paged(true)).toEqual(all.toReversed())
})

describe('what is unfinished', () => {
  const step = fc.record({
    what: fc.constantFrom('insert', 'update', 'rollback', 'reopen', 'remove'),
    id: fc.nat(7).map(String),
    state: fc.constantFrom(...OUTBOX_STATES),
    stale: fc.boolean(),
  })

  test('is in memory what it is on disk, in journal order, whatever was written or rolled back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const own = openTempStore()
        try {
          for (const { what, id, state, stale } of steps) {
            const record = outboxItem(id, { state, ...(stale ? { staleSince: '2026-01-10T00:00:00.000Z' } : {}) })
            const known = own.store.outbox.get(id) !== undefined
            if (what === 'reopen') own.reopen()
            if (what === 'remove') own.store.outbox.remove([id])
            if (what === 'insert' && !known) own.store.outbox.insert(record)
            if (what === 'update' && known) own.store.outbox.update(record)
            if (what === 'rollback') rolledBack(own, record, known)
            const now = own.store.outbox.unfinished().map((item) => [item.id, item.state, item.stale])
            const onDisk = own.store.outbox.list({ states: ['held', 'queued', 'sending'] })
            expect(now).toEqual(onDisk.map((item) => [item.id, item.state, item.staleSince !== undefined]))
          }
        } finally {
          own.dispose()
        }
      }),
      { numRuns: 30 },
    )
  })

  function rolledBack(own: TempStore, record: OutboxRecord, known: boolean): void {
    expect(() =>
      own.store.transaction(() => {
        if (known) own.store.outbox.update(record)
        else own.store.outbox.insert(record)
        throw new Error('no')
      }),
    ).toThrow('no')
  }
})

test('others sent to the same place since then are named, this one and older ones are not', () => {
  const sent = (id: string, fields: Partial<OutboxRecord> = {}): void => {
    insert(id, { state: 'sent', serverId: `s${id}`, sentAt: '2026-01-10T10:00:00.000Z', ...fields })
  }
  sent('1')
  sent('2', { sentAt: '2026-01-09T10:00:00.000Z' })
  sent('3', { targetKey: 'dialog:chat2' })
  sent('4', { accountId: accountId('b') })
  sent('5', { serverId: undefined })
  sent('6')
  expect(temp.store.outbox.otherServerIds(outboxItem('6'), '2026-01-10T00:00:00.000Z')).toEqual(['s1'])
})
