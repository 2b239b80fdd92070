// What a look at everything that waits makes of others' requests in the journal: new ones, vanished ones, and those whose
// decision was in doubt.
import type { AccountId } from '../../shared/contract/common'
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import { moveBySight } from '../../shared/domain/incoming-machine'
import { isoAt } from '../../shared/domain/time'
import type { PortIncomingRequest } from '../networks/ports'
import type { RequestsDeps } from './deps'
import type { IncomingJournal, IncomingKey } from './incoming-journal'

interface SightDeps extends RequestsDeps {
  readonly journal: IncomingJournal
}

export interface Sight {
  readonly accountId: AccountId
  /** Everything that waits, as the service shows it. */
  readonly incoming: readonly PortIncomingRequest[]
  /** The groups it shows everything of; absent: all. Elsewhere nothing is taken as gone. */
  readonly covers?: readonly string[] | undefined
  /** When the look began, in milliseconds. */
  readonly beganAt: number
}

/** Brings the journal up to date with a complete look, in one step. Answers the requests that are new. */
export function applySight(deps: SightDeps, { accountId, incoming, covers, beganAt }: Sight): IncomingRequest[] {
  const known = new Map(
    deps.store.incoming.list({ accountIds: [accountId] }).map((request) => [request.requestId, request]),
  )
  const upsert: IncomingRequest[] = []
  const remove: IncomingKey[] = []
  const fresh: IncomingRequest[] = []
  const seen = new Map(incoming.map((shown) => [shown.requestId, shown]))
  for (const shown of seen.values()) {
    const before = known.get(shown.requestId)
    const facts = factsOf(deps, { ...shown, accountId }, before)
    if (before === undefined) {
      const request: IncomingRequest = { ...facts, state: 'waiting', updatedAt: isoAt(deps.clock()) }
      fresh.push(request)
      upsert.push(request)
      continue
    }
    const askedAnew = shown.askedAt !== undefined && before.askedAt !== undefined && shown.askedAt !== before.askedAt
    const to = moveBySight({ state: before.state, seen: true, ageMs: ageOf(before, beganAt), askedAnew })
    if (to !== undefined) {
      const again = deps.journal.moved({ ...before, ...facts }, to, { decision: undefined })
      if (before.state !== 'unknown') fresh.push(again)
      upsert.push(again)
    } else if (differs(before, facts)) upsert.push({ ...before, ...facts })
  }
  for (const before of known.values()) {
    if (seen.has(before.requestId) || covers?.includes(before.groupId) === false) continue
    const to = moveBySight({ state: before.state, seen: false, ageMs: ageOf(before, beganAt), askedAnew: false })
    if (to === undefined) continue
    // Nobody decided it here: there is nothing left to tell.
    if (before.decision === undefined) remove.push(before)
    else upsert.push(deps.journal.moved(before, to, before.state === 'unknown' ? { reason: before.reason } : {}))
  }
  deps.journal.commit({ upsert, remove })
  return fresh
}

type Shown = PortIncomingRequest & { readonly accountId: AccountId }
type Facts = Omit<IncomingRequest, 'state' | 'updatedAt' | 'decision' | 'heldUntil' | 'reason'>

function factsOf({ avatarKey, store }: SightDeps, shown: Shown, before: IncomingRequest | undefined): Facts {
  const { avatarUrl, groupName, accountId, ...rest } = shown
  const avatar = avatarUrl === undefined ? undefined : avatarKey(accountId, avatarUrl)
  const name = groupName ?? store.groups.get(accountId, shown.groupId)?.name ?? shown.groupId
  // A look that does not come to know the person gives a number instead of a name.
  const userName = shown.userName === `#${shown.userId ?? ''}` ? (before?.userName ?? shown.userName) : shown.userName
  return { ...rest, userName, accountId, groupName: name, ...(avatar === undefined ? {} : { avatar }) }
}

function ageOf(before: IncomingRequest, beganAt: number): number {
  return beganAt - Date.parse(before.updatedAt)
}

function differs(before: IncomingRequest, facts: Facts): boolean {
  return Object.entries(facts).some(([key, value]) => before[key as keyof Facts] !== value)
}
