// One look at everything that waits on one account: my open requests, and others' requests to groups of mine. One poll
// where the network offers it, else one reading per open request. Never writes to a service.
import * as v from 'valibot'
import type { AccountId, JsonObject } from '../../shared/contract/common'
import { Json } from '../../shared/contract/common'
import type { IncomingRequest } from '../../shared/contract/requests'
import { ok, type Result } from '../../shared/contract/result'
import type { PollAnswer, RequestsPort } from '../networks/ports'
import { guarded, guardedPort } from '../store/guarded'
import type { JoinRequestRecord } from '../store/requests-repository'
import type { RequestsDeps } from './deps'
import type { Follow } from './follow'
import type { IncomingJournal } from './incoming-journal'
import type { RequestsJournal } from './journal'
import { targetOf } from './send'
import { applySight } from './sight'
import { applyStanding } from './standing'

export interface LookDeps extends RequestsDeps {
  readonly journal: RequestsJournal
  readonly incomingJournal: IncomingJournal
  readonly follow: Follow
  /** A request of mine whose state a reading moved. */
  readonly onMoved: (request: JoinRequestRecord) => void
  /** Requests of others that were not there at the look before. */
  readonly onAsked: (requests: readonly IncomingRequest[]) => void
}

/** What the last look left for the next one. */
const Memory = v.object({ cursor: v.optional(Json), ownGroups: v.array(v.string()) })
type Memory = v.InferOutput<typeof Memory>

/**
 * Looks once. `complete`: nothing is taken as known already.
 * @returns what kept the account from being read, `ok` otherwise
 */
export async function look(
  deps: LookDeps,
  { accountId, complete, signal }: { accountId: AccountId; complete: boolean; signal: AbortSignal },
): Promise<Result<void>> {
  const port = deps.accounts.portOf(accountId, 'requests')
  if (!port.ok) return port
  const open = deps.store.requests.list({ accountIds: [accountId], states: ['pending', 'unknown'] })
  if (port.data.poll === undefined) {
    for (const record of open) await deps.follow.refresh(record, 'unasked')
    return ok(undefined)
  }
  const before = memoryOf(deps, accountId)
  const ownGroups = deps.store.incoming.ownGroups(accountId)
  // A group that has become mine was not looked at so far: what changed since the last look is not all there is.
  const known = before !== undefined && !hasNewGroups(deps, accountId)
  const cursor = complete || !known || inDoubt(deps, accountId) ? undefined : before.cursor
  const beganAt = deps.clock()
  const requests = open.map((record) => ({ id: record.id, target: targetOf(record) }))
  const poll = port.data.poll.bind(port.data)
  const answer = await guardedPort(deps.log, () => poll({ requests, ownGroups, cursor }, signal))
  if (!answer.ok) {
    if (answer.error.retry === 'later') settleUnknown(deps, open)
    return answer
  }
  if (deps.accounts.get(accountId) === undefined) return ok(undefined)
  const seen: Seen = { accountId, port: port.data, open, beganAt, before, ownGroups }
  return guarded(deps.log, () => {
    apply(deps, seen, answer.data)
    settleUnknown(deps, open)
  })
}

/** A lost answer is not left in doubt until the next look: it is read as soon as a reading can be believed. */
function settleUnknown({ store, follow }: LookDeps, open: readonly JoinRequestRecord[]): void {
  for (const { id } of open) {
    const now = store.requests.get(id)
    if (now?.state === 'unknown') follow.settle(now)
  }
}

interface Seen {
  readonly accountId: AccountId
  readonly port: RequestsPort
  readonly open: readonly JoinRequestRecord[]
  readonly beganAt: number
  readonly before: Memory | undefined
  readonly ownGroups: readonly string[]
}

function apply(deps: LookDeps, seen: Seen, answer: PollAnswer): void {
  const { accountId, port, beganAt, before, ownGroups } = seen
  for (const [groupId, relation] of answer.relations) {
    deps.relationLearnt({ accountId, groupId, relation, seenAt: beganAt })
  }
  for (const asked of seen.open) {
    const standing = answer.standings.get(asked.id)
    if (standing !== undefined) applyStanding(deps, { asked, standing, beganAt, canWithdraw: port.canWithdraw })
  }
  if (answer.incoming !== undefined) {
    const fresh = applySight(
      { ...deps, journal: deps.incomingJournal },
      { accountId, incoming: answer.incoming, covers: answer.incomingCovers, beganAt },
    )
    // What already waited when a group was first looked at is no news.
    deps.onAsked(fresh.filter(({ groupId }) => before?.ownGroups.includes(groupId) === true))
  }
  const lookedAt = answer.incoming === undefined ? (before?.ownGroups ?? []) : ownGroups
  const memory: JsonObject = { ownGroups: [...lookedAt] }
  if (answer.cursor !== undefined) memory['cursor'] = answer.cursor
  deps.store.keyValues.set(memoryKey(accountId), memory)
}

/** Whether a group has become mine since the last look. */
export function hasNewGroups(deps: RequestsDeps, accountId: AccountId): boolean {
  const before = memoryOf(deps, accountId)?.ownGroups ?? []
  return deps.store.incoming.ownGroups(accountId).some((groupId) => !before.includes(groupId))
}

/** A decision may or may not have arrived: only seeing everything can tell. */
function inDoubt(deps: LookDeps, accountId: AccountId): boolean {
  return deps.store.incoming.list({ accountIds: [accountId], states: ['unknown'] }).length > 0
}

function memoryOf({ store }: RequestsDeps, accountId: AccountId): Memory | undefined {
  const stored = v.safeParse(Memory, store.keyValues.get(memoryKey(accountId)))
  return stored.success ? stored.output : undefined
}

function memoryKey(accountId: AccountId): string {
  return `requests.look.${accountId}`
}
