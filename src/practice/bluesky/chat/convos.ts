// chat.bsky.convo: lists of conversations, one of them, its members, and the member's own switches.
import type { DidString } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import { addSystemMessage, emit, setLock } from '../changes'
import { newestFirst, pageOf } from '../pages'
import { convoView, memberView, profileView, unreadCount } from '../views'
import type { Convo, World } from '../world'
import { convoOf, ownedGroup } from '../world'
import { method, type Method } from '../xrpc'
import { refuse } from '../xrpc-error'

type ListParams = chat.bsky.convo.listConvos.$Params

const byRev = (convo: { readonly rev: string }): string => convo.rev

function listed(world: World, viewer: DidString): Convo[] {
  return newestFirst(
    [...world.convos.values()].filter((convo) => convo.members.has(viewer) && !convo.left.has(viewer)),
    byRev,
  )
}

function matches(convo: Convo, viewer: DidString, params: ListParams): boolean {
  const own = convo.members.get(viewer)
  if (!own) return false
  const lock = convo.kind === 'group' ? convo.lockStatus : 'unlocked'
  return (
    (params.readState !== 'unread' || unreadCount(convo, own, viewer) > 0) &&
    (params.status === undefined || params.status === own.status) &&
    (params.kind === undefined || params.kind === convo.kind) &&
    (params.lockStatus === undefined || params.lockStatus === lock)
  )
}

type RequestEntry = chat.bsky.convo.listConvoRequests.$OutputBody['requests'][number]

/** Invitations to me and my own pending requests, newest first. */
function requestEntries(
  world: World,
  viewer: DidString,
): { readonly key: string; readonly view: () => RequestEntry }[] {
  const entries: { key: string; view: () => RequestEntry }[] = []
  for (const convo of world.convos.values()) {
    const own = convo.members.get(viewer)
    if (own?.status === 'request' && !convo.left.has(viewer)) {
      const view = () => ({ $type: 'chat.bsky.convo.defs#convoView' as const, ...convoView(world, convo, viewer) })
      entries.push({ key: `${convo.rev} ${convo.id}`, view })
    }
    const request = convo.kind === 'group' ? convo.requests.get(viewer) : undefined
    if (convo.kind !== 'group' || !request) continue
    const view = () => ({
      $type: 'chat.bsky.group.defs#joinRequestConvoView' as const,
      convoId: convo.id,
      name: convo.name,
      owner: profileView(world, convo.owner, viewer),
      memberCount: convo.members.size,
      memberLimit: convo.memberLimit,
      viewer: { requestedAt: request.at },
    })
    entries.push({ key: `${convo.rev} ${convo.id}`, view })
  }
  return newestFirst(entries, (entry) => entry.key)
}

function leave(world: World, convoId: string, viewer: DidString): string {
  const found = world.convos.get(convoId)
  if (found?.left.has(viewer) === true) return refuse('AlreadyLeftConvo', 'You already left this conversation')
  const { convo } = convoOf(world, convoId, viewer)
  if (convo.kind === 'group') {
    if (convo.owner === viewer && convo.lockStatus === 'unlocked') {
      return refuse('OwnerCannotLeave', 'Lock the group before leaving it')
    }
    if (convo.owner === viewer) setLock(world, convo, 'locked-permanently')
    convo.members.delete(viewer)
    const data = { $type: 'chat.bsky.convo.defs#systemMessageDataMemberLeave' as const, member: { did: viewer } }
    const message = addSystemMessage(world, convo, data)
    emit(world, convo.members.keys(), {
      $type: 'chat.bsky.convo.defs#logMemberLeave',
      convoId,
      message,
      relatedProfiles: [profileView(world, viewer)],
    })
  }
  convo.left.add(viewer)
  emit(world, [viewer], { $type: 'chat.bsky.convo.defs#logLeaveConvo', convoId })
  return world.logs.get(viewer)?.at(-1)?.rev ?? convo.rev
}

function listMethods(world: World): Method[] {
  return [
    method(chat.bsky.convo.listConvos.main, ({ viewer, params }) => {
      const found = listed(world, viewer).filter((convo) => matches(convo, viewer, params))
      const page = pageOf(found, { limit: params.limit, cursor: params.cursor, keyOf: byRev })
      return { convos: page.items.map((convo) => convoView(world, convo, viewer)), ...page.cursor }
    }),
    method(chat.bsky.convo.listConvoRequests.main, ({ viewer, params }) => {
      const entries = requestEntries(world, viewer)
      const page = pageOf(entries, { limit: params.limit, cursor: params.cursor, keyOf: (entry) => entry.key })
      return { requests: page.items.map((entry) => entry.view()), ...page.cursor }
    }),
    method(chat.bsky.convo.getConvo.main, ({ viewer, params }) => ({
      convo: convoView(world, convoOf(world, params.convoId, viewer).convo, viewer),
    })),
    method(chat.bsky.convo.getConvoMembers.main, ({ viewer, params }) => {
      const { convo } = convoOf(world, params.convoId, viewer)
      const dids = [...convo.members.keys()].sort()
      const page = pageOf(dids, { limit: params.limit, cursor: params.cursor, keyOf: (did) => did, rising: true })
      return { members: page.items.map((did) => memberView(world, convo, { did, viewer })), ...page.cursor }
    }),
  ]
}

function lockMethods(world: World): Method[] {
  return [
    method(chat.bsky.convo.lockConvo.main, ({ viewer, input }) => {
      const group = ownedGroup(world, input.convoId, viewer)
      if (group.lockStatus !== 'unlocked') return refuse('ConvoLocked', 'The conversation is locked already')
      setLock(world, group, 'locked')
      return { convo: convoView(world, group, viewer) }
    }),
    method(chat.bsky.convo.unlockConvo.main, ({ viewer, input }) => {
      const group = ownedGroup(world, input.convoId, viewer)
      if (group.lockStatus === 'locked-permanently') return refuse('ConvoLockedByModeration', 'Cannot be unlocked')
      if (group.lockStatus === 'locked') setLock(world, group, 'unlocked')
      return { convo: convoView(world, group, viewer) }
    }),
  ]
}

function setMuted(world: World, call: { viewer: DidString; convoId: string }, muted: boolean): Convo {
  const { convo, membership } = convoOf(world, call.convoId, call.viewer)
  membership.muted = muted
  const $type = muted ? 'chat.bsky.convo.defs#logMuteConvo' : 'chat.bsky.convo.defs#logUnmuteConvo'
  emit(world, [call.viewer], { $type, convoId: convo.id })
  return convo
}

/** The methods around whole conversations. */
export function convoMethods(world: World): Method[] {
  return [
    ...listMethods(world),
    ...lockMethods(world),
    method(chat.bsky.convo.acceptConvo.main, ({ viewer, input }) => {
      const { convo, membership } = convoOf(world, input.convoId, viewer)
      if (membership.status === 'accepted') return {}
      membership.status = 'accepted'
      emit(world, [viewer], { $type: 'chat.bsky.convo.defs#logAcceptConvo', convoId: convo.id })
      return { rev: world.logs.get(viewer)?.at(-1)?.rev ?? convo.rev }
    }),
    method(chat.bsky.convo.leaveConvo.main, ({ viewer, input }) => ({
      convoId: input.convoId,
      rev: leave(world, input.convoId, viewer),
    })),
    method(chat.bsky.convo.muteConvo.main, ({ viewer, input }) => ({
      convo: convoView(world, setMuted(world, { viewer, convoId: input.convoId }, true), viewer),
    })),
    method(chat.bsky.convo.unmuteConvo.main, ({ viewer, input }) => ({
      convo: convoView(world, setMuted(world, { viewer, convoId: input.convoId }, false), viewer),
    })),
  ]
}
