// Answering a group's invitation to me, and what that makes of my own requests to it.
import type { AccountId } from '../../shared/contract/common'
import type { OutputOf, ParsedInputOf } from '../../shared/contract/index'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { Relation } from '../../shared/domain/states'
import { guarded, guardedPort } from '../store/guarded'
import type { RequestsDeps } from './deps'
import type { Invitations } from './invitations'
import type { RequestsJournal } from './journal'

interface InvitationDeps extends RequestsDeps {
  readonly journal: RequestsJournal
}

interface AnswerDeps extends InvitationDeps {
  readonly invitations: Invitations
}

/** Answers once. What the relation is afterwards is read back by the network, and kept. */
export async function answerInvitation(
  deps: AnswerDeps,
  { accountId, groupId, accept }: ParsedInputOf<'requests.answerInvitation'>,
): Promise<Result<OutputOf<'requests.answerInvitation'>>> {
  const found = deps.accounts.portOf(accountId, 'requests')
  if (!found.ok) return found
  const port = found.data
  const answer = port.answerInvitation?.bind(port)
  if (answer === undefined) return fail('accounts.noPort')
  const answered = await guardedPort(deps.log, () => answer(groupId, accept))
  const isOver = answered.ok || answered.error.code === 'requests.notInvited'
  if (isOver) guarded(deps.log, () => deps.invitations.over(accountId, groupId))
  if (!answered.ok) return answered
  const relation = answered.data
  deps.relationLearnt({ accountId, groupId, relation })
  guarded(deps.log, () => {
    endOpen(deps, { accountId, groupId, relation })
  })
  return ok({ relation })
}

interface Standing {
  readonly accountId: AccountId
  readonly groupId: string
  readonly relation: Relation
}

/** My open requests to a group, once my relation to it is known otherwise. */
export function endOpen(deps: InvitationDeps, { accountId, groupId, relation }: Standing): void {
  if (relation === 'requested') return
  const joined = relation === 'member' || relation === 'moderator' || relation === 'owner'
  for (const record of deps.store.requests.list({ accountIds: [accountId], states: ['pending', 'unknown'] })) {
    if (record.groupId !== groupId) continue
    if (joined) deps.journal.move(record, { state: 'joined' })
    else if (record.state === 'pending') deps.journal.move(record, { state: 'ended', reason: 'requests.ended' })
  }
}
