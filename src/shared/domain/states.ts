// The words for what a thing is or what state it is in: one list each, used by schemas, machines and badges.

export const NETWORK_IDS = ['bitrix24', 'bluesky'] as const
export type NetworkId = (typeof NETWORK_IDS)[number]

export const RELATIONS = ['none', 'requested', 'invited', 'member', 'moderator', 'owner', 'banned'] as const
export type Relation = (typeof RELATIONS)[number]

export const GROUP_KINDS = ['group', 'project', 'scrum', 'collab', 'bluesky'] as const
export type GroupKind = (typeof GROUP_KINDS)[number]

/** `open`: joins at once. `approval`: somebody decides. `invite`: only by invitation. */
export const JOIN_RULES = ['open', 'approval', 'followedByOwner', 'invite', 'unknown'] as const
export type JoinRule = (typeof JOIN_RULES)[number]

export const JOIN_REQUEST_STATES = [
  'checking',
  'sending',
  'pending',
  'joined',
  'failed',
  'unknown',
  'declined',
  'withdrawn',
  'ended',
] as const
export type JoinRequestState = (typeof JOIN_REQUEST_STATES)[number]

/** Somebody's request to a group of mine. `gone`: decided elsewhere or withdrawn. */
export const INCOMING_STATES = [
  'waiting',
  'held',
  'deciding',
  'approved',
  'declined',
  'failed',
  'unknown',
  'gone',
] as const
export type IncomingState = (typeof INCOMING_STATES)[number]

export const OUTBOX_STATES = ['held', 'queued', 'sending', 'sent', 'failed', 'needsDecision', 'cancelled'] as const
export type OutboxState = (typeof OUTBOX_STATES)[number]

export const VAULT_STATES = ['absent', 'locked', 'unlocked', 'degraded', 'keyringChanged', 'corrupt'] as const
export type VaultState = (typeof VAULT_STATES)[number]

export const KEY_SLOTS = ['os', 'passphrase', 'memory'] as const
export type KeySlotKind = (typeof KEY_SLOTS)[number]

export const HEALTH_STATES = ['ok', 'limited', 'offline', 'signedOut', 'missingScope', 'blocked'] as const
export type HealthState = (typeof HEALTH_STATES)[number]

export const DIALOG_STATUSES = ['waiting', 'mine', 'answered', 'other'] as const
export type DialogStatus = (typeof DIALOG_STATUSES)[number]

export const OPENLINE_ACTIONS = [
  'answer',
  'skip',
  'finish',
  'finishAnother',
  'spam',
  'transfer',
  'intercept',
  'pin',
  'unpin',
  'silent',
] as const
export type OpenlineAction = (typeof OPENLINE_ACTIONS)[number]

/** News that is told outside the place it belongs to. */
export const NOTICE_KINDS = [
  'requestJoined',
  'requestDeclined',
  'requestEnded',
  'requestAsked',
  'messageFailed',
  'messageUndecided',
  'dialogWaiting',
  'dialogMessage',
  'chatMessage',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]
