// When the next network message can go to somebody: the one place that says so, for checks, pickers and lists alike.
import type { AccountId } from '../../shared/contract/common'
import type { MessageTarget } from '../../shared/contract/messages'
import { networkSlot, type NetworkSlot } from '../../shared/domain/network-slot'
import { messageTargetKey } from '../../shared/domain/target-key'
import type { Accounts } from '../networks/ports'
import type { Store } from '../store/open-store'

export interface SlotDeps {
  readonly store: Pick<Store, 'lines'>
  readonly accounts: Pick<Accounts, 'get'>
}

/**
 * The slot of a target at `at` (milliseconds), as far as what left through this app tells. Slots are kept per portal,
 * line and recipient: all accounts of a portal share them. `undefined` for targets that have none, and for accounts
 * that are gone.
 */
export function slotOf(
  { store, accounts }: SlotDeps,
  { accountId, target, at }: { readonly accountId: AccountId; readonly target: MessageTarget; readonly at: number },
): NetworkSlot | undefined {
  const host = accounts.get(accountId)?.host
  if (target.kind !== 'network' || host === undefined) return undefined
  const known = store.lines.slot({ host, lineCode: target.lineCode, userId: target.userId })
  const last = known === undefined ? {} : { lastSentAt: known.lastSentAt }
  return networkSlot({ ...last, unlimited: store.lines.unlimited(host), now: at })
}

/**
 * Whether a network message to the same person through the same line is in the outbox already and has not left: of the
 * two the portal takes the first. Not a reason to stop: that the portal knows no limit is found out by such a message.
 */
export function slotIsWaitedFor(
  { store, accounts }: { readonly store: Pick<Store, 'outbox'>; readonly accounts: Pick<Accounts, 'get'> },
  { host, target }: { readonly host: string; readonly target: MessageTarget },
): boolean {
  if (target.kind !== 'network') return false
  const key = messageTargetKey(target)
  return store.outbox
    .unfinished()
    .some((item) => item.targetKey === key && accounts.get(item.accountId as AccountId)?.host === host)
}
