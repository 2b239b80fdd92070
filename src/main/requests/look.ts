// One look at everything that waits on one account: my open requests, and others' requests to groups of mine. One poll
// where the network offers it, else one reading per open request. Never writes to a service.
import type { AccountId } from '../../shared/contract/common'
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import { ok, type Result } from '../../shared/contract/result'
import type { PollAnswer, RequestsPort } from '../networks/ports'
import { guarded, guardedPort } from '../store/guarded'
import type { JoinRequestRecord } from '../store/requests-repository'
import type { RequestsDeps } from './deps'
import type { Follow } from './follow'
import type { IncomingJournal } from './incoming-journal'
import type { Invitations } from './invitations'
import type { RequestsJournal } from './journal'
import { hasNewGroups, isNews, memoryOf, ownGroupsOf, remember, type Memory } from './look-memory'
import { targetOf } from './send'
import { applySight } from './sight'
import { applyStanding } from './standing'

export interface LookDeps extends RequestsDeps {
  readonly journal: RequestsJournal
  readonly incomingJournal: IncomingJournal
  readonly follow: Follow
  readonly invitations: Invitations
  /** A request of mine whose state a reading moved. */
  readonly onMoved: (request: JoinRequestRecord) => void
  /** Requests of others that were not there at the look before. */
  readonly onAsked: (requests: readonly IncomingRequest[]) => void
}

/** More groups of mine than one look is sure to cover: its turn must not begin anew each time. */
const MANY_GROUPS = 40

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
  const ownGroups = ownGroupsOf(deps, accountId)
  // A group that has become mine was not looked at so far: what changed since the last look is not all there is.
  const known = before !== undefined && !hasNewGroups(deps, accountId)
  const doubt = ownGroups.length <= MANY_GROUPS && inDoubt(deps, accountId)
  const cursor = complete || !known || doubt ? undefined : before.cursor
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
  const { accountId, port, beganAt, before } = seen
  const known = deps.store.sync.related(accountId)
  for (const [groupId, relation] of answer.relations) {
    const differs = (known.get(groupId) ?? 'none') !== relation
    if (differs) deps.relationLearnt({ accountId, groupId, relation, seenAt: beganAt })
  }
  if (answer.invitations !== undefined) deps.invitations.seen(accountId, answer.invitations, beganAt)
  for (const asked of seen.open) {
    const standing = answer.standings.get(asked.id)
    if (standing !== undefined) applyStanding(deps, { asked, standing, beganAt, canWithdraw: port.canWithdraw })
  }
  if (answer.incoming !== undefined) {
    const fresh = applySight(
      { ...deps, journal: deps.incomingJournal },
      { accountId, incoming: answer.incoming, covers: answer.incomingCovers, beganAt },
    )
    deps.onAsked(fresh.filter((request) => isNews(request, before)))
  }
  remember(deps, seen, answer)
}

/** A decision may or may not have arrived: only seeing everything can tell. */
function inDoubt(deps: LookDeps, accountId: AccountId): boolean {
  return deps.store.incoming.list({ accountIds: [accountId], states: ['unknown'] }).length > 0
}
