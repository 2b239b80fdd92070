// What one look leaves for the next: the network's own cursor, and which groups of mine have been looked at so far, so that
// what already waited there is not told as news.
import * as v from 'valibot'
import { Json, type AccountId, type JsonObject } from '../../shared/contract/common'
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import { msOf } from '../../shared/domain/time'
import type { PollAnswer } from '../networks/ports'
import type { RequestsDeps } from './deps'

const Memory = v.object({
  cursor: v.optional(Json),
  /** When the look began, in milliseconds. */
  at: v.number(),
  /** Groups of mine that it was asked about. */
  asked: v.array(v.string()),
  /** Groups of mine whose requests were seen to the last one, by it or by a look before. */
  covered: v.array(v.string()),
})
export type Memory = v.InferOutput<typeof Memory>

/** Clocks of services and of this machine differ. */
const SKEW_MS = 10 * 60_000

const keyOf = (accountId: AccountId): string => `requests.look.${accountId}`

/** Absent before the first look, and where what is stored cannot be read. */
export function memoryOf({ store }: Pick<RequestsDeps, 'store'>, accountId: AccountId): Memory | undefined {
  const stored = v.safeParse(Memory, store.keyValues.get(keyOf(accountId)))
  return stored.success ? stored.output : undefined
}

/** Ids of the groups whose requests I may decide: those I own or moderate. */
export function ownGroupsOf({ store }: Pick<RequestsDeps, 'store'>, accountId: AccountId): string[] {
  const related = [...store.sync.related(accountId)]
  return related.flatMap(([id, relation]) => (relation === 'owner' || relation === 'moderator' ? [id] : [])).sort()
}

/** Whether a group has become mine since the last look. */
export function hasNewGroups(deps: Pick<RequestsDeps, 'store'>, accountId: AccountId): boolean {
  const asked = memoryOf(deps, accountId)?.asked ?? []
  return ownGroupsOf(deps, accountId).some((groupId) => !asked.includes(groupId))
}

interface Looked {
  readonly accountId: AccountId
  readonly beganAt: number
  readonly ownGroups: readonly string[]
  readonly before: Memory | undefined
}

export function remember(deps: Pick<RequestsDeps, 'store'>, looked: Looked, answer: PollAnswer): void {
  const { accountId, beganAt, ownGroups, before } = looked
  const memory: JsonObject = { at: beganAt, asked: [...ownGroups], covered: coveredBy(answer, ownGroups, before) }
  if (answer.cursor !== undefined) memory['cursor'] = answer.cursor
  deps.store.keyValues.set(keyOf(accountId), memory)
}

function coveredBy(
  { incoming, incomingCovers }: PollAnswer,
  ownGroups: readonly string[],
  before: Memory | undefined,
): string[] {
  const earlier = before?.covered ?? []
  if (incoming === undefined) return earlier
  if (incomingCovers !== undefined) return [...new Set([...earlier, ...incomingCovers])]
  return [...new Set([...ownGroups, ...incoming.map(({ groupId }) => groupId)])]
}

/**
 * Whether a request not seen before is news: the group had been looked through before, or the request was made since the
 * last look. On the first look nothing is.
 */
export function isNews({ groupId, askedAt }: IncomingRequest, before: Memory | undefined): boolean {
  if (before === undefined) return false
  const made = msOf(askedAt)
  return before.covered.includes(groupId) || (made !== undefined && made >= before.at - SKEW_MS)
}
