// How im.* shows people, chats and messages: snake_case, `[]` for empty params, `false` for nothing.
// https://apidocs.bitrix24.com/api-reference/chats/im-recent-get.html
import type { JsonObject, JsonValue } from '../types'
import { isoDate } from './format'
import { isDialog, type Dialog } from './openlines'
import { photoPath } from './pictures'
import { fullName, lastMessage, unreadCount } from './world'
import type { Chat, Message, Person, StoredFile, World } from './world-types'

export function imUser(world: World, person: Person, now: number): JsonObject {
  return {
    id: person.id,
    active: person.active,
    name: `${person.firstName} ${person.lastName}`.trim(),
    first_name: person.firstName,
    last_name: person.lastName,
    work_position: person.workPosition,
    color: person.color,
    avatar: photoPath(person),
    avatar_hr: '',
    gender: person.gender,
    birthday: '',
    extranet: person.kind === 'extranet',
    network: false,
    bot: person.kind === 'bot',
    connector: person.kind === 'connector',
    external_auth_id: person.kind === 'connector' ? 'imconnector' : person.kind === 'bot' ? 'bot' : 'default',
    status: 'online',
    idle: false,
    last_activity_date: isoDate(world, now - person.id * 60_000),
    mobile_last_date: false,
    desktop_last_date: false,
    absent: false,
    departments: [...person.departments],
    phones: false,
    bot_data: null,
    type: person.kind === 'user' ? 'user' : person.kind,
    website: '',
    email: person.email,
  }
}

const RESTRICTIONS = {
  avatar: true,
  rename: true,
  extend: true,
  call: true,
  mute: true,
  leave: true,
  leave_owner: true,
  send: true,
  user_list: true,
} as const
const PERMISSIONS = {
  manage_users_add: 'member',
  manage_users_delete: 'manager',
  manage_ui: 'member',
  manage_settings: 'owner',
  manage_messages: 'member',
  can_post: 'member',
} as const

interface EntityFields {
  readonly type: string
  readonly messageType: string
  readonly entityType: string
  readonly entityId: string
  readonly data1: string
  readonly data2: string
}

/** Position 6 of entity_data_1 is the session id. */
function lineData(dialog: Dialog, userId: number): string {
  const { line } = dialog
  const pinned = line.pinnedBy.has(userId) ? 'Y' : 'N'
  return `N|NONE|0|${pinned}|N|${line.sessionId}|${Math.floor(line.sessionStartedAt / 1000)}|${line.lineId}|0|0`
}

export function entityOf(chat: Chat, userId: number): EntityFields {
  if (isDialog(chat)) {
    return {
      type: 'lines',
      messageType: 'L',
      entityType: 'LINES',
      entityId: chat.line.userCode,
      data1: lineData(chat, userId),
      data2: 'LEAD|0|COMPANY|0|CONTACT|0|DEAL|0',
    }
  }
  if (chat.kind === 'sonetGroup') {
    return {
      type: 'sonetGroup',
      messageType: 'C',
      entityType: 'SONET_GROUP',
      entityId: String(chat.groupId ?? 0),
      data1: '',
      data2: '',
    }
  }
  return { type: 'chat', messageType: 'C', entityType: '', entityId: '', data1: '', data2: '' }
}

/** The current operator of an open-channel dialog (0 = none), the owner of any other chat. */
export function ownerOf(chat: Chat): number {
  return chat.line?.operatorId ?? chat.ownerId
}

function roleIn(chat: Chat, userId: number): string {
  if (ownerOf(chat) === userId) return 'owner'
  return chat.participants.has(userId) ? 'member' : 'guest'
}

/** The long form, as im.dialog.get and imopenlines.dialog.get answer it. */
export function imChat(world: World, chat: Chat, userId: number): JsonObject {
  const entity = entityOf(chat, userId)
  const last = lastMessage(chat)?.id ?? 0
  return {
    id: chat.id,
    parent_chat_id: 0,
    parent_message_id: 0,
    name: chat.title,
    description: null,
    owner: ownerOf(chat),
    extranet: false,
    avatar: '',
    color: chat.color,
    type: entity.type,
    counter: unreadCount(chat, userId),
    user_counter: chat.participants.size,
    message_count: chat.messages.length,
    unread_id: 0,
    restrictions: RESTRICTIONS,
    last_message_id: last,
    last_id: chat.participants.get(userId) ?? 0,
    marked_id: 0,
    disk_folder_id: 0,
    entity_type: entity.entityType,
    entity_id: entity.entityId,
    entity_data_1: entity.data1,
    entity_data_2: entity.data2,
    entity_data_3: 'N',
    mute_list: [],
    date_create: isoDate(world, chat.createdAt),
    message_type: entity.messageType,
    public: '',
    role: roleIn(chat, userId),
    entity_link: { type: entity.entityType, url: '', id: entity.entityId },
    text_field_enabled: true,
    background_id: null,
    permissions: PERMISSIONS,
    is_new: false,
    readed_list: [],
    manager_list: ownerOf(chat) === 0 ? [] : [ownerOf(chat)],
    last_message_views: { message_id: last, first_viewers: [], count_of_viewers: 0 },
    dialog_id: `chat${chat.id}`,
  }
}

/** PHP writes empty params as a list. */
function messageParams(message: Message): JsonValue {
  const params: JsonObject = {
    ...(message.attach === undefined ? {} : { ATTACH: message.attach }),
    ...(message.keyboard === undefined ? {} : { KEYBOARD: message.keyboard }),
    ...(message.fileIds === undefined ? {} : { FILE_ID: [...message.fileIds] }),
  }
  return Object.keys(params).length === 0 ? [] : params
}

export function imMessage(world: World, message: Message, unread: boolean): JsonObject {
  return {
    id: message.id,
    chat_id: message.chatId,
    author_id: message.authorId,
    date: isoDate(world, message.at),
    text: message.text,
    unread,
    uuid: message.uuid,
    replaces: [],
    params: messageParams(message),
    disappearing_date: null,
  }
}

/** A file in `files` of an answer. Its addresses need a browser session: a webhook's client cannot fetch them. */
export function imFile(world: World, file: StoredFile): JsonObject {
  const address = `/bitrix/services/main/ajax.php?action=disk.api.file.download&fileId=${file.id}`
  return {
    id: file.id,
    chatId: file.chatId,
    date: isoDate(world, file.at),
    type: 'file',
    name: file.name,
    extension: file.name.includes('.') ? (file.name.split('.').at(-1) ?? '') : '',
    size: file.bytes.length,
    image: false,
    status: 'done',
    progress: 100,
    authorId: file.authorId,
    authorName: fullName(world.people.get(file.authorId)),
    urlPreview: '',
    urlShow: address,
    urlDownload: address,
  }
}

/** The files of some messages, each once. */
export function filesOf(world: World, messages: readonly Message[]): JsonObject[] {
  const ids = new Set(messages.flatMap((message) => message.fileIds ?? []))
  return [...ids].flatMap((id) => {
    const file = world.files.get(id)
    return file === undefined ? [] : [imFile(world, file)]
  })
}

/** The people who wrote or sit in a chat. */
export function peopleOf(world: World, ids: Iterable<number>, now: number): JsonObject[] {
  return [...new Set(ids)].flatMap((id) => {
    const person = world.people.get(id)
    return person === undefined ? [] : [imUser(world, person, now)]
  })
}
