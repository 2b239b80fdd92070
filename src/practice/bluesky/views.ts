// Views of the practice chat's data as one viewer sees them, in the shapes of the lexicons. Reads only.
import type { DidString } from '@atproto/lex'
import type { chat } from '@bsky/sdk/lexicons'
import type { Convo, ConvoMessage, Group, JoinLink, Membership, World } from './world'

type Profile = chat.bsky.actor.defs.ProfileViewBasic

/** `joinRequestCount` is capped (chat.bsky.convo.defs#groupConvo). */
const REQUEST_COUNT_CAP = 21
/** How many members a group's `members` shows besides the viewer; the lexicon says "a few important ones", the number is a guess. */
const IMPORTANT_MEMBERS = 4

/** A person as `viewer` sees them; `viewer.followedBy` is set when that person follows the viewer. */
export function profileView(world: World, did: DidString, viewer?: DidString): Profile {
  const person = world.people.get(did)
  const followedBy = viewer !== undefined && world.follows.has(`${did}>${viewer}`)
  const following = viewer !== undefined && world.follows.has(`${viewer}>${did}`)
  return {
    did,
    handle: person?.handle ?? 'handle.invalid',
    ...(person && person.displayName !== '' ? { displayName: person.displayName } : {}),
    ...(person?.picture === undefined ? {} : { avatar: world.pictureUrl(person.picture) }),
    ...(person?.chatDisabled === true ? { chatDisabled: true } : {}),
    ...(viewer === undefined
      ? {}
      : {
          viewer: {
            muted: false,
            blockedBy: false,
            ...(following ? { following: `at://${viewer}/app.bsky.graph.follow/${did.slice(8, 21)}` as const } : {}),
            ...(followedBy ? { followedBy: `at://${did}/app.bsky.graph.follow/${viewer.slice(8, 21)}` as const } : {}),
          },
        }),
  }
}

/** A member of a conversation with the role in it. */
export function memberView(world: World, convo: Convo, who: { did: DidString; viewer: DidString }): Profile {
  const { did, viewer } = who
  const profile = profileView(world, did, viewer)
  if (convo.kind === 'direct') return { ...profile, kind: { $type: 'chat.bsky.actor.defs#directConvoMember' } }
  const addedBy = convo.members.get(did)?.addedBy
  return {
    ...profile,
    kind: {
      $type: 'chat.bsky.actor.defs#groupConvoMember',
      role: convo.owner === did ? 'owner' : 'standard',
      ...(addedBy === undefined ? {} : { addedBy: profileView(world, addedBy) }),
    },
  }
}

/** A join link as members see it. */
export function joinLinkView(link: JoinLink): chat.bsky.group.defs.JoinLinkView {
  return {
    code: link.code,
    enabledStatus: link.enabled ? 'enabled' : 'disabled',
    requireApproval: link.requireApproval,
    joinRule: link.joinRule,
    createdAt: link.createdAt,
  }
}

/** The messages a member may read: a group hides what was written before the member came (a guess). */
export function visibleMessages(convo: Convo, membership: Membership): ConvoMessage[] {
  return convo.messages.filter((message) => message.rev >= membership.since)
}

/** Messages of others the member has not read; system messages do not count (a guess). */
export function unreadCount(convo: Convo, membership: Membership, viewer: DidString): number {
  return visibleMessages(convo, membership).filter(
    (message) =>
      message.rev > membership.readRev &&
      message.$type === 'chat.bsky.convo.defs#messageView' &&
      (message as chat.bsky.convo.defs.MessageView).sender.did !== viewer,
  ).length
}

function groupKind(group: Group, viewer: DidString): chat.bsky.convo.defs.GroupConvo {
  const requests = [...group.requests.values()]
  return {
    name: group.name,
    createdAt: group.createdAt,
    memberCount: group.members.size,
    memberLimit: group.memberLimit,
    lockStatus: group.lockStatus,
    lockStatusModerationOverride: false,
    ...(group.link ? { joinLink: joinLinkView(group.link) } : {}),
    ...(group.owner === viewer
      ? {
          joinRequestCount: Math.min(REQUEST_COUNT_CAP, requests.length),
          unreadJoinRequestCount: Math.min(REQUEST_COUNT_CAP, requests.filter((request) => !request.read).length),
        }
      : {}),
  }
}

function importantMembers(convo: Convo, viewer: DidString): DidString[] {
  const chosen = new Set([...convo.members.keys()].slice(0, IMPORTANT_MEMBERS))
  if (convo.members.has(viewer)) chosen.add(viewer)
  return [...chosen]
}

/** A conversation as one of its members sees it. */
export function convoView(world: World, convo: Convo, viewer: DidString): chat.bsky.convo.defs.ConvoView {
  const membership = convo.members.get(viewer)
  const lastMessage = membership && visibleMessages(convo, membership).at(-1)
  return {
    id: convo.id,
    rev: convo.rev,
    members: importantMembers(convo, viewer).map((did) => memberView(world, convo, { did, viewer })),
    ...(lastMessage ? { lastMessage } : {}),
    muted: membership?.muted ?? false,
    status: membership?.status ?? 'accepted',
    unreadCount: membership ? unreadCount(convo, membership, viewer) : 0,
    kind:
      convo.kind === 'group'
        ? { $type: 'chat.bsky.convo.defs#groupConvo', ...groupKind(convo, viewer) }
        : { $type: 'chat.bsky.convo.defs#directConvo' },
  }
}
