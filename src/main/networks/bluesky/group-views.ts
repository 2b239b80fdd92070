// Turns the chat service's views into our groups. Every value from an open list has a default branch.
import type { GroupDetails } from '../../../shared/contract/groups'
import type { JoinRule, Relation } from '../../../shared/domain/states'
import type { Logger, PortGroup } from '../ports'
import { GROUP_CONVO, GroupConvo, readView, typeOf, type ConvoView, type JoinRequestConvo, type Profile } from './views'
import type * as v from 'valibot'

export type Member = GroupDetails['members'][number]

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

function ruleOf(group: v.InferOutput<typeof GroupConvo>): JoinRule {
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

/** A group I am in or invited to; `undefined` for direct conversations and kinds we do not know. */
export function groupOf(convo: ConvoView, me: string, log: Logger): PortGroup | undefined {
  if (typeOf(convo.kind) !== GROUP_CONVO) return undefined
  const group = readView(GroupConvo, convo.kind, log)
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

/** A member of a group; `undefined` for people who have left. */
export function memberOf(profile: Profile): Member | undefined {
  if (profile.kind?.$type.endsWith('#pastGroupConvoMember')) return undefined
  return { userId: profile.did, name: nameOf(profile), role: isOwner(profile) ? 'owner' : 'member' }
}
