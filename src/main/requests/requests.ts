// The requests capability: my asking to enter groups, journalled from the first click to its end.
import type { AccountId } from '../../shared/contract/common'
import type { HandlersOf, ParsedInputOf, RoutesOf } from '../../shared/contract/index'
import type { JoinRequest } from '../../shared/contract/requests'
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import { ok, type Result } from '../../shared/contract/result'
import { DECISION_SETTLE_MS } from '../../shared/domain/incoming-machine'
import { guarded } from '../store/guarded'
import { createBulk } from './bulk'
import { createBulkJournal } from './bulk-journal'
import { createDecisions, type Decisions } from './decisions'
import type { RequestsDeps } from './deps'
import { createFollow } from './follow'
import { requestsHandlers } from './handlers'
import { createIncomingJournal } from './incoming-journal'
import { endOpen } from './invitation'
import { createInvitations } from './invitations'
import { createRequestsJournal, presentRequest } from './journal'
import { look } from './look'
import { hasNewGroups } from './look-memory'
import { createNotices } from './notices'
import { createSend } from './send'
import { createTracker } from './tracker'

export interface RequestsCapability {
  readonly handlers: HandlersOf<RoutesOf<'requests'>>
  /** Puts right what a crash left and begins to follow what is open. */
  start(): void
  /** An account can be used again: what waits there is looked at. */
  wake(accountId?: AccountId): void
  /** Somebody looks at the window again. */
  watch(): void
  /** The account's groups were read: where one has become mine, who asks there is looked at soon. */
  groupsRead(accountId: AccountId): void
  /** I have left a group: open requests of mine to it are over. */
  left(accountId: AccountId, groupId: string): void
  stop(): Promise<void>
}

export function createRequests(deps: RequestsDeps): RequestsCapability {
  const parts = createParts(deps)
  const { journal, incomingJournal, send, follow, tracker, decisions, bulk, bulkJournal, invitations } = parts
  return {
    handlers: requestsHandlers({ ...deps, journal, incomingJournal, send, follow, tracker, bulk, invitations }),
    start() {
      follow.recover()
      bulkJournal.recover()
      incomingJournal.prune()
      decisions.start()
      tracker.start()
    },
    wake(accountId) {
      tracker.wake(accountId)
      decisions.wake(accountId)
    },
    watch() {
      // An app that runs for weeks must not keep old decisions until its next start.
      guarded(deps.log, incomingJournal.prune)
      tracker.pump()
    },
    groupsRead(accountId) {
      if (hasNewGroups(deps, accountId)) tracker.soon(accountId)
    },
    left(accountId, groupId) {
      guarded(deps.log, () => {
        endOpen({ ...deps, journal }, { accountId, groupId, relation: 'none' })
      })
    },
    async stop() {
      follow.stop()
      tracker.stop()
      bulk.stop()
      await decisions.stop()
    },
  }
}

function createParts(deps: RequestsDeps) {
  const bulkJournal = createBulkJournal(deps)
  const journal = createRequestsJournal(deps, (record) => {
    // The request is committed already, whatever becomes of this.
    guarded(deps.log, () => {
      bulkJournal.follow(presentRequest(record))
    })
  })
  const incomingJournal = createIncomingJournal(deps, () => {
    decisions.pump()
  })
  const notices = createNotices(deps)
  const invitations = createInvitations(deps)
  const told = { onMoved: notices.moved, onAsked: notices.asked }
  const follow = createFollow({ ...deps, ...told, journal })
  const tracker = createTracker({
    ...deps,
    lookAt: (options) => look({ ...deps, journal, incomingJournal, follow, invitations, ...told }, options),
  })
  const decided = ({ accountId, state }: IncomingRequest): void => {
    tracker.soon(accountId, state === 'unknown' ? DECISION_SETTLE_MS.unknown : undefined)
  }
  const decisions: Decisions = createDecisions({ ...deps, journal: incomingJournal, decided })
  const ask = createSend(deps, journal)
  const sendOne = async (input: ParsedInputOf<'requests.send'>): Promise<Result<JoinRequest>> => {
    const sent = await ask(input)
    if (!sent.ok) return sent
    if (sent.data.state === 'unknown') follow.settle(sent.data)
    return ok(presentRequest(sent.data))
  }
  const send = async (input: ParsedInputOf<'requests.send'>): Promise<Result<JoinRequest>> => {
    const sent = await sendOne(input)
    if (sent.ok) tracker.soon(input.accountId)
    return sent
  }
  // Many in a row are followed by the regular looks: one after each would take the budget from them.
  const bulk = createBulk({ ...deps, bulk: bulkJournal, send: sendOne })
  return { journal, incomingJournal, send, follow, tracker, decisions, bulk, bulkJournal, invitations }
}
