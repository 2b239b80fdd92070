// Catches: a notification that opens the wrong request, or one in an account that is not looked at; counts that cry red
// for what waits on others.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { PayloadOf } from '../../shared/contract'
import { useAccounts } from '../features/accounts'
import { useIncoming, useInvitations, useRequests } from '../features/requests'
import { useSettings } from '../features/settings'
import { ok } from '../testing/contract'
import { setStage, use } from '../testing/stage'
import { account, accountId, APP_INFO, group, incomingRequest, joinRequest, SETTINGS } from '../testing/sample'
import type { IncomingRequest, JoinRequest } from '../testing/sample'
import { useCounts } from './use-counts'
import { useOpenRequest } from './use-open-request'

let end = (): void => undefined
afterEach(() => {
  end()
})

interface World {
  readonly active?: string
  readonly mine?: JoinRequest[]
  readonly asking?: IncomingRequest[]
}

async function world({ active = 'all', mine = [], asking = [] }: World) {
  const made = setStage({
    'settings.appInfo': () => ok(APP_INFO),
    'settings.get': () => ok({ ...SETTINGS, activeAccount: active as 'all' }),
    'settings.set': (patch) => ok({ ...SETTINGS, ...patch } as typeof SETTINGS),
    'accounts.list': () => ok([account('acme'), account('nord')]),
    'requests.list': () => ok(mine),
    'requests.incoming': () => ok(asking),
    'groups.search': () => ok({ items: [], total: 0 }),
  })
  await Promise.all([useSettings().start(), useAccounts().start(), useRequests().start(), useIncoming().start()])
  return made
}

async function opened(given: World, target: Omit<PayloadOf<'requests.open'>, 'revision'>) {
  const made = await world(given)
  ;({ end } = await use(made, useOpenRequest))
  made.fake.emit('requests.open', target)
  await flushPromises()
  return made
}

describe('useOpenRequest', () => {
  it('goes to exactly the request, and looks at its account where another one is looked at', async () => {
    const mine = [joinRequest('r1'), joinRequest('r2', { accountId: accountId('nord') })]
    const { router, fake } = await opened({ active: 'acme', mine }, { id: 'r2' })
    expect(router.currentRoute.value.name).toBe('requests')
    expect(useRequests().wanted).toBe('r2')
    expect(fake.inputs('settings.set')).toEqual([{ activeAccount: 'nord' }])
  })

  it.each(['all', 'acme'])('leaves the scope alone where it holds the request already: %s', async (active) => {
    const { fake } = await opened({ active, mine: [joinRequest('r1')] }, { id: 'r1' })
    expect(useRequests().wanted).toBe('r1')
    expect(fake.inputs('settings.set')).toEqual([])
  })

  it('reads the requests anew where it does not know the one', async () => {
    const made = await world({})
    ;({ end } = await use(made, useOpenRequest))
    made.fake.answer({ 'requests.list': () => ok([joinRequest('late')]) })
    made.fake.emit('requests.open', { id: 'late' })
    await flushPromises()
    expect(useRequests().wanted).toBe('late')
  })

  it('goes to the person who asks', async () => {
    const asking = [incomingRequest('7', { accountId: accountId('nord') })]
    const { fake } = await opened(
      { active: 'acme', asking },
      { incoming: { accountId: accountId('nord'), requestId: '7' } },
    )
    expect(useIncoming().wanted).toBe('nord:7')
    expect(fake.inputs('settings.set')).toEqual([{ activeAccount: 'nord' }])
  })

  it('only opens the list for one that has gone, and jumps to nothing later', async () => {
    const { router } = await opened({}, { incoming: { accountId: accountId('acme'), requestId: 'gone' } })
    expect(router.currentRoute.value.name).toBe('requests')
    expect(useIncoming().wanted).toBeUndefined()
  })
})

describe('the count of requests', () => {
  it('is an alert only for what waits for me, in the accounts in view', async () => {
    const mine = [joinRequest('r1'), joinRequest('r2', { state: 'joined' })]
    const asking = [incomingRequest('1'), incomingRequest('2', { state: 'approved' })]
    const made = await world({ active: 'acme', mine, asking })
    made.fake.answer({ 'groups.search': () => ok({ items: [group('5', { relation: 'invited' })], total: 1 }) })
    await useInvitations().start()
    const { value: counts, end: stop } = await use(made, useCounts)
    expect(counts.value.requests).toEqual({ count: 2, alert: true })
    made.fake.answer({ 'groups.search': () => ok({ items: [], total: 0 }), 'requests.incoming': () => ok([]) })
    await Promise.all([useInvitations().read(), useIncoming().refresh()])
    expect(counts.value.requests).toEqual({ count: 1, alert: false })
    stop()
  })
})
