// Answering a group's invitation to me: by its notification where it is clear which one that is, else by a method nobody
// documented. Answers once; what I am to the group afterwards is read.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { Relation } from '../../../shared/domain/states'
import type { CallResult } from './client'
import { groupCommand } from './group-row'
import { field, readRoles } from './group-shapes'
import { invitationTo } from './invitation-match'
import { asText } from './json'
import { isIn, membershipIn } from './membership'
import type { Membership } from './membership'
import { readMoreNotices } from './notice-pages'
import { NOTICES, didNothing, readNotices } from './notices'
import type { Notices } from './notices'
import { SETTLE_MS, failed, fallsBack, isNumericId, settled } from './portal'
import type { Portal } from './portal'
import { pendingIn, relationsCommands } from './relations'
import { batchLearning, forget, undocumented } from './undocumented'

interface Invitation {
  readonly membership: Membership
  readonly noticeId?: string | undefined
  /** I am invited: the group says so, or the list of my relations. */
  readonly shown: boolean
  /** I may be invited although neither does: the group is secret, or what would tell cannot be read. */
  readonly unclear: boolean
}

/**
 * Accepts or declines. Errors: `requests.notInvited`; `requests.answerElsewhere` where I am or may be invited, but it is
 * not clear by which notification, and the portal has no other way; `requests.unknownOutcome`; `groups.notFound`.
 * @see https://apidocs.bitrix24.com/api-reference/chats/notifications/im-notify-confirm.html
 */
export async function answerInvitation(portal: Portal, groupId: string, accept: boolean): Promise<Result<Relation>> {
  if (!isNumericId(groupId)) return fail('groups.notFound')
  const before = await readInvitation(portal, groupId)
  if (!before.ok) return before
  const { membership, noticeId, shown, unclear } = before.data
  if (isIn(membership)) return accept ? ok(membership.relation) : fail('requests.notInvited')
  if (!shown && (noticeId === undefined || !unclear)) return noInvitation(before.data)
  const asked = await answerOnce(portal, { groupId, accept, noticeId })
  if (asked === 'noWay') return fail('requests.answerElsewhere', 'user')
  if (!asked.ok && asked.outcome !== 'unknown') return failed(asked)
  if (!asked.ok) await portal.timers.sleep(SETTLE_MS)
  const wanted = accept ? (now: Invitation) => isIn(now.membership) : isOver
  const after = await settled(portal, () => readInvitation(portal, groupId), wanted)
  if (after.ok && wanted(after.data)) return ok(after.data.membership.relation)
  if (!after.ok || !asked.ok) return fail('requests.unknownOutcome', 'user')
  if (isOver(after.data) || isIn(after.data.membership)) return fail('requests.notInvited')
  return didNothing(asked) ? fail('requests.answerElsewhere', 'user') : fail('bitrix24.refused')
}

function isOver({ membership, shown, noticeId }: Invitation): boolean {
  return !isIn(membership) && !shown && noticeId === undefined
}

function noInvitation({ membership, unclear }: Invitation): Result<never> {
  if (unclear) return fail('requests.answerElsewhere', 'user')
  return fail(membership.row === undefined ? 'groups.notFound' : 'requests.notInvited')
}

async function readInvitation(portal: Portal, groupId: string): Promise<Result<Invitation>> {
  const knowsList = undocumented(portal, 'relations') !== undefined
  const answer = await batchLearning<string>(portal, {
    mine: { method: 'sonet_group.user.groups' },
    group: groupCommand(portal, groupId),
    ...(portal.scopes.has('im') ? { notices: NOTICES } : {}),
    ...relationsCommands(portal),
  })
  if (!answer.ok) return failed(answer)
  const { mine, group, notices } = answer.data
  if (fallsBack(portal, group)) return readInvitation(portal, groupId)
  // The portal may have turned out just now to have the list that tells notifications apart.
  if (!knowsList && undocumented(portal, 'relations') !== undefined) return readInvitation(portal, groupId)
  if (mine?.ok !== true) return mine === undefined ? fail('groups.notFound') : failed(mine)
  if (group === undefined) return fail('groups.notFound')
  const pending = pendingIn(portal, answer.data)
  const membership = membershipIn(portal, { groupId, roles: readRoles(mine.data), group, pending })
  if (!membership.ok) return membership
  const first = notices?.ok === true ? readNotices(notices.data, portal.userId) : undefined
  const sure = pending.find((one) => one.groupId === groupId && one.relation === 'invited')
  const isFound = ({ invitations }: Notices): boolean =>
    sure !== undefined && invitations.some(({ relationId }) => relationId === sure.relationId)
  const read = first && (await readMoreNotices(portal, first, isFound))
  const name = membership.data.row && asText(field(membership.data.row, 'NAME'))
  const notice = read && invitationTo({ groupId, name }, read, pending)
  const { relation, complete, row } = membership.data
  const mayBe = read === undefined ? row !== undefined : read.invitations.length > 0 || !read.complete
  return ok({
    membership: membership.data,
    noticeId: notice?.id,
    shown: relation === 'invited',
    unclear: (row === undefined || !complete) && mayBe,
  })
}

interface Answering {
  readonly groupId: string
  readonly accept: boolean
  readonly noticeId: string | undefined
}

/** A notification that is gone did nothing: then the other way is free. */
async function answerOnce(portal: Portal, { groupId, accept, noticeId }: Answering): Promise<CallResult | 'noWay'> {
  let gone: CallResult | undefined
  if (noticeId !== undefined) {
    const params = { NOTIFY_ID: Number(noticeId), NOTIFY_VALUE: accept ? 'Y' : 'N' }
    const asked = await portal.client.call('im.notify.confirm', params)
    if (!asked.ok || !didNothing(asked)) return asked
    gone = asked
  }
  const name = accept ? 'acceptInvitation' : 'declineInvitation'
  const method = undocumented(portal, name)
  if (method === undefined) return gone ?? 'noWay'
  const asked = await portal.client.call(method, { groupId: Number(groupId) })
  if (asked.ok || asked.error.code !== 'bitrix24.methodNotFound') return asked
  forget(portal, name)
  return gone ?? 'noWay'
}
