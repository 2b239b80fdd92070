// Invitations to groups that are in no list of groups: a secret group is seen by its members alone, and one that is new was
// not read yet. The directory shows the others.
import type { AccountId } from '../../shared/contract/common'
import type { Invitation } from '../../shared/contract/requests'
import type { PollAnswer } from '../networks/ports'
import type { RequestsDeps } from './deps'

export interface Invitations {
  /** Over all accounts. */
  list(): Invitation[]
  /** A look has seen these, and no others, wait for me. */
  seen(accountId: AccountId, invitations: NonNullable<PollAnswer['invitations']>, beganAt: number): void
  /** One was answered, or is gone. */
  over(accountId: AccountId, groupId: string): void
}

export function createInvitations({ store, emit, clock }: Pick<RequestsDeps, 'store' | 'emit' | 'clock'>): Invitations {
  /** A look that began before one was answered shows it still. */
  const overAt = new Map<string, number>()
  const keyOf = (accountId: AccountId, groupId: string): string => `${accountId} ${groupId}`
  const tell = (): void => {
    emit('requests.changed', { upsert: [], remove: [], invitations: store.invitations.outside() })
  }
  return {
    list: () => store.invitations.outside(),
    seen(accountId, invitations, beganAt) {
      const waiting = [...invitations]
        .filter(([groupId]) => (overAt.get(keyOf(accountId, groupId)) ?? -Infinity) < beganAt)
        .map(([groupId, { name }]): Invitation => {
          return name === undefined ? { accountId, groupId } : { accountId, groupId, name }
        })
        .sort((a, b) => (a.groupId < b.groupId ? -1 : 1))
      if (isSame(store.invitations.of(accountId), waiting)) return
      store.invitations.replace(accountId, waiting)
      tell()
    },
    over(accountId, groupId) {
      overAt.set(keyOf(accountId, groupId), clock())
      if (!store.invitations.of(accountId).some((one) => one.groupId === groupId)) return
      store.invitations.remove(accountId, groupId)
      tell()
    },
  }
}

function isSame(before: readonly Invitation[], now: readonly Invitation[]): boolean {
  if (before.length !== now.length) return false
  return before.every(({ groupId, name }, at) => groupId === now[at]?.groupId && name === now[at]?.name)
}
