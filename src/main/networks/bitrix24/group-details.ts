// One group with its people: from `workgroup.get`, or from the older methods where its scope is missing.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { JsonObject } from '../../../shared/contract/common'
import type { PortGroup, PortGroupDetails } from '../ports'
import { groupCommand, groupRow } from './group-row'
import { membersOf } from './group-members'
import { field, present, readGroup, readRoles } from './group-shapes'
import { asCount, asId, asIso, asList, asNumber, asObject, asText, clip, offsetOf } from './json'
import { failed, fallsBack, isNumericId } from './portal'
import type { Portal } from './portal'
import { batchLearning } from './undocumented'
import { canLeave } from './withdraw'

/** Reads one group, its members with their roles, names and pictures (the first 200). Errors: `groups.notFound`. */
export async function readGroupDetails(portal: Portal, groupId: string): Promise<Result<PortGroupDetails>> {
  if (!isNumericId(groupId)) return fail('groups.notFound')
  const answer = await batchLearning<string>(portal, {
    group: groupCommand(portal, groupId, 'details'),
    time: { method: 'server.time' },
    ...(portal.scopes.has('sonet_group')
      ? {
          roles: { method: 'sonet_group.user.groups' },
          members: { method: 'sonet_group.user.get', params: { ID: groupId } },
        }
      : {}),
  })
  if (!answer.ok) return failed(answer)
  const { group, roles, members, time } = answer.data
  if (fallsBack(portal, group)) return readGroupDetails(portal, groupId)
  const row = group === undefined ? fail('groups.notFound') : groupRow(group, groupId)
  if (!row.ok) return row
  const offset = time?.ok === true ? offsetOf(time.data) : 0
  const known = roles?.ok === true ? readRoles(roles.data) : new Map()
  const read = readGroup(row.data, { roles: known, offset, picture: portal.picture })
  if (read === undefined) return fail('groups.notFound')
  const people = await membersOf(portal, row.data, members)
  const moderators = people.filter(({ role }) => role === 'moderator').length
  return ok({
    ...read,
    ...present(more(row.data, read, offset)),
    members: people,
    moderatorCount: asCount(field(row.data, 'NUMBER_OF_MODERATORS')) || moderators,
    canLeave: (read.relation === 'member' || read.relation === 'moderator') && canLeave(portal, row.data),
    canEditLink: false,
    ...(portal.scopes.has('socialnetwork') ? {} : { pendingHidden: true }),
  })
}

/** What only a group's own page shows. Counters are for those who may decide. */
function more(row: JsonObject, { relation }: PortGroup, offset: number): Partial<OptionalDetails> {
  const tags = asList(field(row, 'TAGS')).flatMap((tag) => asText(tag)?.trim() || [])
  const counters = asObject(field(row, 'COUNTERS'))
  const runs = relation === 'owner' || relation === 'moderator'
  const counter = (name: string): number | undefined =>
    runs && asNumber(counters[name]) !== undefined ? asCount(counters[name]) : undefined
  return {
    tags: tags.length === 0 ? undefined : tags.map((tag) => clip(tag, 2000)),
    dialogId: dialogOf(row),
    startsAt: asIso(field(row, 'PROJECT_DATE_START'), offset),
    endsAt: asIso(field(row, 'PROJECT_DATE_FINISH'), offset),
    requestsIn: counter('workgroup_requests_in'),
    requestsOut: counter('workgroup_requests_out'),
  }
}

type Names = 'tags' | 'dialogId' | 'startsAt' | 'endsAt' | 'requestsIn' | 'requestsOut'
type OptionalDetails = { [K in Names]: PortGroupDetails[K] | undefined }

function dialogOf(row: JsonObject): string | undefined {
  const dialogId = asText(field(row, 'DIALOG_ID'))
  if (dialogId !== undefined && /^(?:chat|sg)[1-9]\d{0,14}$/.test(dialogId)) return dialogId
  const chatId = asId(field(row, 'CHAT_ID'))
  return chatId !== undefined && isNumericId(chatId) ? `chat${chatId}` : undefined
}
