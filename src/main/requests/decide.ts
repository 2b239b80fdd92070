// What the user may do with others' requests: decide one or many, and take a decision back within the undo window.
import type { HandlersOf, ParsedInputOf } from '../../shared/contract/index'
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import { fail, ok, type Result } from '../../shared/contract/result'
import { canDecide } from '../../shared/domain/incoming-machine'
import { isoAt } from '../../shared/domain/time'
import { guarded } from '../store/guarded'
import type { RequestsDeps } from './deps'
import type { IncomingJournal, IncomingKey } from './incoming-journal'

interface DecideDeps extends RequestsDeps {
  readonly journal: IncomingJournal
}

type DecisionHandlers = HandlersOf<'requests.decide' | 'requests.decideMany' | 'requests.undoDecision'>
type Order = Pick<ParsedInputOf<'requests.decideMany'>, 'items' | 'approve' | 'holdSeconds'>
type Decided = Result<
  IncomingRequest[],
  'accounts.notFound' | 'accounts.noPort' | 'requests.notFound' | 'requests.decided' | 'store.failed'
>

export function decisionHandlers(deps: DecideDeps): DecisionHandlers {
  return {
    'requests.decide': ({ accountId, requestId, ...order }) => {
      const decided = decideAll(deps, { ...order, items: [{ accountId, requestId }] })
      if (!decided.ok) return decided
      const [request] = decided.data
      return request === undefined ? fail('requests.notFound') : ok(request)
    },
    'requests.decideMany': (order) => decideAll(deps, order),
    'requests.undoDecision': ({ items }) => undo(deps, items),
  }
}

/**
 * Puts the decision on hold for everything that can be decided; the rest is answered as it stands. Fails when there is
 * nothing to decide.
 */
function decideAll(deps: DecideDeps, { items, approve, holdSeconds }: Order): Decided {
  const found = distinct(items).flatMap((key) => deps.store.incoming.get(key.accountId, key.requestId) ?? [])
  if (found.length === 0) return missing(deps, items)
  const decidable = found.filter(({ state }) => canDecide(state))
  if (decidable.length === 0) return fail('requests.decided', 'user')
  for (const accountId of new Set(decidable.map((request) => request.accountId))) {
    const port = deps.accounts.portOf(accountId, 'requests')
    if (!port.ok) return port
    if (port.data.decide === undefined) return fail('accounts.noPort')
  }
  const heldUntil = isoAt(deps.clock() + (holdSeconds ?? deps.holdSeconds()) * 1_000)
  const decision = approve ? 'approve' : 'decline'
  const done = guarded(deps.log, () => {
    deps.journal.commit({ upsert: decidable.map((one) => deps.journal.moved(one, 'held', { decision, heldUntil })) })
  })
  return done.ok ? ok(asTheyAre(deps, found)) : done
}

function missing(deps: DecideDeps, items: readonly IncomingKey[]): Decided {
  const known = items.some(({ accountId }) => deps.accounts.get(accountId) !== undefined)
  return fail(known ? 'requests.notFound' : 'accounts.notFound')
}

function undo(deps: DecideDeps, items: readonly IncomingKey[]): Result<IncomingRequest[], 'store.failed'> {
  const found = distinct(items).flatMap((key) => deps.store.incoming.get(key.accountId, key.requestId) ?? [])
  const held = found.filter(({ state }) => state === 'held')
  const done = guarded(deps.log, () => {
    deps.journal.commit({ upsert: held.map((one) => deps.journal.moved(one, 'waiting', { decision: undefined })) })
  })
  return done.ok ? ok(asTheyAre(deps, found)) : done
}

function asTheyAre(deps: DecideDeps, requests: readonly IncomingRequest[]): IncomingRequest[] {
  return requests.flatMap(({ accountId, requestId }) => deps.store.incoming.get(accountId, requestId) ?? [])
}

function distinct(items: readonly IncomingKey[]): IncomingKey[] {
  return [...new Map(items.map((item) => [`${item.accountId} ${item.requestId}`, item])).values()]
}
