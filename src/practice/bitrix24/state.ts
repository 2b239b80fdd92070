// What tests may ask a portal about itself: relations, dialogs, what was delivered, and how often. Read-only.
import type { JsonObject, JsonValue } from '../types'
import { isoDate } from './format'
import { dialogsOf, inQueue, mayJoin } from './openlines'
import type { Portal } from './portal'
import { fullName, relationOf, relationsOfUser } from './world'
import type { Message, World } from './world-types'

type Query = Readonly<Record<string, string>>
type View = (portal: Portal, query: Query) => JsonValue

function relations(portal: Portal, query: Query): JsonValue {
  const { world, seed } = portal
  return [...world.groups.values()]
    .filter((group) => query['groupId'] === undefined || String(group.id) === query['groupId'])
    .map((group) => {
      const relation = relationOf(world, group.id, seed.me)
      return {
        groupId: String(group.id),
        name: group.name,
        kind: group.kind,
        visible: group.visible,
        opened: group.opened,
        closed: group.closed,
        active: group.active,
        role: relation?.role ?? '',
        initiatedBy: relation?.initiatedBy ?? '',
        message: relation?.message ?? '',
      }
    })
}

function dialogs(portal: Portal): JsonValue {
  const { world, seed } = portal
  return dialogsOf(world).map((dialog) => ({
    chatId: String(dialog.id),
    sessionId: String(dialog.line.sessionId),
    title: dialog.title,
    lineId: String(dialog.line.lineId),
    userCode: dialog.line.userCode,
    status: dialog.line.status,
    operatorId: dialog.line.operatorId,
    participants: [...dialog.participants.keys()],
    joined: dialog.participants.has(seed.me),
    inMyQueue: inQueue(world, dialog, seed.me),
    mayJoin: mayJoin(world, dialog, seed.me),
    joinIgnored: dialog.line.joinIgnored,
    pinned: dialog.line.pinnedBy.has(seed.me),
    silent: dialog.line.silent,
  }))
}

function messageRow(world: World, message: Message): JsonObject {
  return {
    id: message.id,
    chatId: String(message.chatId),
    authorId: message.authorId,
    text: message.text,
    uuid: message.uuid,
    at: isoDate(world, message.at),
    attach: message.attach ?? null,
    keyboard: message.keyboard ?? null,
    fileIds: [...(message.fileIds ?? [])],
  }
}

/** Messages I wrote, with how often each uuid was posted: more than once is a duplicate. */
function sent(portal: Portal, query: Query): JsonValue {
  const mine = [...portal.world.chats.values()]
    .flatMap((chat) => chat.messages)
    .filter((message) => message.authorId === portal.seed.me)
    .filter((message) => query['chatId'] === undefined || String(message.chatId) === query['chatId'])
  const perUuid: Record<string, number> = {}
  for (const { uuid } of mine) if (uuid !== null) perUuid[uuid] = (perUuid[uuid] ?? 0) + 1
  return { messages: mine.map((message) => messageRow(portal.world, message)), perUuid }
}

/** What went out through network lines, with how often each person got something from each line. */
function deliveries(portal: Portal): JsonValue {
  const { world } = portal
  const perRecipient: Record<string, number> = {}
  for (const { code, userId } of world.deliveries) {
    const key = `${code}:${userId}`
    perRecipient[key] = (perRecipient[key] ?? 0) + 1
  }
  return {
    deliveries: world.deliveries.map((delivery) => ({ ...delivery, at: isoDate(world, delivery.at) })),
    perRecipient,
  }
}

/** Files in chats, byte by byte. */
function files({ world }: Portal): JsonValue {
  return [...world.files.values()].map((file) => ({
    id: file.id,
    chatId: String(file.chatId),
    authorId: file.authorId,
    name: file.name,
    size: file.bytes.length,
    base64: file.bytes.toString('base64'),
  }))
}

function participants(portal: Portal, query: Query): JsonValue {
  const chat = portal.world.chats.get(Number(query['chatId']))
  return chat === undefined ? [] : [...chat.participants.keys()]
}

/** Who waits to be let into which group, and who was invited: everybody but me. */
function waiting({ world, seed }: Portal, query: Query): JsonValue {
  return [...world.relations.values()]
    .filter((relation) => relation.role === 'Z' && relation.userId !== seed.me)
    .filter((relation) => query['groupId'] === undefined || String(relation.groupId) === query['groupId'])
    .map((relation) => ({
      groupId: String(relation.groupId),
      userId: relation.userId,
      name: fullName(world.people.get(relation.userId)),
      initiatedBy: relation.initiatedBy,
      message: relation.message,
      myRole: relationOf(world, relation.groupId, seed.me)?.role ?? '',
    }))
}

const VIEWS: Readonly<Record<string, View>> = {
  relations,
  dialogs,
  sent,
  deliveries,
  files,
  participants,
  waiting,
  networkLines: ({ world }) => world.networkLines.map((line) => ({ ...line })),
  lines: ({ world }) => world.lines.map((line) => ({ ...line, queue: [...line.queue] })),
  people: ({ world }) =>
    [...world.people.values()]
      .filter((person) => person.kind !== 'connector')
      .map((person) => ({ id: person.id, name: fullName(person), active: person.active, kind: person.kind })),
  notifications: ({ world, seed }) =>
    world.notifications.filter((entry) => entry.userId === seed.me).map((entry) => ({ ...entry })),
  limits: ({ bucket, world, webhooks }) => ({
    bucket: { ...bucket.rule(), level: bucket.level() },
    quirks: { ...world.quirks },
    webhooks: webhooks.map(({ userId, scopes, state }) => ({ userId, scopes, state })),
  }),
}

/** The names of all views. */
export const VIEW_NAMES = Object.keys(VIEWS)

/** @returns the view named by `query.what`, or counts of everything. */
export function portalState(portal: Portal, query: Query): JsonValue {
  portal.catchUp()
  const what = query['what'] ?? ''
  const view = Object.hasOwn(VIEWS, what) ? VIEWS[what] : undefined
  if (view !== undefined) return view(portal, query)
  const { world, seed } = portal
  const roles: Record<string, number> = {}
  for (const relation of relationsOfUser(world, seed.me)) {
    const key = relation.role === 'Z' ? `Z/${relation.initiatedBy}` : relation.role
    roles[key] = (roles[key] ?? 0) + 1
  }
  return {
    portal: seed.key,
    name: seed.name,
    me: seed.me,
    groups: world.groups.size,
    roles,
    dialogs: dialogsOf(world).length,
    deliveries: world.deliveries.length,
    views: VIEW_NAMES,
  }
}
