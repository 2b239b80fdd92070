// Asking to join a group. The portal's method overwrites whatever relation there is, so everything is read first and
// nothing is ever sent twice.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { JsonObject } from '../../../shared/contract/common'
import type { RequestCheck } from '../../../shared/contract/requests'
import type { Relation } from '../../../shared/domain/states'
import type { JoinTarget, RequestOutcome, RequestsPort } from '../ports'
import { decide } from './decide'
import { field, joinRuleOf, ownerNameOf, present } from './group-shapes'
import { answerInvitation } from './invitations'
import { asFlag, asObject, asText, clip } from './json'
import { readMembership, standingOf } from './membership'
import type { Membership } from './membership'
import { poll } from './poll'
import { SETTLE_MS, failed, isNumericId } from './portal'
import type { Portal } from './portal'
import { undocumented } from './undocumented'
import { withdraw } from './withdraw'

const REASONS: Readonly<Partial<Record<Relation, RequestCheck['reason']>>> = {
  member: 'alreadyMember',
  moderator: 'moderator',
  owner: 'owner',
  requested: 'alreadyRequested',
  invited: 'invited',
  banned: 'banned',
}

/**
 * Requests to join, by `sonet_group.user.request`; requests of others and invitations, by notifications. Withdrawing
 * has no documented way: `canWithdraw` turns true when a reading finds the portal's undocumented one.
 * @see https://apidocs.bitrix24.com/api-reference/sonet-group/members/sonet-group-user-request.html
 */
export function createRequests(portal: Portal): RequestsPort {
  return {
    get canWithdraw() {
      return undocumented(portal, 'withdraw') !== undefined
    },
    async check(target) {
      const known = await readMembership(portal, target)
      return known.ok ? ok(judge(known.data)) : known
    },
    send: (target, message) => send(portal, target, message),
    async standing(target) {
      const known = await readMembership(portal, target)
      return known.ok ? ok(standingOf(known.data)) : known
    },
    withdraw: (target) => withdraw(portal, target),
    poll: (ask, signal) => poll(portal, ask, signal),
    answerInvitation: (groupId, accept) => answerInvitation(portal, groupId, accept),
    decide: (request, approve) => decide(portal, request, approve),
  }
}

/** One sentence's worth: whether I can ask, and if not, why; or what to know before. */
function judge({ groupId, relation, complete, row }: Membership): RequestCheck {
  const base = {
    relation,
    groupId,
    takesMessage: true,
    joinRule: row === undefined ? 'unknown' : joinRuleOf(row),
  } as const
  const refusal = REASONS[relation]
  const about = row === undefined ? {} : aboutGroup(row)
  if (refusal !== undefined) return { ...base, ...about, canRequest: false, reason: refusal }
  if (row === undefined) return { ...base, canRequest: false, reason: 'notVisible' }
  if (!takesRequests(row)) {
    return { ...base, ...about, canRequest: false, reason: base.joinRule === 'invite' ? 'inviteOnly' : 'cannotRequest' }
  }
  const warning = !complete ? 'notKnown' : asFlag(field(row, 'CLOSED')) ? 'archived' : undefined
  return { ...base, ...about, canRequest: true, ...(warning === undefined ? {} : { reason: warning }) }
}

/** Not one that is switched off (`ACTIVE`), nor one whose `ACTIONS` do not offer `JOIN`; absent facts do not refuse. */
function takesRequests(row: JsonObject): boolean {
  const told = [field(row, 'ACTIVE'), field(asObject(field(row, 'ACTIONS')), 'JOIN')]
  return told.every((fact) => fact === undefined || fact === null || asFlag(fact))
}

function aboutGroup(row: JsonObject): Pick<RequestCheck, 'groupName' | 'deciders'> {
  const name = asText(field(row, 'NAME'))
  const owner = ownerNameOf(row)
  return present({ groupName: name && clip(name, 2000), deciders: owner === undefined ? undefined : [owner] })
}

async function send(portal: Portal, target: JoinTarget, message: string | undefined): Promise<Result<RequestOutcome>> {
  const { groupId } = target
  if (groupId === undefined || !isNumericId(groupId)) return fail('groups.notFound')
  const text = message?.trim() ?? ''
  const params = { GROUP_ID: Number(groupId), ...(text === '' ? {} : { MESSAGE: text }) }
  const asked = await portal.client.call('sonet_group.user.request', params)
  if (!asked.ok && asked.outcome === 'notSent') return failed(asked)
  if (!asked.ok && asked.outcome === 'refused') return ok({ state: 'failed', reason: asked.error.code, groupId })
  if (!asked.ok) await portal.timers.sleep(SETTLE_MS)
  const known = await readMembership(portal, { groupId })
  return ok({ ...outcomeOf(known, asked.ok), groupId })
}

/**
 * The portal's `true` means "joined" as well as "request sent": what I am to the group now tells which. After a lost
 * answer only what can be seen counts.
 */
function outcomeOf(known: Result<Membership>, accepted: boolean): Omit<RequestOutcome, 'groupId'> {
  const standing = known.ok ? standingOf(known.data).standing : 'notKnown'
  if (standing === 'joined') return { state: 'joined' }
  if (standing === 'pending') return { state: 'pending' }
  if (accepted && standing === 'notKnown') return { state: 'pending' }
  return { state: 'unknown', reason: 'requests.unknownOutcome' }
}
