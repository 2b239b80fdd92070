// Would catch: what waits counted at another account, decided requests and sent messages counted as waiting, and an account
// without a number that hides its trouble.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { presentAccount } from './present'
import { accountId, accountRecord, group, outboxItem } from '../testing/records'
import { openTempStore, type TempStore } from '../testing/temp-store'
import { readWaiting } from './waiting'

const AT = '2026-01-10T00:00:00.000Z'
let temp: TempStore

beforeEach(() => {
  temp = openTempStore()
  temp.store.accounts.save(accountRecord('a', { label: 'Acme' }))
  temp.store.accounts.save(accountRecord('b', { label: 'Globex' }))
})
afterEach(() => {
  temp.dispose()
})

const asked = (account: string, requestId: string, state: 'waiting' | 'approved' = 'waiting'): void => {
  const names = { groupId: '7', groupName: 'Mine', userName: 'Ann' }
  temp.store.incoming.save({ accountId: accountId(account), requestId, ...names, state, updatedAt: AT })
}
const now = () =>
  readWaiting(
    temp.store,
    temp.store.accounts.list().map((account) => presentAccount(account, 0)),
  )

test('nothing waits', () => {
  expect(now()).toEqual({
    accounts: [
      { id: 'a', label: 'Acme', waiting: 0 },
      { id: 'b', label: 'Globex', waiting: 0 },
    ],
    waiting: 0,
    troubled: 0,
  })
})

test('people who ask, invitations and messages in trouble, each at its account', () => {
  asked('a', '1')
  asked('a', '2', 'approved')
  asked('b', '3')
  temp.store.invitations.replace(accountId('b'), [{ accountId: accountId('b'), groupId: '9' }])
  temp.store.outbox.insert(outboxItem('1', { state: 'failed' }))
  temp.store.outbox.insert(outboxItem('2', { state: 'sent' }))
  temp.store.outbox.insert(outboxItem('3', { state: 'queued', staleSince: AT }))
  temp.store.outbox.insert(outboxItem('4', { state: 'cancelled', staleSince: AT }))
  temp.store.outbox.insert(outboxItem('5', { state: 'needsDecision', accountId: accountId('b') }))
  const { accounts, waiting, troubled } = now()
  expect(accounts.map((account) => account.waiting)).toEqual([3, 3])
  expect([waiting, troubled]).toEqual([6, 3])
})

test('an invitation is counted once, whether its group is in the directory or not; an archived group invites nobody', () => {
  temp.store.groups.upsertPage(
    [
      group('a', '1', { relation: 'invited' }),
      group('a', '2', { relation: 'invited', archived: true }),
      group('a', '3', { relation: 'requested' }),
    ],
    1,
  )
  const a = accountId('a')
  temp.store.invitations.replace(a, [
    { accountId: a, groupId: '1' },
    { accountId: a, groupId: '77', name: 'Secret' },
  ])
  expect(now().accounts.map((account) => account.waiting)).toEqual([2, 0])
})

test('an account without a number: none in the total, but its messages in trouble are still told', () => {
  const silent = accountRecord('a').notifications
  temp.store.accounts.save(accountRecord('a', { notifications: { ...silent, badge: false } }))
  asked('a', '1')
  temp.store.outbox.insert(outboxItem('1', { state: 'failed' }))
  expect(now()).toMatchObject({ waiting: 0, troubled: 1 })
})
