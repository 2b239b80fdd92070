// Join requests and invitations: the notifications they send and what deciding on them does. Tag layouts are undocumented.
import {
  dropNotifications,
  dropRelation,
  fullName,
  notify,
  post,
  putRelation,
  relationOf,
  relationsOfGroup,
} from './world'
import type { Person, Relation, Workgroup, World } from './world-types'

/** Tells those who decide: the owner alone where only owners may invite, else moderators too (undocumented). */
export function noteRequest(
  world: World,
  group: Workgroup,
  entry: { readonly relation: Relation; readonly at: number },
): void {
  const { relation, at } = entry
  const name = fullName(world.people.get(relation.userId))
  const text =
    world.language === 'ru'
      ? `${name} просит принять в группу «${group.name}». ${relation.message}`
      : `${name} asks to join the group "${group.name}". ${relation.message}`
  const deciders = relationsOfGroup(world, group.id, group.initiatePerms === 'A' ? ['A'] : ['A', 'E'])
  for (const decider of deciders) {
    notify(world, {
      userId: decider.userId,
      authorId: relation.userId,
      type: 1,
      module: 'socialnetwork',
      event: 'invite_group_btn',
      tag: `SOCNET|REQUEST_GROUP|${relation.userId}|${group.id}|${relation.id}|${decider.userId}`,
      text: text.trim(),
      at,
    })
  }
}

/** Tells the invited person. */
export function noteInvitation(
  world: World,
  group: Workgroup,
  entry: { readonly relation: Relation; readonly at: number },
): void {
  const { relation, at } = entry
  notify(world, {
    userId: relation.userId,
    authorId: relation.initiatedByUserId,
    type: 1,
    module: 'socialnetwork',
    event: 'invite_group_btn',
    tag: `SOCNET|INVITE_GROUP|${relation.userId}|${relation.id}`,
    text:
      world.language === 'ru'
        ? `Вас приглашают в группу «${group.name}»`
        : `You are invited to the group "${group.name}"`,
    at,
  })
}

function forgetRelation(world: World, relation: Relation): void {
  const invite = `SOCNET|INVITE_GROUP|${relation.userId}|${relation.id}`
  const request = `SOCNET|REQUEST_GROUP|${relation.userId}|${relation.groupId}|${relation.id}|`
  dropNotifications(world, (tag) => tag === invite || tag.startsWith(request))
}

/** Accepts or declines a pending relation of either kind. A decline leaves no trace, as on the service. */
export function decideRelation(
  world: World,
  relation: Relation,
  decision: { readonly accept: boolean; readonly at: number },
): void {
  forgetRelation(world, relation)
  const group = world.groups.get(relation.groupId)
  if (!decision.accept || group === undefined) {
    dropRelation(world, relation.groupId, relation.userId)
    return
  }
  putRelation(world, { ...relation, role: 'K' })
  const chat = world.chats.get(group.chatId)
  if (chat === undefined) return
  const name = fullName(world.people.get(relation.userId))
  const text = world.language === 'ru' ? `${name} теперь в группе` : `${name} joined the group`
  post(world, chat, { authorId: 0, text, at: decision.at })
}

/** Somebody of the group invites a person who is nothing to it yet. */
export function inviteToGroup(
  world: World,
  group: Workgroup,
  invitation: { readonly userId: number; readonly at: number },
): void {
  const { userId, at } = invitation
  const relation = putRelation(world, {
    userId,
    groupId: group.id,
    role: 'Z',
    initiatedBy: 'G',
    initiatedByUserId: group.ownerId,
    message: '',
    createdAt: at,
  })
  noteInvitation(world, group, { relation, at })
}

/** Colleagues who are nothing to the group yet. */
export function strangersTo(world: World, group: Workgroup): Person[] {
  return [...world.people.values()].filter(
    (person) => person.kind === 'user' && person.active && relationOf(world, group.id, person.id) === undefined,
  )
}

/** Takes back a pending relation without deciding it. */
export function withdrawRelation(world: World, relation: Relation): void {
  forgetRelation(world, relation)
  dropRelation(world, relation.groupId, relation.userId)
}

/**
 * Asks to join: a member at once in an open group, pending elsewhere. Overwrites any relation there was (undocumented):
 * the caller decides whether that is wanted.
 */
export function requestToJoin(
  world: World,
  group: Workgroup,
  request: { readonly userId: number; readonly message: string; readonly at: number },
): Relation {
  const relation = putRelation(world, {
    userId: request.userId,
    groupId: group.id,
    role: group.opened ? 'K' : 'Z',
    initiatedBy: 'U',
    initiatedByUserId: request.userId,
    message: request.message,
    createdAt: request.at,
  })
  if (relation.role === 'Z') noteRequest(world, group, { relation, at: request.at })
  group.activityAt = request.at
  return relation
}
