// How many things wait in each view: what needs me is an alert, the rest is told quietly.
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import type { Account } from '../features/accounts'
import { useOpenlines } from '../features/openlines'
import { useOutbox } from '../features/outbox'
import { useRequests } from '../features/requests'
import type { ViewName } from './routes'
import { useNeeds } from './use-needs'
import { useScope } from './use-scope'

export interface ViewCount {
  readonly count: number
  readonly alert: boolean
}

const NONE: ViewCount = { count: 0, alert: false }
/** What needs me, or else what only waits. */
const either = (needing: number, waiting = 0): ViewCount =>
  needing > 0 ? { count: needing, alert: true } : { count: waiting, alert: false }

const idsOf = (accounts: readonly Account[]): ReadonlySet<Account['id']> => new Set(accounts.map(({ id }) => id))

export function useCounts(): ComputedRef<Readonly<Record<ViewName, ViewCount>>> {
  const requests = useRequests()
  const openlines = useOpenlines()
  const outbox = useOutbox()
  const scope = useScope()
  const needs = useNeeds()

  return computed(() => {
    const accounts = scope.accounts.value
    const ids = idsOf(accounts)
    const mine = <T extends { accountId: Account['id'] }>(items: readonly T[]): T[] =>
      items.filter((item) => ids.has(item.accountId))
    // What is unread stands in the view in which it is read.
    const inChannels = accounts.filter(({ ports }) => ports.includes('openlines'))
    const elsewhere = accounts.filter(({ ports }) => !ports.includes('openlines'))
    const { asksMe, troubled } = needs.of(ids)
    return {
      groups: NONE,
      requests: either(asksMe, mine(requests.items).filter(({ state }) => state === 'pending').length),
      openlines: either(
        needs.of(idsOf(inChannels)).unread,
        mine(openlines.items).filter(({ status }) => status === 'waiting').length,
      ),
      messages: either(needs.of(idsOf(elsewhere)).unread),
      outbox: either(troubled, mine(outbox.open).length - troubled),
      settings: NONE,
    }
  })
}
