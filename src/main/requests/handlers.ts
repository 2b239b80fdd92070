// The routes of the requests capability: thin, each with its part behind it.
import { answerAs } from '../../shared/contract/answer'
import type { HandlersOf, ParsedInputOf, RoutesOf } from '../../shared/contract/index'
import type { JoinRequest, RequestCheck } from '../../shared/contract/requests'
import { fail, ok, type Result } from '../../shared/contract/result'
import { joinTargetKey } from '../../shared/domain/target-key'
import type { Bulk } from './bulk'
import { decisionHandlers } from './decide'
import type { RequestsDeps } from './deps'
import type { Follow } from './follow'
import type { IncomingJournal } from './incoming-journal'
import { answerInvitation } from './invitation'
import type { Invitations } from './invitations'
import { presentRequest, type RequestsJournal } from './journal'
import { withOwnRequest } from './own-request'
import { targetOf } from './send'
import type { Tracker } from './tracker'
import { withdraw } from './withdraw'

interface HandlerDeps extends RequestsDeps {
  readonly journal: RequestsJournal
  readonly incomingJournal: IncomingJournal
  readonly send: (input: ParsedInputOf<'requests.send'>) => Promise<Result<JoinRequest>>
  readonly follow: Follow
  readonly tracker: Tracker
  readonly bulk: Bulk
  readonly invitations: Invitations
}

export function requestsHandlers(deps: HandlerDeps): HandlersOf<RoutesOf<'requests'>> {
  const { store, log, tracker } = deps
  const undeclared = (code: string): void => {
    log.error('a requests route answered with a code it does not declare', { code })
  }
  return {
    ...deps.bulk.handlers,
    ...decisionHandlers({ ...deps, journal: deps.incomingJournal }),
    'requests.check': async (input) => answerAs('requests.check', await check(deps, input), undeclared),
    'requests.send': async (input) => answerAs('requests.send', await deps.send(input), undeclared),
    'requests.list': ({ accountIds }) => ok(store.requests.list({ accountIds }).map(presentRequest)),
    'requests.refresh': async ({ id }) => (id === undefined ? ok(await refreshAll(deps)) : refreshOne(deps, id)),
    'requests.withdraw': async ({ id }) => answerAs('requests.withdraw', await withdraw(deps, id), undeclared),
    'requests.invitations': () => ok(deps.invitations.list()),
    'requests.answerInvitation': async (input) => {
      const answered = await answerInvitation(deps, input)
      tracker.soon(input.accountId)
      return answerAs('requests.answerInvitation', answered, undeclared)
    },
    'requests.incoming': async ({ accountIds, refresh }) => {
      if (refresh === true) await tracker.look(accountIds)
      return ok(store.incoming.list({ accountIds }))
    },
  }
}

/** Answers those that were open, as they are after the look. */
async function refreshAll({ store, tracker }: HandlerDeps): Promise<JoinRequest[]> {
  const open = store.requests.list({ states: ['pending', 'unknown'] })
  await tracker.look()
  return open.flatMap(({ id }) => store.requests.get(id) ?? []).map(presentRequest)
}

async function refreshOne(
  { store, follow }: HandlerDeps,
  id: string,
): Promise<Result<JoinRequest[], 'requests.notFound'>> {
  const record = store.requests.get(id)
  return record === undefined ? fail('requests.notFound') : ok([presentRequest(await follow.refresh(record))])
}

async function check(deps: RequestsDeps, input: ParsedInputOf<'requests.check'>): Promise<Result<RequestCheck>> {
  const port = deps.accounts.portOf(input.accountId, 'requests')
  if (!port.ok) return port
  if (joinTargetKey(input) === undefined) return fail('requests.badLink', 'user')
  const checked = await port.data.check(targetOf(input))
  if (!checked.ok) return checked
  const { linkCode: _code, ...shown } = checked.data
  return ok(withOwnRequest(deps.store, input.accountId, shown))
}
