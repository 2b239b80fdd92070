// chat.bsky.group join requests, from both sides. The order of requestJoin's refusals is a guess (see README).
import type { DidString } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import { addRequest, approveRequest, emit, joinGroup, rejectRequest, withdrawRequest } from '../changes'
import { newestFirst, pageOf } from '../pages'
import { convoView, profileView } from '../views'
import type { Group, JoinLink, World } from '../world'
import { groupByCode, ownedGroup } from '../world'
import { method, type Method } from '../xrpc'
import { refuse } from '../xrpc-error'

type Outcome = chat.bsky.group.requestJoin.$OutputBody

function assertMayAsk(world: World, found: { group: Group; link: JoinLink }, viewer: DidString): void {
  const { group, link } = found
  if (group.lockStatus !== 'unlocked') refuse('ConvoLocked', 'This conversation is locked')
  if (group.members.size >= group.memberLimit) refuse('MemberLimitReached', 'The group is full')
  if (link.joinRule === 'followedByOwner' && !world.follows.has(`${group.owner}>${viewer}`)) {
    refuse('FollowRequired', 'The owner must follow you')
  }
}

function requestJoin(world: World, code: string, viewer: DidString): Outcome {
  const found = groupByCode(world, code)
  if (!found) return refuse('InvalidCode', 'Invalid join link code')
  const { group, link } = found
  if (!link.enabled) return refuse('LinkDisabled', 'The join link is disabled')
  if (group.kicked.has(viewer)) return refuse('UserKicked', 'You were removed from this group')
  if (group.members.has(viewer)) return { status: 'joined', convo: convoView(world, group, viewer) }
  if (group.requests.has(viewer)) return { status: 'pending' }
  assertMayAsk(world, found, viewer)
  if (link.requireApproval) {
    addRequest(world, group, viewer)
    return { status: 'pending' }
  }
  joinGroup(world, group, { did: viewer })
  return { status: 'joined', convo: convoView(world, group, viewer) }
}

function withdraw(world: World, convoId: string, viewer: DidString): void {
  const group = world.convos.get(convoId)
  if (group?.kind !== 'group' || !withdrawRequest(world, group, viewer)) refuse('InvalidJoinRequest', 'No such request')
}

function ownerMethods(world: World): Method[] {
  return [
    method(chat.bsky.group.listJoinRequests.main, ({ viewer, params }) => {
      const group = ownedGroup(world, params.convoId, viewer)
      const keyOf = ([did, request]: readonly [DidString, { readonly at: string }]) => `${request.at} ${did}`
      const page = pageOf(newestFirst(group.requests, keyOf), { ...params, limit: params.limit, keyOf })
      const requests = page.items.map(([did, request]) => ({
        convoId: group.id,
        requestedBy: profileView(world, did, viewer),
        requestedAt: request.at,
      }))
      return { requests, ...page.cursor }
    }),
    method(chat.bsky.group.approveJoinRequest.main, ({ viewer, input }) => {
      const group = ownedGroup(world, input.convoId, viewer)
      if (group.members.size >= group.memberLimit) return refuse('MemberLimitReached', 'The group is full')
      approveRequest(world, group, input.member)
      return { convo: convoView(world, group, viewer) }
    }),
    method(chat.bsky.group.rejectJoinRequest.main, ({ viewer, input }) => {
      rejectRequest(world, ownedGroup(world, input.convoId, viewer), input.member)
      return {}
    }),
    method(chat.bsky.group.updateJoinRequestsRead.main, ({ viewer, input }) => {
      const group = ownedGroup(world, input.convoId, viewer)
      for (const request of group.requests.values()) request.read = true
      emit(world, [viewer], { $type: 'chat.bsky.convo.defs#logReadJoinRequests', convoId: group.id })
      return {}
    }),
  ]
}

/** The methods around join requests. */
export function requestMethods(world: World): Method[] {
  return [
    method(chat.bsky.group.requestJoin.main, ({ viewer, input }) => requestJoin(world, input.code, viewer)),
    method(chat.bsky.group.withdrawJoinRequest.main, ({ viewer, input }) => {
      withdraw(world, input.convoId, viewer)
      return {}
    }),
    ...ownerMethods(world),
  ]
}
