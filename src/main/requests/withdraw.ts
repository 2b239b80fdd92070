// Taking a request of mine back, where the service can.
import type { JoinRequest } from '../../shared/contract/requests'
import { fail, ok, type Result } from '../../shared/contract/result'
import { guarded, guardedPort } from '../store/guarded'
import type { RequestsDeps } from './deps'
import type { Follow } from './follow'
import { presentRequest, type RequestsJournal } from './journal'
import { learn, targetOf } from './send'

interface WithdrawDeps extends RequestsDeps {
  readonly journal: RequestsJournal
  readonly follow: Follow
}

/** Withdraws once; what the service then says is what is shown. */
export async function withdraw(deps: WithdrawDeps, id: string): Promise<Result<JoinRequest>> {
  const { journal, follow } = deps
  const asked = deps.store.requests.get(id)
  if (asked === undefined) return fail('requests.notFound')
  const port = deps.accounts.portOf(asked.accountId, 'requests')
  if (!port.ok) return port
  // A reading between the question and its answer may have shown its end.
  if (asked.state !== 'pending') return fail('requests.invalidJoinRequest', 'user')
  if (!port.data.canWithdraw) return fail('requests.notWithdrawable', 'user')
  const withdrawn = await journal.whileChanging(id, () =>
    guardedPort(deps.log, () => port.data.withdraw(targetOf(asked))),
  )
  const record = deps.store.requests.get(id)
  if (!withdrawn.ok) {
    // It may be over, or the answer was lost: what the service says now is what is shown.
    if (record !== undefined) await follow.refresh(record)
    if (withdrawn.error.code === 'requests.invalidJoinRequest') noLongerWaiting(deps, id)
    return withdrawn
  }
  if (record?.state !== 'pending') return record === undefined ? fail('requests.notFound') : ok(presentRequest(record))
  const moved = guarded(deps.log, () => journal.move(record, { state: 'withdrawn' }))
  if (!moved.ok) return moved
  learn(deps, moved.data)
  return ok(presentRequest(moved.data))
}

/** The service refused because nothing waits there any more; that is surer than a reading, which may lag behind. */
function noLongerWaiting(deps: WithdrawDeps, id: string): void {
  const record = deps.store.requests.get(id)
  if (record?.state !== 'pending') return
  guarded(deps.log, () => deps.journal.move(record, { state: 'ended', reason: 'requests.ended' }))
}
