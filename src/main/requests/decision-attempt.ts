// One attempt at one decision: commit, decide once, commit what came of it. A lost answer is never followed by a second
// attempt; a look tells what became of it.
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import { fail, type AppError, type Result } from '../../shared/contract/result'
import { isWaitingError } from '../../shared/domain/health'
import { retryDelayMs } from '../../shared/domain/outbox-machine'
import { isoAt } from '../../shared/domain/time'
import type { PortIncomingRequest, RequestsPort } from '../networks/ports'
import { logThrown } from '../store/guarded'
import type { RequestsDeps } from './deps'
import type { IncomingJournal } from './incoming-journal'

export interface DecisionDeps extends RequestsDeps {
  readonly journal: IncomingJournal
  /** A decision was carried out, or may have been. */
  readonly decided: (request: IncomingRequest) => void
}

/** Carries out a held decision. Everything up to the `deciding` commit happens before it first waits. */
export type Attempt = (held: IncomingRequest) => Promise<void>

/** Times a busy service is asked again by itself before the user is told. Being offline or locked out never counts. */
const MAX_TRIES = 5

export const LOST = { reason: 'requests.unknownOutcome' } as const

export function createAttempt(deps: DecisionDeps): Attempt {
  /** How often a decision could not leave. Counted anew after a restart. */
  const tries = new Map<string, number>()
  return async (held) => {
    const key = `${held.accountId} ${held.requestId}`
    const port = deps.accounts.portOf(held.accountId, 'requests')
    const deciding = deps.journal.move(held, 'deciding')
    deps.crashPoint('requests.afterDecidingCommit')
    const answer = port.ok ? await decideOnce(deps, port.data, deciding) : port
    deps.crashPoint('requests.afterDecideBeforeOutcome')
    // The account was removed meanwhile, and its requests with it.
    if (deps.store.incoming.get(held.accountId, held.requestId) === undefined) return
    if (!answer.ok) {
      const tried = (tries.get(key) ?? 0) + 1
      if (notSent(deps, deciding, { error: answer.error, tried }) === 'held') tries.set(key, tried)
      else tries.delete(key)
      return
    }
    tries.delete(key)
    const done = deps.journal.move(deciding, ...moveOf(deciding, answer.data))
    deps.crashPoint('requests.afterDecisionCommit')
    deps.decided(done)
  }
}

type Answer = Awaited<ReturnType<NonNullable<RequestsPort['decide']>>>
type Outcome = Extract<Answer, { readonly ok: true }>['data']

function moveOf(
  { decision }: IncomingRequest,
  { outcome, reason }: Outcome,
): [IncomingRequest['state'], Pick<IncomingRequest, 'reason'>] {
  switch (outcome) {
    case 'done':
      return [decision === 'approve' ? 'approved' : 'declined', { reason: undefined }]
    case 'unknown':
      return ['unknown', { reason: reason ?? LOST.reason }]
    case 'gone':
    case 'failed':
      return [outcome, { reason }]
  }
}

async function decideOnce(
  { log }: DecisionDeps,
  port: RequestsPort,
  request: IncomingRequest,
): Promise<Result<Outcome>> {
  if (port.decide === undefined) return fail('accounts.noPort')
  try {
    return await port.decide(toPort(request), request.decision === 'approve')
  } catch (error) {
    // Thrown is a bug of ours, but the decision may be on its way: only a look can tell.
    logThrown(log, error)
    return { ok: true, data: { outcome: 'unknown' } }
  }
}

/** It provably never left: held again where waiting is the cure, else failed. */
function notSent(
  { journal, clock }: DecisionDeps,
  request: IncomingRequest,
  { error, tried }: { readonly error: AppError; readonly tried: number },
): IncomingRequest['state'] {
  const { code: reason, retry } = error
  const again = isWaitingError(reason) || (retry === 'later' && tried < MAX_TRIES)
  if (!again) return journal.move(request, 'failed', { reason }).state
  return journal.move(request, 'held', { reason, heldUntil: isoAt(clock() + retryDelayMs(tried)) }).state
}

function toPort(request: IncomingRequest): PortIncomingRequest {
  const { requestId, groupId, groupName, userId, userName, userHandle, message, askedAt } = request
  return {
    requestId,
    groupId,
    groupName,
    userName,
    ...(userId === undefined ? {} : { userId }),
    ...(userHandle === undefined ? {} : { userHandle }),
    ...(message === undefined ? {} : { message }),
    ...(askedAt === undefined ? {} : { askedAt }),
  }
}
