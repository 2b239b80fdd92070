// The practice chat's data: people, conversations, logs. Holds state and knows no HTTP, no lexicon method, no session.
import type { DatetimeString, DidString, HandleString } from '@atproto/lex'
import { toDatetimeString } from '@atproto/lex'
import type { chat } from '@bsky/sdk/lexicons'
import type { Clock, Random } from '../types'
import { createTids, joinLinkCode } from './ids'
import { refuse } from './xrpc-error'

export type JoinRule = 'anyone' | 'followedByOwner'
export type LockStatus = 'unlocked' | 'locked' | 'locked-permanently'
export type ConvoMessage = NonNullable<chat.bsky.convo.defs.ConvoView['lastMessage']> & { rev: string; id: string }
export type LogEvent = chat.bsky.convo.getLog.$OutputBody['logs'][number] & { rev: string }

export interface Person {
  readonly did: DidString
  readonly handle: HandleString
  readonly displayName: string
  /** Which picture the PDS draws for this person; not everybody has one. */
  readonly picture?: number
  /** Chat switched off for this account by moderation. */
  chatDisabled: boolean
}

export interface Membership {
  status: 'request' | 'accepted'
  readonly addedBy?: DidString
  /** Messages with a smaller rev were written before this member came. */
  readonly since: string
  muted: boolean
  /** Everything up to this rev has been read. */
  readRev: string
}

export interface JoinLink {
  readonly code: string
  enabled: boolean
  requireApproval: boolean
  joinRule: JoinRule
  readonly createdAt: DatetimeString
}

interface ConvoBase {
  readonly id: string
  readonly createdAt: DatetimeString
  rev: string
  readonly members: Map<DidString, Membership>
  /** Were members once (group), or hid the conversation (direct). */
  readonly left: Set<DidString>
  readonly messages: ConvoMessage[]
}

export interface DirectConvo extends ConvoBase {
  readonly kind: 'direct'
}

export interface Group extends ConvoBase {
  readonly kind: 'group'
  readonly owner: DidString
  name: string
  lockStatus: LockStatus
  memberLimit: number
  readonly requests: Map<DidString, { readonly at: DatetimeString; read: boolean }>
  /** Removed by the owner: cannot come back by a link. */
  readonly kicked: Set<DidString>
  link?: JoinLink
}

export type Convo = DirectConvo | Group

export interface World {
  readonly people: Map<DidString, Person>
  /** `a>b`: a follows b. */
  readonly follows: Set<string>
  readonly convos: Map<string, Convo>
  readonly logs: Map<DidString, LogEvent[]>
  readonly clock: Clock
  /** Where a drawn picture is served. */
  pictureUrl(picture: number): `http:${string}`
  nextTid(): string
  tidAt(ms: number): string
  newCode(): string
  now(): DatetimeString
}

export interface WorldDeps {
  readonly clock: Clock
  /** Makes new join-link codes. */
  readonly random: Random
  readonly pictureUrl: World['pictureUrl']
}

/** @returns an empty world. */
export function createWorld({ clock, random, pictureUrl }: WorldDeps): World {
  const tids = createTids(clock)
  return {
    people: new Map(),
    follows: new Set(),
    convos: new Map(),
    logs: new Map(),
    clock,
    pictureUrl,
    nextTid: () => tids.next(),
    tidAt: (ms) => tids.at(ms),
    newCode: () => joinLinkCode(random),
    now: () => toDatetimeString(new Date(clock())),
  }
}

/** The conversation `id` as one of its members may see it, else `InvalidConvo`. */
export function convoOf(world: World, id: string, viewer: DidString): { convo: Convo; membership: Membership } {
  const convo = world.convos.get(id)
  const membership = convo?.members.get(viewer)
  if (!convo || !membership) return refuse('InvalidConvo', 'Conversation not found')
  return { convo, membership }
}

/** The group `id` for its owner; `InvalidConvo`, or `InsufficientRole` for other members. */
export function ownedGroup(world: World, id: string, viewer: DidString): Group {
  const { convo } = convoOf(world, id, viewer)
  if (convo.kind !== 'group') return refuse('InvalidConvo', 'Not a group conversation')
  if (convo.owner !== viewer) return refuse('InsufficientRole', 'Only the owner can do this')
  return convo
}

/** The group a join link belongs to; codes are compared with case. */
export function groupByCode(world: World, code: string): { group: Group; link: JoinLink } | undefined {
  for (const convo of world.convos.values()) {
    if (convo.kind === 'group' && convo.link?.code === code) return { group: convo, link: convo.link }
  }
  return undefined
}
