// Turns the chat service's views into our groups. Every value from an open list has a default branch.
import type { JoinLink } from '../../../shared/contract/groups'
import type { JoinRule, Relation } from '../../../shared/domain/states'
import type { Logger, PortGroup, PortGroupDetails } from '../ports'
import { JOIN_LINK_BASE } from './config'
import { GROUP_CONVO, GroupConvo, readView, typeOf, type ConvoView, type JoinRequestConvo, type Profile } from './views'
import type * as v from 'valibot'

export type Member = PortGroupDetails['members'][number]
export type GroupKind = v.InferOutput<typeof GroupConvo>

const GROUP_MEMBER = 'chat.bsky.actor.defs#groupConvoMember'

export const nameOf = (profile: Pick<Profile, 'displayName' | 'handle' | 'did'>): string =>
  profile.displayName || profile.handle || profile.did

const isOwner = (profile: Profile): boolean => profile.kind?.$type === GROUP_MEMBER && profile.kind.role === 'owner'

/** `anyone` and `followedByOwner` are the rules known today. */
export function joinRuleOf(joinRule: string, requireApproval: boolean): JoinRule {
  switch (joinRule) {
    case 'followedByOwner':
      return 'followedByOwner'
    case 'anyone':
      return requireApproval ? 'approval' : 'open'
    default:
      return 'unknown'
  }
}

function ruleOf(group: GroupKind): JoinRule {
  const { joinLink } = group
  if (!joinLink || joinLink.enabledStatus === 'disabled') return 'invite'
  return joinRuleOf(joinLink.joinRule, joinLink.requireApproval)
}

/** What I am to a conversation I can see: I may be missing from `members`, which lists only a few. */
export function relationOf(convo: ConvoView, ownerOnlyFields: boolean, me: string): Relation {
  if (convo.status === 'request') return 'invited'
  if (ownerOnlyFields || convo.members.some((member) => member.did === me && isOwner(member))) return 'owner'
  return 'member'
}

/** What makes a conversation a group; `undefined` for direct conversations and kinds we do not know. */
export function kindOf(convo: ConvoView, log: Logger): GroupKind | undefined {
  return typeOf(convo.kind) === GROUP_CONVO ? readView(GroupConvo, convo.kind, log) : undefined
}

/** A join link; `undefined` where there is none, or one of a rule we do not know and could only misstate. */
export function linkOf(link: GroupKind['joinLink']): JoinLink | undefined {
  if (!link || link.code === '') return undefined
  const { code, enabledStatus, requireApproval, joinRule, createdAt } = link
  if (joinRule !== 'anyone' && joinRule !== 'followedByOwner') return undefined
  return {
    code,
    url: `${JOIN_LINK_BASE}${encodeURIComponent(code)}`,
    enabled: enabledStatus !== 'disabled',
    requireApproval,
    joinRule,
    ...(createdAt === undefined ? {} : { createdAt }),
  }
}

/** A group I am in or invited to; `undefined` for direct conversations and kinds we do not know. */
export function groupOf(convo: ConvoView, me: string, log: Logger): PortGroup | undefined {
  const group = kindOf(convo, log)
  if (!group) return undefined
  const owner = convo.members.find(isOwner)
  const activeAt = convo.lastMessage?.sentAt
  return {
    groupId: convo.id,
    name: group.name,
    relation: relationOf(convo, group.joinRequestCount !== undefined, me),
    kind: 'bluesky',
    joinRule: ruleOf(group),
    memberCount: group.memberCount ?? convo.members.length,
    // Locked for good: it can be read, and nothing will ever happen in it again.
    archived: group.lockStatus === 'locked-permanently',
    locked: group.lockStatus !== 'unlocked' && group.lockStatus !== '',
    ...(group.memberLimit === undefined ? {} : { memberLimit: group.memberLimit }),
    ...(owner ? { ownerName: nameOf(owner) } : {}),
    ...(group.createdAt === undefined ? {} : { createdAt: group.createdAt }),
    ...(activeAt === undefined ? {} : { activeAt }),
  }
}

/** A group I have asked to join. Only links with approval leave a request behind. */
export function requestedGroup(request: JoinRequestConvo): PortGroup {
  return {
    groupId: request.convoId,
    name: request.name,
    relation: 'requested',
    kind: 'bluesky',
    joinRule: 'approval',
    memberCount: request.memberCount ?? 0,
    archived: false,
    ...(request.memberLimit === undefined ? {} : { memberLimit: request.memberLimit }),
    ...(request.owner ? { ownerName: nameOf(request.owner) } : {}),
  }
}

/** The picture and the handle of a profile, where it has them. */
export function faceOf({ handle, avatar }: Profile): { handle?: string; avatarUrl?: string } {
  return { ...(handle === '' ? {} : { handle }), ...(avatar === undefined ? {} : { avatarUrl: avatar }) }
}

/** A member of a group; `undefined` for people who have left. */
export function memberOf(profile: Profile): Member | undefined {
  if (profile.kind?.$type.endsWith('#pastGroupConvoMember')) return undefined
  return {
    userId: profile.did,
    name: nameOf(profile),
    role: isOwner(profile) ? 'owner' : 'member',
    ...faceOf(profile),
  }
}
