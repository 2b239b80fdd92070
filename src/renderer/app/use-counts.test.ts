// Catches: counts that cry red for what waits on others.
import { expect, it } from 'vitest'
import { useAccounts } from '../features/accounts'
import { useOutbox } from '../features/outbox'
import { useIncoming, useInvitations, useRequests } from '../features/requests'
import { useSettings } from '../features/settings'
import { ok } from '../testing/contract'
import { account, APP_INFO, group, incomingRequest, joinRequest, outboxItem, SETTINGS } from '../testing/sample'
import { setStage, use } from '../testing/stage'
import { useCounts } from './use-counts'
import { useNeeds } from './use-needs'

it('requests are an alert only for what waits for me, in the accounts in view', async () => {
  const made = setStage({
    'settings.appInfo': () => ok(APP_INFO),
    'settings.get': () => ok({ ...SETTINGS, activeAccount: account('acme').id }),
    'accounts.list': () => ok([account('acme'), account('nord')]),
    'requests.list': () => ok([joinRequest('r1'), joinRequest('r2', { state: 'joined' })]),
    'requests.incoming': () => ok([incomingRequest('1'), incomingRequest('2', { state: 'approved' })]),
    'groups.search': () => ok({ items: [group('5', { relation: 'invited' })], total: 1 }),
  })
  await Promise.all([useSettings().start(), useAccounts().start(), useRequests().start(), useIncoming().start()])
  await useInvitations().start()
  const { value: counts, end } = await use(made, useCounts)
  expect(counts.value.requests).toEqual({ count: 2, alert: true })
  made.fake.answer({ 'groups.search': () => ok({ items: [], total: 0 }), 'requests.incoming': () => ok([]) })
  await Promise.all([useInvitations().read(), useIncoming().refresh()])
  expect(counts.value.requests).toEqual({ count: 1, alert: false })
  end()
})

it('the red numbers of the views are together the number of the rail', async () => {
  const made = setStage({
    'settings.appInfo': () => ok(APP_INFO),
    'settings.get': () => ok({ ...SETTINGS, activeAccount: account('acme').id }),
    'accounts.list': () => ok([account('acme', { unread: 5 }), account('nord', { unread: 2 })]),
    'requests.incoming': () => ok([incomingRequest('1')]),
    'outbox.list': () => ok([outboxItem('m1', { state: 'failed' }), outboxItem('m2')]),
  })
  await Promise.all([useSettings().start(), useAccounts().start(), useIncoming().start(), useOutbox().start()])
  const { value, end } = await use(made, () => ({ counts: useCounts(), needs: useNeeds() }))
  const red = Object.values(value.counts.value).filter(({ alert }) => alert)
  expect(red.map(({ count }) => count)).toEqual([1, 5, 1])
  expect(value.needs.badge(account('acme').id)).toBe(7)
  end()
})
