// What our own journal adds to a check where the service cannot tell whether a request is waiting.
import type { AccountId } from '../../shared/contract/common'
import type { RequestCheck } from '../../shared/contract/requests'
import type { Store } from '../store/open-store'

/**
 * Without the scope to see pending requests (`notKnown`) a request of ours that still waits stands in for the
 * service's answer: asking again would only notify everybody once more.
 */
export function withOwnRequest<C extends RequestCheck>(
  store: Pick<Store, 'requests'>,
  accountId: AccountId,
  check: C,
): C {
  const { groupId } = check
  if (check.reason !== 'notKnown' || groupId === undefined) return check
  const waiting = store.requests.list({ accountIds: [accountId], states: ['pending'] })
  if (!waiting.some((request) => request.groupId === groupId)) return check
  return { ...check, relation: 'requested', canRequest: false, reason: 'alreadyRequested' }
}
