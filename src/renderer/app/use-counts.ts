// How many things wait in each view: what needs me is an alert, the rest is told quietly.
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useOpenlines } from '../features/openlines'
import { useOutbox } from '../features/outbox'
import { useIncoming, useInvitations, useRequests } from '../features/requests'
import type { ViewName } from './routes'
import { useScope } from './use-scope'

export interface ViewCount {
  readonly count: number
  readonly alert: boolean
}

export function useCounts(): ComputedRef<Readonly<Record<ViewName, ViewCount>>> {
  const requests = useRequests()
  const incoming = useIncoming()
  const invitations = useInvitations()
  const openlines = useOpenlines()
  const outbox = useOutbox()
  const scope = useScope()

  return computed(() => {
    const ids = new Set(scope.accounts.value.map((account) => account.id))
    const mine = <T extends { accountId: (typeof scope.accounts.value)[number]['id'] }>(items: readonly T[]): T[] =>
      items.filter((item) => ids.has(item.accountId))
    const troubled = mine(outbox.needing).length
    const moving = mine(outbox.open).length - troubled
    const asksMe = mine(incoming.waiting).length + mine(invitations.items).length
    const asked = mine(requests.items).filter(({ state }) => state === 'pending').length
    return {
      groups: { count: 0, alert: false },
      requests: asksMe ? { count: asksMe, alert: true } : { count: asked, alert: false },
      openlines: { count: mine(openlines.items).filter(({ status }) => status === 'waiting').length, alert: false },
      messages: { count: 0, alert: false },
      outbox: troubled ? { count: troubled, alert: true } : { count: moving, alert: false },
      settings: { count: 0, alert: false },
    }
  })
}
