// The changes of a conversation and the log events each of them causes. Used by the chat methods, the seed and the control hooks alike.
// Who gets which event: the descriptions in chat.bsky.convo.defs (@bsky/sdk 1.1.4).
import type { DidString } from '@atproto/lex'
import type { chat } from '@bsky/sdk/lexicons'
import { profileView } from './views'
import type { Convo, Group, LockStatus, LogEvent, Membership, World } from './world'

type SystemView = chat.bsky.convo.defs.SystemMessageView
type SystemData = SystemView['data']
type EventBody<E> = E extends { rev: string } ? Omit<E, 'rev'> : never

/** Appends one event to the log of each of `dids`, each with a rev of its own. */
export function emit(world: World, dids: Iterable<DidString>, event: EventBody<LogEvent>): void {
  for (const did of dids) {
    const log = world.logs.get(did) ?? []
    world.logs.set(did, log)
    log.push({ ...event, rev: world.nextTid() })
  }
}

/** Adds a system message to the conversation and moves its rev. */
export function addSystemMessage(world: World, convo: Convo, data: SystemData): SystemView {
  const rev = world.nextTid()
  convo.rev = rev
  const message: SystemView = { id: world.nextTid(), rev, sentAt: world.now(), data }
  convo.messages.push({ $type: 'chat.bsky.convo.defs#systemMessageView', ...message })
  return message
}

/** A fresh membership; `since` the first rev the member may see. */
export function membership(since: string, options: Partial<Membership> = {}): Membership {
  return { status: 'accepted', since, muted: false, readRev: since, ...options }
}

/** Lets `did` in by link or approval: member, system message, events. The pending request is gone. */
export function joinGroup(world: World, group: Group, who: { did: DidString; approvedBy?: DidString }): void {
  const { did, approvedBy } = who
  group.requests.delete(did)
  group.left.delete(did)
  group.members.set(did, membership(world.nextTid()))
  const message = addSystemMessage(world, group, {
    $type: 'chat.bsky.convo.defs#systemMessageDataMemberJoin',
    member: { did },
    role: 'standard',
    ...(approvedBy === undefined ? {} : { approvedBy: { did: approvedBy } }),
  })
  emit(world, [did], { $type: 'chat.bsky.convo.defs#logBeginConvo', convoId: group.id })
  emit(world, group.members.keys(), {
    $type: 'chat.bsky.convo.defs#logMemberJoin',
    convoId: group.id,
    message,
    relatedProfiles: [profileView(world, did)],
  })
}

/** Notes a join request; requester and owner hear of it. */
export function addRequest(world: World, group: Group, did: DidString): void {
  group.requests.set(did, { at: world.now(), read: false })
  emit(world, [did], { $type: 'chat.bsky.convo.defs#logOutgoingJoinRequest', convoId: group.id })
  emit(world, [group.owner], {
    $type: 'chat.bsky.convo.defs#logIncomingJoinRequest',
    convoId: group.id,
    member: profileView(world, did),
  })
}

/** Approves a pending request. @returns false when there is none. */
export function approveRequest(world: World, group: Group, did: DidString): boolean {
  if (!group.requests.has(did)) return false
  joinGroup(world, group, { did, approvedBy: group.owner })
  emit(world, [group.owner], {
    $type: 'chat.bsky.convo.defs#logApproveJoinRequest',
    convoId: group.id,
    member: profileView(world, did),
  })
  return true
}

/** Rejects a pending request: the owner's log says so, the requester gets no event at all. @returns false when there is none. */
export function rejectRequest(world: World, group: Group, did: DidString): boolean {
  if (!group.requests.delete(did)) return false
  emit(world, [group.owner], {
    $type: 'chat.bsky.convo.defs#logRejectJoinRequest',
    convoId: group.id,
    member: profileView(world, did),
  })
  return true
}

/** Takes back an own request; both sides hear of it. @returns false when there is none. */
export function withdrawRequest(world: World, group: Group, did: DidString): boolean {
  if (!group.requests.delete(did)) return false
  emit(world, [did], { $type: 'chat.bsky.convo.defs#logWithdrawOutgoingJoinRequest', convoId: group.id })
  emit(world, [group.owner], {
    $type: 'chat.bsky.convo.defs#logWithdrawIncomingJoinRequest',
    convoId: group.id,
    member: profileView(world, did),
  })
  return true
}

/** Removes a member for good; the removed one sees `logLeaveConvo` only. @returns false when not a member. */
export function removeMember(world: World, group: Group, did: DidString): boolean {
  if (did === group.owner || !group.members.delete(did)) return false
  group.kicked.add(did)
  const message = addSystemMessage(world, group, {
    $type: 'chat.bsky.convo.defs#systemMessageDataRemoveMember',
    member: { did },
    removedBy: { did: group.owner },
  })
  emit(world, [did], { $type: 'chat.bsky.convo.defs#logLeaveConvo', convoId: group.id })
  emit(world, group.members.keys(), {
    $type: 'chat.bsky.convo.defs#logRemoveMember',
    convoId: group.id,
    message,
    relatedProfiles: [profileView(world, did)],
  })
  return true
}

/** Locks or unlocks a group; members see the system message. */
export function setLock(world: World, group: Group, status: LockStatus): void {
  group.lockStatus = status
  const by = { did: group.owner }
  const [name, data]: [string, SystemData] =
    status === 'unlocked'
      ? ['logUnlockConvo', { $type: 'chat.bsky.convo.defs#systemMessageDataUnlockConvo', unlockedBy: by }]
      : status === 'locked'
        ? ['logLockConvo', { $type: 'chat.bsky.convo.defs#systemMessageDataLockConvo', lockedBy: by }]
        : [
            'logLockConvoPermanently',
            { $type: 'chat.bsky.convo.defs#systemMessageDataLockConvoPermanently', lockedBy: by },
          ]
  const message = addSystemMessage(world, group, data)
  emit(world, group.members.keys(), {
    $type: `chat.bsky.convo.defs#${name}`,
    convoId: group.id,
    message,
    relatedProfiles: [profileView(world, group.owner)],
  } as EventBody<LogEvent>)
}

/** Posts a message as `sender`; every member's log hears of it. `extra` holds facets, embed and reply views. */
export function postMessage(
  world: World,
  convo: Convo,
  post: {
    readonly sender: DidString
    readonly text: string
    readonly extra?: Partial<chat.bsky.convo.defs.MessageView>
  },
): chat.bsky.convo.defs.MessageView {
  const rev = world.nextTid()
  convo.rev = rev
  const message: chat.bsky.convo.defs.MessageView = {
    id: world.nextTid(),
    rev,
    text: post.text,
    ...post.extra,
    sender: { did: post.sender },
    sentAt: world.now(),
  }
  const typed = { $type: 'chat.bsky.convo.defs#messageView' as const, ...message }
  convo.messages.push(typed)
  const own = convo.members.get(post.sender)
  if (own) own.readRev = rev
  emit(world, convo.members.keys(), {
    $type: 'chat.bsky.convo.defs#logCreateMessage',
    convoId: convo.id,
    message: typed,
    relatedProfiles: [profileView(world, post.sender)],
  })
  return message
}
