// Questions to and small changes of a portal's state, shared by methods, mover and moderator. Knows no HTTP and no envelope.
import type { Chat, Message, Notification, Person, Relation, Role, Workgroup, World } from './world-types'

const MEMBER_ROLES: readonly Role[] = ['A', 'E', 'K']

/** @returns an id never given out before in this portal. */
export function nextId(world: World): number {
  world.lastId += 1
  return world.lastId
}

export function relationOf(world: World, groupId: number, userId: number): Relation | undefined {
  return world.relationsByGroup.get(groupId)?.get(userId)
}

export function isMember(relation: Relation | undefined): boolean {
  return relation !== undefined && MEMBER_ROLES.includes(relation.role)
}

/** All relations of a group, or of those with one of `roles`. */
export function relationsOfGroup(world: World, groupId: number, roles?: readonly Role[]): Relation[] {
  const all = [...(world.relationsByGroup.get(groupId)?.values() ?? [])]
  return roles === undefined ? all : all.filter((relation) => roles.includes(relation.role))
}

/** All relations of a person. */
export function relationsOfUser(world: World, userId: number): Relation[] {
  return [...(world.relationsByUser.get(userId)?.values() ?? [])]
}

export function memberCount(world: World, groupId: number): number {
  let count = 0
  for (const relation of world.relationsByGroup.get(groupId)?.values() ?? []) count += isMember(relation) ? 1 : 0
  return count
}

/** Visible groups, and secret ones one belongs to: being invited is not enough (undocumented). */
export function canSeeGroup(world: World, group: Workgroup, userId: number): boolean {
  return group.visible || isMember(relationOf(world, group.id, userId))
}

/**
 * Writes the relation of (user, group), replacing whatever was there: the service merges on this pair (undocumented),
 * which is why a careless request costs a member the membership.
 */
export function putRelation(world: World, row: Omit<Relation, 'id'>): Relation {
  const known = relationOf(world, row.groupId, row.userId)
  const relation: Relation = { ...row, id: known?.id ?? nextId(world) }
  world.relations.set(`${row.groupId}:${row.userId}`, relation)
  entryOf(world.relationsByGroup, row.groupId).set(row.userId, relation)
  entryOf(world.relationsByUser, row.userId).set(row.groupId, relation)
  const chat = world.chats.get(world.groups.get(row.groupId)?.chatId ?? 0)
  if (chat !== undefined) {
    if (isMember(relation)) chat.participants.set(row.userId, chat.participants.get(row.userId) ?? 0)
    else chat.participants.delete(row.userId)
  }
  return relation
}

function entryOf<V>(index: Map<number, Map<number, V>>, id: number): Map<number, V> {
  const known = index.get(id)
  if (known !== undefined) return known
  const made = new Map<number, V>()
  index.set(id, made)
  return made
}

export function dropRelation(world: World, groupId: number, userId: number): void {
  world.relations.delete(`${groupId}:${userId}`)
  world.relationsByGroup.get(groupId)?.delete(userId)
  world.relationsByUser.get(userId)?.delete(groupId)
  world.chats.get(world.groups.get(groupId)?.chatId ?? 0)?.participants.delete(userId)
}

/** Adds a notification and answers it. */
export function notify(world: World, entry: Omit<Notification, 'id' | 'read'>): Notification {
  const notification: Notification = { ...entry, id: nextId(world), read: false }
  world.notifications.push(notification)
  return notification
}

/** Removes the notifications whose tag ends the way a decided relation's does. */
export function dropNotifications(world: World, matches: (tag: string) => boolean): void {
  const kept = world.notifications.filter((entry) => !matches(entry.tag))
  world.notifications.splice(0, world.notifications.length, ...kept)
}

/** Posts a message; its author has read it. */
export function post(
  world: World,
  chat: Chat,
  message: Omit<Message, 'id' | 'chatId' | 'uuid'> & { readonly uuid?: string | null },
): Message {
  const posted: Message = { ...message, id: nextId(world), chatId: chat.id, uuid: message.uuid ?? null }
  chat.messages.push(posted)
  if (chat.participants.has(posted.authorId)) chat.participants.set(posted.authorId, posted.id)
  return posted
}

/** Messages others wrote that this user has not read; 0 for those outside the chat. */
export function unreadCount(chat: Chat, userId: number): number {
  const lastRead = chat.participants.get(userId)
  if (lastRead === undefined) return 0
  return chat.messages.filter(
    (message) => message.id > lastRead && message.authorId !== userId && message.authorId !== 0,
  ).length
}

export function lastMessage(chat: Chat): Message | undefined {
  return chat.messages.at(-1)
}

export function fullName(person: Person | undefined): string {
  return person === undefined ? '' : `${person.firstName} ${person.lastName}`.trim()
}

/** The private chat of two people, made when there is none. */
export function privateChat(world: World, pair: { readonly one: number; readonly other: number }, now: number): Chat {
  const { one, other } = pair
  for (const chat of world.chats.values()) {
    if (chat.kind === 'private' && chat.participants.has(one) && chat.participants.has(other)) return chat
  }
  const chat: Chat = {
    id: nextId(world),
    kind: 'private',
    title: fullName(world.people.get(other)),
    ownerId: one,
    color: '#4ba984',
    createdAt: now,
    participants: new Map([
      [one, 0],
      [other, 0],
    ]),
    messages: [],
  }
  world.chats.set(chat.id, chat)
  return chat
}
