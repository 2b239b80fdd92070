// What a link or a group says about asking to join: the check before, and where a request stands after. Reads only.
import type { LinkPreview } from '../../../shared/contract/groups'
import type { RequestCheck } from '../../../shared/contract/requests'
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { JoinTarget, Logger, RequestStanding } from '../ports'
import type { Chat } from './chat'
import type { Convos } from './convos'
import { groupOf } from './group-views'
import type { JoinPreview, LinkPreviews } from './link-preview'
import type { ConvoView } from './views'

export interface ReadingDeps {
  readonly client: Chat
  readonly convos: Convos
  readonly previews: LinkPreviews
  readonly log: Logger
}

const REASONS = {
  disabled: 'linkDisabled',
  invalid: 'linkInvalid',
  unknown: 'notKnown',
  joined: 'alreadyMember',
  invited: 'invited',
  full: 'full',
  followedByOwnerOnly: 'followRequired',
  requested: 'alreadyRequested',
} as const satisfies Record<Exclude<LinkPreview['state'], 'open'>, RequestCheck['reason']>

export const withGroup = (groupId: string | undefined): { groupId?: string } =>
  groupId === undefined ? {} : { groupId }

function reasonOf({ preview, relation }: JoinPreview): RequestCheck['reason'] {
  if (preview.state === 'open') return undefined
  if (relation === 'owner') return relation
  return relation === 'requested' ? 'alreadyRequested' : REASONS[preview.state]
}

/** The check before asking, from a fresh preview. */
export function checkOf(read: JoinPreview): RequestCheck & { linkCode: string } {
  const { preview, relation } = read
  const reason = reasonOf(read)
  return {
    relation,
    joinRule: preview.joinRule,
    canRequest: preview.canRequest,
    takesMessage: false,
    linkCode: preview.code,
    ...withGroup(preview.convoId),
    ...(reason === undefined ? {} : { reason }),
    ...(preview.name === undefined ? {} : { groupName: preview.name }),
    ...(preview.ownerName === undefined ? {} : { deciders: [preview.ownerName] }),
  }
}

/** Where a preview says the request stands; `undefined` when it shows no trace of one. */
export function standingIn({ preview, relation }: JoinPreview): RequestStanding | undefined {
  const groupId = withGroup(preview.convoId)
  if (preview.state === 'joined' || preview.state === 'invited') return { standing: preview.state, ...groupId }
  return relation === 'requested' ? { standing: 'pending', ...groupId } : undefined
}

function inside(convo: ConvoView, client: Chat): RequestStanding['standing'] {
  if (convo.status === 'request') return 'invited'
  const me = client.did()
  const listed = me.ok && convo.members.some(({ did }) => did === me.data)
  return convo.status === 'accepted' || listed ? 'joined' : 'notKnown'
}

type Found = RequestStanding & { readonly convo?: ConvoView }

async function findById(convoId: string, { client, convos }: ReadingDeps): Promise<Result<Found>> {
  // Requests first: an approval between the two reads then shows as membership, never as "declined".
  const request = await convos.myRequest(convoId)
  if (!request.ok) return request
  if (request.data) return ok({ standing: 'pending', groupId: convoId })
  const convo = await convos.one(convoId)
  if (convo.ok) return ok({ standing: inside(convo.data, client), groupId: convoId, convo: convo.data })
  // Declined, withdrawn elsewhere, or the group is gone: the service tells none of it, only that nothing is there.
  return convo.error.code === 'groups.notFound' ? ok({ standing: 'none', groupId: convoId }) : convo
}

/**
 * Whether I am in a conversation, invited to it, or neither. Not whether I have asked: read my requests before this, so
 * that an approval between the two shows as membership.
 */
export async function standingWithin(
  convoId: string,
  { client, convos }: ReadingDeps,
): Promise<Result<RequestStanding['standing']>> {
  const convo = await convos.one(convoId)
  if (convo.ok) return ok(inside(convo.data, client))
  // Declined, withdrawn elsewhere, or the group is gone: the service tells none of it, only that nothing is there.
  return convo.error.code === 'groups.notFound' ? ok('none') : convo
}

/** Where my request to a conversation stands now. */
export async function standingById(convoId: string, deps: ReadingDeps): Promise<Result<RequestStanding>> {
  const found = await findById(convoId, deps)
  return found.ok ? ok({ standing: found.data.standing, groupId: convoId }) : found
}

async function standingByLink(link: string, deps: ReadingDeps): Promise<Result<RequestStanding>> {
  const read = await deps.previews.read(link)
  if (!read.ok) return read
  const found = standingIn(read.data)
  if (found) return ok(found)
  // A link that is gone names no group, and my request may live on without it.
  const { convoId } = read.data.preview
  return convoId === undefined ? ok({ standing: 'notKnown' }) : standingById(convoId, deps)
}

/** Where my request stands now; `notKnown` when only a dead link is left of it. */
export async function standingOf({ groupId, link }: JoinTarget, deps: ReadingDeps): Promise<Result<RequestStanding>> {
  if (groupId !== undefined) return standingById(groupId, deps)
  return link === undefined ? fail('requests.badLink', 'user') : standingByLink(link, deps)
}

/** The check for a group that is known by its conversation alone: without a link it can never be asked. */
export async function checkById(convoId: string, deps: ReadingDeps): Promise<Result<RequestCheck>> {
  const found = await findById(convoId, deps)
  if (!found.ok) return found
  const { standing, convo } = found.data
  const base = { joinRule: 'unknown', canRequest: false, takesMessage: false, groupId: convoId } as const
  switch (standing) {
    case 'pending':
      return ok({ ...base, relation: 'requested', joinRule: 'approval', reason: 'alreadyRequested' })
    case 'invited':
      return ok({ ...base, relation: 'invited', reason: 'invited' })
    case 'joined': {
      const me = deps.client.did()
      const group = convo && me.ok ? groupOf(convo, me.data, deps.log) : undefined
      if (!group) return ok({ ...base, relation: 'member', reason: 'alreadyMember' })
      const { relation, joinRule, name } = group
      return ok({
        ...base,
        relation,
        joinRule,
        groupName: name,
        reason: relation === 'owner' ? 'owner' : 'alreadyMember',
      })
    }
    case 'none':
    // The service never says it by itself.
    case 'declined':
      return fail('groups.notFound', 'never')
    case 'notKnown':
      return ok({ ...base, relation: 'none', reason: 'notKnown' })
  }
}
