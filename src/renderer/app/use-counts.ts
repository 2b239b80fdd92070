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

export function useCounts(): ComputedRef<Readonly<Record<ViewName, ViewCount>>> {
  const requests = useRequests()
  const openlines = useOpenlines()
  const outbox = useOutbox()
  const scope = useScope()
  const needs = useNeeds()

  return computed(() => {
    const ids = new Set(scope.accounts.value.map(({ id }) => id))
    const mine = <T extends { accountId: Account['id'] }>(items: readonly T[]): T[] =>
      items.filter((item) => ids.has(item.accountId))
    const { unread, asksMe, troubled } = needs.of(ids)
    return {
      groups: NONE,
      requests: either(asksMe, mine(requests.items).filter(({ state }) => state === 'pending').length),
      openlines: either(unread, mine(openlines.items).filter(({ status }) => status === 'waiting').length),
      messages: NONE,
      outbox: either(troubled, mine(outbox.open).length - troubled),
      settings: NONE,
    }
  })
}
