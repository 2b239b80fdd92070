// What a network can do, port by port. Capabilities speak to these and never ask which network it is.
// A network is a folder that offers them; a third network would be a third folder and nothing else.
import type { Account } from '../../shared/contract/accounts'
import type { AccountId, JsonObject, JsonValue } from '../../shared/contract/common'
import type { Budget, CallRecord } from '../../shared/contract/diagnostics'
import type { AppError, Result } from '../../shared/contract/result'
import type { Channel, MessageTarget, PastMessage, Person, TargetHit } from '../../shared/contract/messages'
import type { Dialog, Transcript } from '../../shared/contract/openlines'
import type { Logger } from '../log/port'
import type { HealthState, NetworkId, OpenlineAction } from '../../shared/domain/states'
import type { GroupsPort } from './group-ports'
import type { RequestsPort } from './request-ports'

/** Milliseconds since the epoch. */
export type Clock = () => number

export interface Timers {
  /** Resolves after `ms`; rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export type { Logger } from '../log/port'
export * from './group-ports'
export type * from './request-ports'

/** The secrets of one account, by field (`webhookUrl`, `session` …). Kept in the vault; practice accounts keep theirs in memory. */
export interface AccountSecrets {
  /** `vault.locked`, `vault.absent` or `vault.secretMissing` when it cannot be had now. */
  read(field: string): Result<string>
  /** Durable when it resolves. A failure is answered, not thrown. */
  write(field: string, value: string): Promise<Result<void>>
}

/** Small per-key state that must survive a restart: limiter levels, capability sets. */
export interface KeyValueStore {
  get(key: string): JsonValue | undefined
  set(key: string, value: JsonValue): void
}

export interface Health {
  readonly state: HealthState
  readonly reason?: AppError['code']
  /** ISO time until which `limited` lasts. */
  readonly until?: string
}

/** What `connect` learnt about an identity; the accounts capability stores it. */
export interface ConnectedIdentity {
  readonly network: NetworkId
  /** The same portal+user or the same DID gives the same key: connecting again updates the account. */
  readonly identityKey: string
  readonly label: string
  readonly host: string
  readonly userId: string
  readonly userName: string
  readonly handle?: string
  readonly missingScopes: readonly string[]
  readonly ports: Account['ports']
  /** Non-secret facts the network needs to open the account again. */
  readonly settings: JsonObject
  /** Field → secret. */
  readonly secrets: Readonly<Record<string, string>>
}

/** A stored account, as a network gets it to work with. */
export interface AccountHandle {
  readonly id: AccountId
  readonly host: string
  readonly userId: string
  readonly practice: boolean
  readonly settings: JsonObject
  readonly secrets: AccountSecrets
  /** Called whenever a call shows the account to be better or worse off than before. */
  onHealth(health: Health): void
}

/** Parts every network is made with. */
export interface NetworkDeps {
  readonly clock: Clock
  readonly timers: Timers
  /** In [0, 1). */
  readonly random: () => number
  readonly log: Logger
  readonly state: KeyValueStore
  readonly userAgent: string
  /** http is allowed to these loopback origins in a packaged app (the practice process); in unpackaged builds to any loopback host. */
  readonly allowHttpOrigin: (origin: string) => boolean
  /** PEM certificates trusted besides Node's own: the operating system's store. */
  readonly systemCa: () => readonly string[]
  /** Proxy URL for a target URL, or `undefined` for a direct connection. */
  readonly proxyFor: (url: string) => Promise<string | undefined>
  onCall(record: CallRecord): void
}

export interface Network {
  readonly id: NetworkId
  /**
   * Tries what the user typed and tells who it is. `input` is the connect route's parsed input.
   * Changes nothing on the service besides opening a session.
   */
  connect(input: JsonObject, options: { practice: boolean; signal?: AbortSignal }): Promise<Result<ConnectedIdentity>>
  /** Opens a stored account. Does no I/O before its first call. */
  open(account: AccountHandle): Connection
  /** Requests left per host, for the budget display. */
  budgets(): Budget[]
}

/** An open account and the ports its network offers for it. */
export interface Connection {
  readonly identity: IdentityPort
  readonly groups?: GroupsPort
  readonly requests?: RequestsPort
  readonly openlines?: OpenlinesPort
  readonly messages?: MessagesPort
  close(): Promise<void>
}

/** The ports an account may offer besides its identity. */
export interface AccountPorts {
  readonly groups: GroupsPort
  readonly requests: RequestsPort
  readonly openlines: OpenlinesPort
  readonly messages: MessagesPort
}

/** The accounts as the other capabilities see them: rows, and connections opened when first asked for. */
export interface Accounts {
  /** In the user's order. */
  list(): readonly Account[]
  get(id: AccountId): Account | undefined
  /** Does no I/O. `accounts.noPort` when the account's network does not offer the port. */
  portOf<P extends keyof AccountPorts>(
    id: AccountId,
    port: P,
  ): Result<AccountPorts[P], 'accounts.notFound' | 'accounts.noPort'>
  /** Something that is counted in the account's row (its unread) may have changed. */
  touched(id: AccountId): void
}

/** An account's health and refreshed facts. */
export interface CheckedIdentity {
  readonly health: Health
  readonly missingScopes: readonly string[]
  readonly userName: string
  /** Where they may have changed since `connect`. */
  readonly ports?: Account['ports']
  readonly settings?: JsonObject
}

export interface IdentityPort {
  /** Asks who I am and what I may do. */
  check(signal?: AbortSignal): Promise<Result<CheckedIdentity>>
  /** Ends the session on the service where there is one; failing is no reason to keep the account. */
  signOut(): Promise<void>
}

export type PortDialog = Omit<Dialog, 'accountId'>

export interface OpenlinesPort {
  list(signal?: AbortSignal): Promise<Result<PortDialog[]>>
  get(chatId: string): Promise<Result<PortDialog>>
  history(chatId: string): Promise<Result<Omit<Transcript, 'accountId'>>>
  /** Joins and verifies: the service's `true` is not proof. `chatId` is a number as a string. */
  join(chatId: string): Promise<Result<{ effect: 'joined' | 'already' | 'none'; dialog: PortDialog }>>
  act(
    chatId: string,
    action: OpenlineAction,
    to?: string,
  ): Promise<Result<{ effect: 'done' | 'none'; dialog: PortDialog }>>
}

/** One attempt at sending, as the outbox's policy needs to know it. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly serverId?: string }
  /** Provably not delivered: refused by the service, or it never left. `retryable` = it never left or the service was busy. */
  | { readonly kind: 'failed'; readonly error: AppError; readonly retryable: boolean; readonly retryAfterMs?: number }
  /** May have been delivered: the answer was lost. */
  | { readonly kind: 'unknown'; readonly error: AppError }

/** A file that goes along with a message. */
export interface OutgoingFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** The bytes from the first on, as often as asked; fails where they are not there any more. */
  read(): AsyncIterable<Uint8Array>
}

export interface OutgoingMessage {
  /** Our id: a lowercase UUID v4, stable over all attempts. */
  readonly id: string
  readonly target: MessageTarget
  readonly text: string
  readonly attach?: JsonValue
  readonly keyboard?: JsonValue
  readonly urlPreview: boolean
  readonly file?: OutgoingFile
  /** When the first attempt began, ISO: reading back starts here. */
  readonly firstAttemptAt?: string
  /** The service's ids of other messages of ours there since then: none of them is this one, whatever it says. */
  readonly otherServerIds?: readonly string[]
}

export type PortTarget = Pick<TargetHit, 'target' | 'title' | 'kind' | 'hint' | 'memberCount' | 'blocked'>

/** A conversation with something unread, and the last message in it, which is not mine. */
export interface UnreadChat {
  readonly target: MessageTarget
  readonly title: string
  /** Another one means that somebody wrote since. */
  readonly lastId: string
  readonly text: string
  readonly authorName?: string
}

/** Where the list is `full` there may be others: one that is missing need not have been read. */
export type UnreadChats = Readonly<{ chats: readonly UnreadChat[]; full: boolean }>

export interface MessagesPort {
  /** The kinds of target this connection can send to. */
  readonly targets: readonly MessageTarget['kind'][]
  /** The kinds of target that a file can go to with a text; none where absent. */
  readonly fileTargets?: readonly MessageTarget['kind'][]
  /** People one can write to, found by name; [] for a text shorter than the service's minimum. */
  people?(text: string): Promise<Result<Omit<Person, 'nextPossibleAt'>[]>>
  /**
   * Places to write to, found by name, in the service's order; [] for a text shorter than its minimum. With `lineCode`
   * people who can be written to through that line.
   */
  find?(text: string, options: { readonly lineCode?: string }): Promise<Result<PortTarget[]>>
  /** Joins a network line; joining twice changes nothing. */
  joinLine?(lineCode: string): Promise<Result<void>>
  /** The portal's own open channels. */
  channels?(): Promise<Result<Channel[]>>
  /** The latest messages there, oldest first; `before` is the `older` of an earlier answer. */
  history?(target: MessageTarget, before?: string): Promise<Result<{ messages: PastMessage[]; older?: string }>>
  /** Conversations with something unread, in the background lane; muted ones are left out. */
  unread?(): Promise<Result<UnreadChats>>
  /** Sends once; never repeats by itself after an unknown outcome. */
  send(message: OutgoingMessage): Promise<SendOutcome>
  /**
   * After an unknown outcome: reads whether it arrived. `cannotKnow` where the service offers no way to see.
   * `resendSafe` means a repeat of the same id cannot deliver twice.
   */
  readBack(
    message: OutgoingMessage,
  ): Promise<Result<{ found: 'yes' | 'no' | 'cannotKnow'; resendSafe: boolean; serverId?: string }>>
}
