// Catches: counts that cry red for what waits on others.
import { expect, it } from 'vitest'
import { useAccounts } from '../features/accounts'
import { useIncoming, useInvitations, useRequests } from '../features/requests'
import { useSettings } from '../features/settings'
import { ok } from '../testing/contract'
import { account, APP_INFO, group, incomingRequest, joinRequest, SETTINGS } from '../testing/sample'
import { setStage, use } from '../testing/stage'
import { useCounts } from './use-counts'

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
