// One group with its people and what I may do to it.
// https://docs.bsky.app/docs/api/chat-bsky-convo-get-convo, …-get-convo-members
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { Logger, PortGroup, PortGroupDetails } from '../ports'
import type { Chat } from './chat'
import { SHOWN_MEMBERS } from './config'
import type { Convos } from './convos'
import { faceOf, groupOf, kindOf, linkOf, nameOf, requestedGroup, type GroupKind } from './group-views'

export interface GroupDetailsDeps {
  readonly client: Chat
  readonly convos: Convos
  readonly log: Logger
}

type Rights = Omit<PortGroupDetails, keyof PortGroup | 'members'>

/** The owner leaves only a locked group, and alone knows how many wait. An invitation is declined, not left. */
function rightsIn(group: PortGroup, kind: GroupKind): Rights {
  const owner = group.relation === 'owner'
  const link = linkOf(kind.joinLink)
  return {
    canLeave: owner ? group.locked === true : group.relation === 'member',
    // A link whose rule we do not know would be changed into one we do.
    canEditLink: owner && !group.archived && (kind.joinLink === undefined || link !== undefined),
    ...(link === undefined ? {} : { joinLink: link }),
    ...(kind.joinRequestCount === undefined ? {} : { requestsIn: kind.joinRequestCount }),
  }
}

/** A group I only asked to join is hidden from `getConvo`; what is known of it stands in my requests. */
async function requested(groupId: string, { convos }: GroupDetailsDeps): Promise<Result<PortGroupDetails>> {
  const request = await convos.myRequest(groupId)
  if (!request.ok) return request
  if (!request.data) return fail('groups.notFound', 'never')
  const { owner } = request.data
  const members = owner ? [{ userId: owner.did, name: nameOf(owner), role: 'owner' as const, ...faceOf(owner) }] : []
  return ok({ ...requestedGroup(request.data), members, canLeave: false, canEditLink: false })
}

/** Reads one group; its first 200 members with them. Errors: `groups.notFound` and those of any call. */
export async function readGroupDetails(groupId: string, deps: GroupDetailsDeps): Promise<Result<PortGroupDetails>> {
  const { client, convos, log } = deps
  const me = client.did()
  if (!me.ok) return me
  const convo = await convos.one(groupId)
  if (!convo.ok) return convo.error.code === 'groups.notFound' ? requested(groupId, deps) : convo
  const group = groupOf(convo.data, me.data, log)
  const kind = kindOf(convo.data, log)
  if (!group || !kind) return fail('groups.notFound', 'never')
  const members = await convos.members(groupId, SHOWN_MEMBERS)
  return members.ok ? ok({ ...group, ...rightsIn(group, kind), members: members.data }) : members
}
