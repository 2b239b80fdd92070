// The requests capability: my asking to enter groups, journalled from the first click to its end.
import { answerAs } from '../../shared/contract/answer'
import type { AccountId } from '../../shared/contract/common'
import type { HandlersOf, ParsedInputOf, RoutesOf } from '../../shared/contract/index'
import type { JoinRequest, RequestCheck } from '../../shared/contract/requests'
import { fail, ok, type Result } from '../../shared/contract/result'
import { joinTargetKey } from '../../shared/domain/target-key'
import { guarded, guardedPort } from '../store/guarded'
import type { RequestsDeps } from './deps'
import { createFollow, type Follow } from './follow'
import { createRequestsJournal, presentRequest, type RequestsJournal } from './journal'
import { withOwnRequest } from './own-request'
import { createSend, learn, targetOf } from './send'

export interface RequestsCapability {
  readonly handlers: HandlersOf<RoutesOf<'requests'>>
  /** Puts right what a crash left and begins to follow open requests. */
  start(): void
  /** An account can be used again: its open requests are read. */
  wake(accountId?: AccountId): void
  stop(): void
}

export function createRequests(deps: RequestsDeps): RequestsCapability {
  const { store, log } = deps
  const journal = createRequestsJournal(deps)
  const send = createSend(deps, journal)
  const follow = createFollow(deps, journal)
  const undeclared = (code: string): void => {
    log.error('a requests route answered with a code it does not declare', { code })
  }
  const inBackground = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      log.debug('following requests ended', { error: String(error) })
    })
  }
  return {
    handlers: {
      'requests.check': async (input) => answerAs('requests.check', await check(deps, input), undeclared),
      'requests.send': async (input) => {
        const sent = await send(input)
        if (sent.ok && sent.data.state === 'unknown') follow.settle(sent.data)
        return answerAs('requests.send', sent.ok ? ok(presentRequest(sent.data)) : sent, undeclared)
      },
      'requests.list': ({ accountIds }) => ok(store.requests.list({ accountIds }).map(presentRequest)),
      'requests.refresh': async ({ id }) => {
        if (id === undefined) return ok((await follow.refreshOpen()).map(presentRequest))
        const record = store.requests.get(id)
        return record === undefined ? fail('requests.notFound') : ok([presentRequest(await follow.refresh(record))])
      },
      'requests.withdraw': async ({ id }) =>
        answerAs('requests.withdraw', await withdraw(deps, { journal, follow, id }), undeclared),
    },
    start() {
      follow.recover()
      inBackground(follow.poll())
    },
    wake(accountId) {
      inBackground(follow.refreshOpen(accountId))
    },
    stop() {
      follow.stop()
    },
  }
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

interface Withdrawal {
  readonly journal: RequestsJournal
  readonly follow: Follow
  readonly id: string
}

async function withdraw(deps: RequestsDeps, { journal, follow, id }: Withdrawal): Promise<Result<JoinRequest>> {
  const asked = deps.store.requests.get(id)
  if (asked === undefined) return fail('requests.notFound')
  const port = deps.accounts.portOf(asked.accountId, 'requests')
  if (!port.ok) return port
  if (asked.state !== 'pending' || !port.data.canWithdraw) return fail('requests.notWithdrawable', 'user')
  const withdrawn = await guardedPort(deps.log, () => port.data.withdraw(targetOf(asked)))
  const record = deps.store.requests.get(id)
  if (!withdrawn.ok) {
    // It may be over, or the answer was lost: what the service says now is what is shown.
    if (record !== undefined) await follow.refresh(record)
    if (withdrawn.error.code === 'requests.invalidJoinRequest') noLongerWaiting(deps, journal, id)
    return withdrawn
  }
  if (record?.state !== 'pending') return record === undefined ? fail('requests.notFound') : ok(presentRequest(record))
  const moved = guarded(deps.log, () => journal.move(record, { state: 'withdrawn' }))
  if (!moved.ok) return moved
  learn(deps, moved.data)
  return ok(presentRequest(moved.data))
}

/** The service refused because nothing waits there any more; that is surer than a reading, which may lag behind. */
function noLongerWaiting(deps: RequestsDeps, journal: RequestsJournal, id: string): void {
  const record = deps.store.requests.get(id)
  if (record?.state !== 'pending') return
  guarded(deps.log, () => journal.move(record, { state: 'ended', reason: 'requests.ended' }))
}
