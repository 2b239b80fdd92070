// The state of one practice portal: plain mutable records, no behaviour. Everything the methods answer comes from here.
import type { JsonValue } from '../types'

/** `A` owner, `E` moderator, `K` member, `Z` pending, `T` banned (undocumented). */
export type Role = 'A' | 'E' | 'K' | 'Z' | 'T'

/** `U` the user asked, `G` the group invited. */
export type Initiator = 'U' | 'G'

export interface Person {
  readonly id: number
  readonly firstName: string
  readonly lastName: string
  readonly gender: 'M' | 'F'
  readonly workPosition: string
  readonly email: string
  readonly color: string
  readonly departments: readonly number[]
  readonly active: boolean
  /** `connector` is a customer of an open channel. */
  readonly kind: 'user' | 'extranet' | 'bot' | 'connector'
}

export interface Relation {
  readonly id: number
  readonly userId: number
  readonly groupId: number
  role: Role
  initiatedBy: Initiator
  initiatedByUserId: number
  message: string
  createdAt: number
}

export interface Workgroup {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly visible: boolean
  readonly opened: boolean
  readonly closed: boolean
  readonly active: boolean
  readonly kind: 'group' | 'project' | 'scrum' | 'collab'
  readonly ownerId: number
  readonly initiatePerms: Role
  readonly keywords: string
  readonly avatarType: string
  /** Path or URL of an own picture; '' = none. May be relative, as on real portals. */
  readonly image: string
  readonly extranet: boolean
  readonly createdAt: number
  activityAt: number
  readonly chatId: number
}

/** An open channel of this portal. */
export interface Line {
  readonly id: number
  readonly name: string
  readonly active: boolean
  readonly connector: string
  readonly queue: readonly number[]
}

/** An open channel one can write on behalf of through Bitrix24.Network. */
export interface NetworkLine {
  readonly code: string
  readonly name: string
  readonly active: boolean
  readonly botId: number
  joined: boolean
}

/** The open-channel side of a chat. Statuses are the server's numbers (undocumented): <10 new, 10-39 in work, >=40 answered. */
export interface OpenlineState {
  readonly lineId: number
  readonly connector: string
  readonly customerId: number
  readonly userCode: string
  sessionId: number
  status: number
  /** User id of the current operator, 0 = none. */
  operatorId: number
  sessionStartedAt: number
  readonly pinnedBy: Set<number>
  silent: boolean
  /** Whether people outside the queue may join. */
  readonly restricted: boolean
  /** Joining answers `true` and does nothing (undocumented behaviour of the service). */
  readonly joinIgnored: boolean
  /** Earlier sessions: id and the range of their messages. */
  readonly past: { readonly sessionId: number; readonly toMessageId: number }[]
}

export interface Chat {
  readonly id: number
  readonly kind: 'private' | 'chat' | 'lines' | 'sonetGroup'
  title: string
  readonly ownerId: number
  readonly color: string
  readonly createdAt: number
  /** User id → id of the last message read. */
  readonly participants: Map<number, number>
  readonly messages: Message[]
  readonly line?: OpenlineState
  readonly groupId?: number
}

export interface Message {
  readonly id: number
  readonly chatId: number
  /** 0 = the system. */
  readonly authorId: number
  readonly text: string
  readonly at: number
  readonly uuid: string | null
  readonly attach?: JsonValue
  readonly keyboard?: JsonValue
  readonly fileIds?: readonly number[]
}

/** A file in a chat's folder. */
export interface StoredFile {
  readonly id: number
  readonly chatId: number
  readonly authorId: number
  readonly name: string
  readonly bytes: Buffer
  readonly at: number
}

export interface Notification {
  readonly id: number
  readonly userId: number
  readonly authorId: number
  /** 1 asks for a decision, 2 from a person, 4 from the system (undocumented numbers). */
  readonly type: 1 | 2 | 4
  readonly module: string
  readonly event: string
  readonly tag: string
  readonly text: string
  readonly at: number
  read: boolean
}

/** A message that went out on behalf of a network line. */
export interface Delivery {
  readonly code: string
  readonly userId: number
  readonly text: string
  readonly at: number
  readonly attach: boolean
  readonly keyboard: boolean
  readonly urlPreview: boolean
}

/** Which of the service's varying behaviours this portal shows. */
export interface Quirks {
  /** `empty`: error "" as documented; `core`: ERROR_CORE (older boxes); `application`: real codes with localised text (undocumented). */
  sonetErrors: 'empty' | 'core' | 'application'
  /** HTTP statuses of system errors: as documented, or as observed on servers (undocumented). */
  statuses: 'documented' | 'observed'
  /** `older`: CODE_ERROR, KEYBOARD_OVERSIZE, NOT_FOUND of a join, and a limit of 30 KB. */
  networkErrors: 'current' | 'older'
  /** NFR licences know no weekly limit. */
  weeklyLimit: boolean
  /** Whether the chat-bot module is there; without it nothing goes to the network. */
  imbot: boolean
  /** Whether TEMPLATE_ID is stored, echoed as uuid and deduplicated (undocumented). */
  templateId: boolean
  /** session.join answers `true` without effect, for every dialog. */
  joinIgnored: boolean
  /** A second sonet_group.user.request fails instead of merging (older servers). */
  insertRequests: boolean
  /** Registered methods the documentation does not describe: usertogroup.*, acceptIncomingRequest … */
  undocumented: boolean
  /** Whether it has the methods of im.v2. */
  imV2: boolean
  /** A later failing command of a batch repeats the first one's code and text (undocumented). */
  batchErrorLeak: boolean
  /** A map without entries is `[]`; off, it is `{}`. */
  emptyMapsAsLists: boolean
}

/** How the portal answers a webhook's calls as a whole. */
export type WebhookState =
  | 'ok'
  | 'dead'
  | 'blocked'
  | 'expired'
  | 'noSubscription'
  | 'userInactive'
  | 'portalDeleted'
  | 'httpsRequired'
  | 'overload'

export interface Webhook {
  readonly userId: number
  readonly code: string
  scopes: readonly string[]
  state: WebhookState
}

export interface World {
  readonly key: string
  readonly name: string
  readonly language: 'en' | 'ru'
  /** Portal time zone, minutes east of UTC. */
  readonly offsetMinutes: number
  readonly adminIds: ReadonlySet<number>
  readonly people: Map<number, Person>
  readonly groups: Map<number, Workgroup>
  /** `groupId:userId` → relation. Changed by `world.ts` alone, which keeps the two indexes beside it. */
  readonly relations: Map<string, Relation>
  /** Group id → user id → relation. */
  readonly relationsByGroup: Map<number, Map<number, Relation>>
  /** User id → group id → relation. */
  readonly relationsByUser: Map<number, Map<number, Relation>>
  readonly chats: Map<number, Chat>
  readonly files: Map<number, StoredFile>
  readonly lines: Line[]
  readonly networkLines: NetworkLine[]
  readonly notifications: Notification[]
  readonly deliveries: Delivery[]
  /** `code:userId` → when the slot was taken. */
  readonly weeklySlots: Map<string, number>
  /** TEMPLATE_ID → message id. */
  readonly templates: Map<string, number>
  /** The last id given out, for everything. */
  lastId: number
  readonly quirks: Quirks
}
