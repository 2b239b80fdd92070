// Asking to join a group. The portal's method overwrites whatever relation there is, so everything is read first and
// nothing is ever sent twice.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { JsonObject } from '../../../shared/contract/common'
import type { RequestCheck } from '../../../shared/contract/requests'
import type { Relation } from '../../../shared/domain/states'
import type { JoinTarget, RequestOutcome, RequestStanding, RequestsPort } from '../ports'
import { groupCommand, groupRow } from './group-details'
import { field, joinRuleOf, ownRelation, ownerNameOf, present, readRoles } from './group-shapes'
import { asFlag, asObject, asText, clip } from './json'
import { failed, fallsBack, isNumericId } from './portal'
import type { Portal } from './portal'

/** Before looking what became of a request whose answer was lost: it may still be at work. */
const SETTLE_MS = 1_500

const REASONS: Readonly<Partial<Record<Relation, RequestCheck['reason']>>> = {
  member: 'alreadyMember',
  moderator: 'moderator',
  owner: 'owner',
  requested: 'alreadyRequested',
  invited: 'invited',
  banned: 'banned',
}

interface Known {
  readonly groupId: string
  readonly relation: Relation
  /** False without the scope `socialnetwork`: a pending request cannot be seen then. */
  readonly complete: boolean
  /** Absent where the group cannot be seen. */
  readonly row?: JsonObject
}

/**
 * Requests to join, by `sonet_group.user.request`. There is no documented way to withdraw one: `canWithdraw` is false.
 * @see https://apidocs.bitrix24.com/api-reference/sonet-group/members/sonet-group-user-request.html
 */
export function createRequests(portal: Portal): RequestsPort {
  return {
    canWithdraw: false,
    async check(target) {
      const known = await readKnown(portal, target)
      return known.ok ? ok(judge(known.data)) : known
    },
    send: (target, message) => send(portal, target, message),
    async standing(target) {
      const known = await readKnown(portal, target)
      return known.ok ? ok(standingOf(known.data)) : known
    },
    withdraw: () => Promise.resolve(fail('requests.notWithdrawable')),
  }
}

/** What I am to the group, in one request of two commands. */
async function readKnown(portal: Portal, { groupId, link }: JoinTarget): Promise<Result<Known>> {
  if (groupId === undefined) return fail(link === undefined ? 'groups.notFound' : 'requests.badLink', 'user')
  if (!isNumericId(groupId)) return fail('groups.notFound')
  const answer = await portal.client.batch({
    mine: { method: 'sonet_group.user.groups' },
    group: groupCommand(portal, groupId),
  })
  if (!answer.ok) return failed(answer)
  const { mine, group } = answer.data
  if (fallsBack(portal, group)) return readKnown(portal, { groupId })
  if (!mine.ok) return failed(mine)
  const role = readRoles(mine.data).get(groupId)
  const row = groupRow(group, groupId)
  if (!row.ok && row.error.code !== 'groups.notFound') return row
  const told = row.ok ? ownRelation(row.data) : undefined
  const complete = told !== undefined || (portal.scopes.has('socialnetwork') && row.ok)
  return ok({ groupId, relation: role ?? told ?? 'none', complete, ...(row.ok ? { row: row.data } : {}) })
}

function judge({ groupId, relation, complete, row }: Known): RequestCheck {
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
  const join = field(asObject(field(row, 'ACTIONS')), 'JOIN')
  if (join !== undefined && !asFlag(join)) {
    return { ...base, ...about, canRequest: false, reason: base.joinRule === 'invite' ? 'inviteOnly' : 'cannotRequest' }
  }
  const warning = !complete ? 'notKnown' : asFlag(field(row, 'CLOSED')) ? 'archived' : undefined
  return { ...base, ...about, canRequest: true, ...(warning === undefined ? {} : { reason: warning }) }
}

function aboutGroup(row: JsonObject): Pick<RequestCheck, 'groupName' | 'deciders'> {
  const name = asText(field(row, 'NAME'))
  const owner = ownerNameOf(row)
  return present({ groupName: name && clip(name, 2000), deciders: owner === undefined ? undefined : [owner] })
}

function standingOf({ groupId, relation, complete, row }: Known): RequestStanding {
  switch (relation) {
    case 'member':
    case 'moderator':
    case 'owner':
      return { standing: 'joined', groupId }
    case 'requested':
      return { standing: 'pending', groupId }
    case 'invited':
      return { standing: 'invited', groupId }
    case 'banned':
      return { standing: 'none', groupId }
    case 'none':
      return { standing: complete || row === undefined ? 'none' : 'notKnown', groupId }
  }
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
  const known = await readKnown(portal, target)
  return ok({ ...outcomeOf(known, asked.ok), groupId })
}

/**
 * The portal's `true` means "joined" as well as "request sent": what I am to the group now tells which. After a lost
 * answer only what can be seen counts.
 */
function outcomeOf(known: Result<Known>, accepted: boolean): Omit<RequestOutcome, 'groupId'> {
  const standing = known.ok ? standingOf(known.data).standing : 'notKnown'
  if (standing === 'joined') return { state: 'joined' }
  if (standing === 'pending') return { state: 'pending' }
  if (accepted && standing === 'notKnown') return { state: 'pending' }
  return { state: 'unknown', reason: 'requests.unknownOutcome' }
}
