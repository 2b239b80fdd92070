// im.recent.*, im.counters.get, im.revision.get: the list of conversations and its badges.
// https://apidocs.bitrix24.com/api-reference/chats/im-recent-get.html
import type { JsonObject, JsonValue } from '../../types'
import { answer, type Call, type MethodAnswer, type MethodTable } from '../call'
import { isoDate, phpMap } from '../format'
import { entityOf, imChat, imUser, ownerOf } from '../im-objects'
import { isDialog, isListedFor } from '../openlines'
import { isYes, toInt, toText } from '../params'
import { lastMessage, unreadCount } from '../world'
import type { Chat, World } from '../world-types'

const SCOPES = ['im']

function activityOf(chat: Chat): number {
  return lastMessage(chat)?.at ?? chat.createdAt
}

/** What the user sees in the list: own chats, and dialogs that wait in the own queue. */
function listed(world: World, userId: number): Chat[] {
  return [...world.chats.values()]
    .filter((chat) => {
      if (isDialog(chat)) return isListedFor(world, chat, userId)
      return chat.participants.has(userId) && chat.messages.length > 0
    })
    .sort((one, other) => activityOf(other) - activityOf(one) || other.id - one.id)
}

/** The short message inside a list item. */
function previewOf(call: Call, chat: Chat): JsonObject {
  const message = lastMessage(chat)
  return {
    id: message?.id ?? 0,
    text: message?.text ?? '',
    file: false,
    author_id: message?.authorId ?? 0,
    attach: message?.attach !== undefined,
    sticker: null,
    date: isoDate(call.world, activityOf(chat)),
    status: 'received',
    uuid: message?.uuid ?? null,
  }
}

function recentItem(call: Call, chat: Chat): JsonObject {
  const { world, userId } = call
  const date = isoDate(world, activityOf(chat))
  const partnerId = chat.kind === 'private' ? [...chat.participants.keys()].find((id) => id !== userId) : undefined
  const partner = world.people.get(partnerId ?? chat.line?.customerId ?? 0)
  const { readed_list: _read, last_message_views: _views, dialog_id: _dialog, ...shown } = imChat(world, chat, userId)
  return {
    id: partnerId ?? `chat${chat.id}`,
    chat_id: chat.id,
    type: chat.kind === 'private' ? 'user' : 'chat',
    avatar: { url: '', color: chat.color },
    title: chat.title,
    message: previewOf(call, chat),
    counter: unreadCount(chat, userId),
    last_id: chat.participants.get(userId) ?? 0,
    pinned: chat.line?.pinnedBy.has(userId) === true,
    unread: false,
    has_reminder: false,
    date_update: date,
    date_last_activity: date,
    ...(chat.kind === 'private' ? {} : { chat: { ...shown, owner: ownerOf(chat), type: entityOf(chat, userId).type } }),
    user: partner === undefined ? { id: 0 } : imUser(world, partner, call.now),
    // Documented as the line's id; servers send the session's id (undocumented).
    ...(chat.line === undefined
      ? {}
      : {
          lines: {
            id: chat.line.sessionId,
            status: chat.line.status,
            date_create: isoDate(world, chat.line.sessionStartedAt),
          },
        }),
    options: [],
  }
}

function wanted(call: Call): (chat: Chat) => boolean {
  const { params } = call
  const since = Date.parse(toText(params['LAST_SYNC_DATE']))
  return (chat) => {
    if (isYes(params['ONLY_OPENLINES']) && chat.kind !== 'lines') return false
    if (isYes(params['SKIP_OPENLINES']) && chat.kind === 'lines') return false
    if (isYes(params['SKIP_DIALOG']) && chat.kind === 'private') return false
    if (isYes(params['SKIP_CHAT']) && (chat.kind === 'chat' || chat.kind === 'sonetGroup')) return false
    if (isYes(params['SKIP_UNDISTRIBUTED_OPENLINES']) && chat.line?.operatorId === 0) return false
    if (isYes(params['UNREAD_ONLY']) && unreadCount(chat, call.userId) === 0) return false
    return Number.isNaN(since) || activityOf(chat) >= since
  }
}

function recentGet(call: Call): MethodAnswer {
  return answer(
    listed(call.world, call.userId)
      .filter(wanted(call))
      .map((chat) => recentItem(call, chat)),
  )
}

/** Pages by OFFSET and LIMIT (50, at most 200); `total` is always -1. */
function recentList(call: Call): MethodAnswer {
  const limit = Math.min(200, toInt(call.params['LIMIT']) || 50)
  const offset = Math.max(0, toInt(call.params['OFFSET']))
  const chats = listed(call.world, call.userId).filter(wanted(call))
  const hasMore = chats.length > offset + limit
  const result: JsonObject = {
    items: chats.slice(offset, offset + limit).map((chat) => recentItem(call, chat)),
    hasMore,
    hasMorePages: hasMore,
    copilot: null,
    messagesAutoDeleteConfigs: [],
  }
  return { ok: true, result, total: -1 }
}

function countersOf(chats: readonly Chat[], userId: number): (readonly [number, number])[] {
  return chats.map((chat) => [chat.id, unreadCount(chat, userId)] as const).filter(([, count]) => count > 0)
}

function sum(entries: readonly (readonly [number, number])[]): number {
  return entries.reduce((total, [, count]) => total + count, 0)
}

/** https://apidocs.bitrix24.com/api-reference/chats/im-counters-get.html */
function countersGet(call: Call): MethodAnswer {
  const { world, userId } = call
  const chats = listed(world, userId)
  const lines = countersOf(
    chats.filter((chat) => chat.kind === 'lines'),
    userId,
  )
  const group = countersOf(
    chats.filter((chat) => chat.kind === 'chat' || chat.kind === 'sonetGroup'),
    userId,
  )
  const dialog = chats
    .filter((chat) => chat.kind === 'private')
    .map((chat) => [[...chat.participants.keys()].find((id) => id !== userId) ?? 0, unreadCount(chat, userId)] as const)
    .filter(([, count]) => count > 0)
  const notify = world.notifications.filter((entry) => entry.userId === userId && !entry.read).length
  const messenger = sum(group) + sum(dialog)
  const empty: JsonValue = phpMap(world, [])
  return answer({
    TYPE: {
      ALL: messenger + sum(lines) + notify,
      NOTIFY: notify,
      CHAT: sum(group),
      LINES: sum(lines),
      DIALOG: sum(dialog),
      MESSENGER: messenger,
    },
    CHAT: phpMap(world, group),
    CHAT_MUTED: empty,
    CHAT_UNREAD: empty,
    LINES: phpMap(world, lines),
    DIALOG: phpMap(world, dialog),
    DIALOG_UNREAD: empty,
  })
}

export const imRecentMethods: MethodTable = {
  'im.revision.get': {
    scopes: SCOPES,
    run: () => answer({ rest: 32, web: 130, mobile: 22, desktop: 6, im_revision_mobile: 22 }),
  },
  'im.recent.get': { scopes: SCOPES, anyCase: true, run: recentGet },
  'im.recent.list': { scopes: SCOPES, anyCase: true, run: recentList },
  'im.counters.get': { scopes: SCOPES, anyCase: true, run: countersGet },
}
