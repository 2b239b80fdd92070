// chat.bsky.group: making, naming and filling groups. Texts of the lexicons say who becomes what.
import type { DidString } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import { addSystemMessage, emit, membership, removeMember } from '../changes'
import { newestFirst, pageOf } from '../pages'
import { convoView, profileView } from '../views'
import type { Group, World } from '../world'
import { ownedGroup } from '../world'
import { method, type Method } from '../xrpc'
import { refuse } from '../xrpc-error'

/** Members of a group made here (`getStatus.groupMemberLimit`; the createGroup text says up to 100). */
export const GROUP_MEMBER_LIMIT = 100

/** Puts an empty group of `owner` into the world; nobody hears of it yet. */
export function newGroup(
  world: World,
  given: { readonly id: string; readonly owner: DidString; readonly name: string; readonly memberLimit?: number },
): Group {
  const rev = world.nextTid()
  const group: Group = {
    kind: 'group',
    id: given.id,
    owner: given.owner,
    name: given.name,
    createdAt: world.now(),
    rev,
    lockStatus: 'unlocked',
    memberLimit: given.memberLimit ?? GROUP_MEMBER_LIMIT,
    members: new Map([[given.owner, membership(rev)]]),
    requests: new Map(),
    kicked: new Set(),
    left: new Set(),
    messages: [],
  }
  world.convos.set(group.id, group)
  return group
}

function assertKnown(world: World, dids: readonly DidString[]): void {
  if (dids.some((did) => !world.people.has(did))) refuse('RecipientNotFound', 'A member was not found')
}

function invite(world: World, group: Group, did: DidString): void {
  const rev = world.nextTid()
  group.members.set(did, membership(rev, { status: 'request', addedBy: group.owner }))
  const message = addSystemMessage(world, group, {
    $type: 'chat.bsky.convo.defs#systemMessageDataAddMember',
    member: { did },
    role: 'standard',
    addedBy: { did: group.owner },
  })
  emit(world, [did], { $type: 'chat.bsky.convo.defs#logBeginConvo', convoId: group.id })
  emit(world, group.members.keys(), {
    $type: 'chat.bsky.convo.defs#logAddMember',
    convoId: group.id,
    message,
    relatedProfiles: [profileView(world, did)],
  })
}

/** Adds people as invited members, as the owner does; those already in are passed over. @returns who was added. */
export function addMembers(world: World, group: Group, dids: readonly DidString[]): DidString[] {
  assertKnown(world, dids)
  const fresh = [...new Set(dids)].filter((did) => !group.members.has(did))
  if (group.members.size + fresh.length > group.memberLimit) refuse('MemberLimitReached', 'The group is full')
  for (const did of fresh) {
    group.kicked.delete(did)
    group.requests.delete(did)
    invite(world, group, did)
  }
  return fresh
}

function editName(world: World, group: Group, name: string): void {
  if (group.lockStatus !== 'unlocked') refuse('ConvoLocked', 'This conversation is locked')
  const oldName = group.name
  group.name = name
  const data = { $type: 'chat.bsky.convo.defs#systemMessageDataEditGroup' as const, oldName, newName: name }
  const message = addSystemMessage(world, group, data)
  emit(world, group.members.keys(), { $type: 'chat.bsky.convo.defs#logEditGroup', convoId: group.id, message })
}

function memberMethods(world: World): Method[] {
  return [
    method(chat.bsky.group.addMembers.main, ({ viewer, input }) => {
      const group = ownedGroup(world, input.convoId, viewer)
      if (group.lockStatus !== 'unlocked') return refuse('ConvoLocked', 'This conversation is locked')
      const added = addMembers(world, group, input.members)
      return {
        convo: convoView(world, group, viewer),
        addedMembers: added.map((did) => profileView(world, did, viewer)),
      }
    }),
    method(chat.bsky.group.removeMembers.main, ({ viewer, input }) => {
      const group = ownedGroup(world, input.convoId, viewer)
      for (const did of input.members) removeMember(world, group, did)
      return { convo: convoView(world, group, viewer) }
    }),
    method(chat.bsky.group.listMutualGroups.main, ({ viewer, params }) => {
      const mutual = [...world.convos.values()].filter(
        (convo) => convo.kind === 'group' && convo.members.has(viewer) && convo.members.has(params.subject),
      )
      const keyOf = (convo: { readonly rev: string }) => convo.rev
      const page = pageOf(newestFirst(mutual, keyOf), { ...params, limit: params.limit, keyOf })
      return { convos: page.items.map((convo) => convoView(world, convo, viewer)), ...page.cursor }
    }),
  ]
}

/** The methods that make and change groups. */
export function groupMethods(world: World): Method[] {
  return [
    method(chat.bsky.group.createGroup.main, ({ viewer, input }) => {
      if (world.people.get(viewer)?.chatDisabled === true) return refuse('AccountSuspended', 'Chat is switched off')
      const others = [...new Set(input.members)].filter((did) => did !== viewer)
      assertKnown(world, others)
      if (others.length >= GROUP_MEMBER_LIMIT) return refuse('InvalidRequest', 'Too many members')
      const group = newGroup(world, { id: world.nextTid(), owner: viewer, name: input.name })
      emit(world, [viewer], { $type: 'chat.bsky.convo.defs#logBeginConvo', convoId: group.id })
      addMembers(world, group, others)
      return { convo: convoView(world, group, viewer) }
    }),
    method(chat.bsky.group.editGroup.main, ({ viewer, input }) => {
      const group = ownedGroup(world, input.convoId, viewer)
      editName(world, group, input.name)
      return { convo: convoView(world, group, viewer) }
    }),
    ...memberMethods(world),
  ]
}
