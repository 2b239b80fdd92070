// Letting somebody into a group I run, or not: by the notification that asks for it, else by a method nobody documented.
// Decides once; what came of it is read.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { JsonValue } from '../../../shared/contract/common'
import type { PortIncomingRequest, RequestsPort } from '../ports'
import type { CallResult } from './client'
import { groupCommand, groupRow } from './group-row'
import { asId, asObjects, asText } from './json'
import { readMoreNotices } from './notice-pages'
import { NOTICES, didNothing, readNotices } from './notices'
import type { Notices, RequestNotice } from './notices'
import { SETTLE_MS, failed, fallsBack, isNumericId, settled } from './portal'
import type { Portal } from './portal'
import { batchLearning, forget, undocumented } from './undocumented'
import { waitingList } from './waiting'

type Decided = Awaited<ReturnType<NonNullable<RequestsPort['decide']>>>
type Outcome = Extract<Decided, { ok: true }>['data']

interface Target {
  readonly groupId: string
  readonly userId: string
}

/** How somebody's request stands; `undefined` = cannot be told. While there is a notification, `waits` is not false. */
interface Standing {
  readonly noticeId?: string | undefined
  readonly member: boolean | undefined
  readonly waits: boolean | undefined
}

/**
 * Approves or declines, by `im.notify.confirm`; where no notification asks for it, by `workgroup.acceptIncomingRequest`
 * or `rejectIncomingRequest` (undocumented). `failed` with `requests.answerElsewhere` where the portal has neither.
 * @see https://apidocs.bitrix24.com/api-reference/chats/notifications/im-notify-confirm.html
 */
export async function decide(portal: Portal, request: PortIncomingRequest, approve: boolean): Promise<Decided> {
  const { groupId, userId } = request
  if (userId === undefined || !isNumericId(userId) || !isNumericId(groupId)) return ok({ outcome: 'gone' })
  const target = { groupId, userId }
  const before = await readStanding(portal, target)
  if (!before.ok) return before
  if (isGone(before.data)) return ok({ outcome: 'gone' })
  const { noticeId } = before.data
  if (noticeId === undefined) return byMethod(portal, target, approve)
  const value = approve ? 'Y' : 'N'
  const asked = await portal.client.call('im.notify.confirm', { NOTIFY_ID: Number(noticeId), NOTIFY_VALUE: value })
  if (!asked.ok || !didNothing(asked)) return judge(portal, { target, approve, asked })
  const now = await readStanding(portal, target)
  if (!now.ok) return ok({ outcome: 'failed', reason: now.error.code })
  return now.data.waits === true ? byMethod(portal, target, approve) : ok({ outcome: 'gone' })
}

function isGone({ member, waits }: Standing): boolean {
  return member === true || waits === false
}

async function byMethod(portal: Portal, target: Target, approve: boolean): Promise<Decided> {
  const name = approve ? 'approve' : 'decline'
  const method = undocumented(portal, name)
  if (method === undefined) return ok({ outcome: 'failed', reason: 'requests.answerElsewhere' })
  const { groupId, userId } = target
  const asked = await portal.client.call(method, { groupId: Number(groupId), userIds: [Number(userId)] })
  if (!asked.ok && asked.error.code === 'bitrix24.methodNotFound') {
    forget(portal, name)
    return ok({ outcome: 'failed', reason: 'requests.answerElsewhere' })
  }
  return judge(portal, { target, approve, asked })
}

interface Asked {
  readonly target: Target
  readonly approve: boolean
  readonly asked: CallResult
}

/** What came of it. An answered text is no proof: the portal says "no rights" the same way. */
async function judge(portal: Portal, { target, approve, asked }: Asked): Promise<Decided> {
  if (!asked.ok && asked.outcome === 'notSent') return failed(asked)
  if (!asked.ok && asked.outcome === 'refused') return ok({ outcome: 'failed', reason: asked.error.code })
  if (!asked.ok) await portal.timers.sleep(SETTLE_MS)
  const after = await settled(
    portal,
    () => readStanding(portal, target),
    ({ member, waits }) => (approve ? member === true : waits === false),
  )
  return ok(outcomeOf(after.ok ? after.data : { member: undefined, waits: undefined }, approve, asked))
}

function outcomeOf({ member, waits, noticeId }: Standing, approve: boolean, asked: CallResult): Outcome {
  const unknown = { outcome: 'unknown', reason: 'requests.unknownOutcome' } as const
  if (member === true) return { outcome: approve ? 'done' : 'gone' }
  if (waits === true || noticeId !== undefined) {
    return asked.ok ? { outcome: 'failed', reason: 'bitrix24.refused' } : unknown
  }
  if (approve && member === false) return { outcome: 'gone' }
  return asked.ok || (!approve && waits === false) ? { outcome: 'done' } : unknown
}

async function readStanding(portal: Portal, target: Target): Promise<Result<Standing>> {
  const { groupId, userId } = target
  const newer = portal.scopes.has('socialnetwork')
  const answer = await batchLearning<string>(portal, {
    members: { method: 'sonet_group.user.get', params: { ID: groupId } },
    ...(portal.scopes.has('im') ? { notices: NOTICES } : {}),
    ...(newer ? { group: groupCommand(portal, groupId, 'waiting') } : {}),
  })
  if (!answer.ok) return failed(answer)
  const { members, notices, group } = answer.data
  if (fallsBack(portal, group)) return readStanding(portal, target)
  const read = notices?.ok === true ? await noticesUpTo(portal, target, notices.data) : undefined
  const notice = read && noticeOf(read, target)
  const row = group === undefined ? fail('groups.notFound') : groupRow(group, groupId)
  const list = row.ok ? waitingList(row.data) : undefined
  const listed = list?.people.some((person) => person.userId === userId)
  // Not listed means not waiting only where the list is whole; a group without a list leaves the notifications.
  const absent = list === undefined ? read?.complete === true : !list.mayBeMore
  return ok({
    noticeId: notice?.id,
    member: members?.ok === true ? isMember(members, userId) : undefined,
    waits: listed === true ? true : absent && notice === undefined ? false : undefined,
  })
}

function noticeOf({ requests }: Notices, { groupId, userId }: Target): RequestNotice | undefined {
  return requests.find((one) => one.groupId === groupId && one.userId === userId)
}

function noticesUpTo(portal: Portal, target: Target, answer: JsonValue): Promise<Notices> {
  const first = readNotices(answer, portal.userId)
  return readMoreNotices(portal, first, (read) => noticeOf(read, target) !== undefined)
}

function isMember(members: Extract<CallResult, { ok: true }>, userId: string): boolean {
  return asObjects(members.data).some((row) => asId(row['USER_ID']) === userId && asText(row['ROLE']) !== 'Z')
}
