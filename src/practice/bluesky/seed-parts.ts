// The bricks of the seeded practice world: groups with members, messages and requests.
import type { DidString } from '@atproto/lex'
import { toDatetimeString } from '@atproto/lex'
import { pick, pickIndex } from '../random'
import type { Random } from '../types'
import type { Cast } from './cast'
import { membership } from './changes'
import { newGroup } from './chat/groups'
import { sentence } from './seed-texts'
import type { Convo, Group, World } from './world'

const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE

export interface Builder {
  readonly world: World
  readonly cast: Cast
  readonly random: Random
  readonly startMs: number
  nextId(): string
}

/** Some people of the crowd, no one twice. */
export function crowd(builder: Builder, count: number): DidString[] {
  const others = builder.cast.people.slice(builder.cast.accounts.length).map((person) => person.did)
  const start = pickIndex(builder.random, others.length)
  return Array.from(
    { length: Math.min(count, others.length) },
    (_, i) => others[(start + i) % others.length] as DidString,
  )
}

function write(builder: Builder, convo: Convo, post: { sender: DidString; text: string; atMs: number }): void {
  const rev = builder.world.tidAt(post.atMs)
  const sentAt = toDatetimeString(new Date(post.atMs))
  const id = builder.world.tidAt(post.atMs)
  const { text } = post
  convo.messages.push({
    $type: 'chat.bsky.convo.defs#messageView',
    id,
    rev,
    text,
    sender: { did: post.sender },
    sentAt,
  })
  convo.rev = rev
}

/** Writes `count` messages over the days before `untilMs`; the newest last. */
export function writeHistory(builder: Builder, convo: Convo, given: { count: number; untilMs: number }): void {
  const writers = [...convo.members.keys()]
  const step = Math.floor((2 * DAY) / given.count)
  const jitter = pickIndex(builder.random, 60 * MINUTE)
  for (let i = 0; i < given.count; i += 1) {
    const atMs = given.untilMs - (given.count - i) * step - jitter
    write(builder, convo, { sender: pick(builder.random, writers), text: sentence(builder.random), atMs })
  }
}

/** Lets a member have read all but the newest `unread` messages. */
export function markRead(convo: Convo, did: DidString, unread: number): void {
  const own = convo.members.get(did)
  const last = convo.messages.at(-1 - unread)
  if (own && last) own.readRev = last.rev
}

export function addAll(builder: Builder, convo: Convo, dids: readonly DidString[]): void {
  const since = builder.world.tidAt(builder.startMs - 60 * DAY)
  for (const did of dids) if (!convo.members.has(did)) convo.members.set(did, membership(since))
}

export function group(
  builder: Builder,
  given: { owner: DidString; name: string; members: readonly DidString[] },
): Group {
  const made = newGroup(builder.world, { id: builder.nextId(), owner: given.owner, name: given.name })
  made.members.clear()
  addAll(builder, made, [given.owner, ...given.members])
  return made
}

export function requestsOf(builder: Builder, target: Group, dids: readonly DidString[]): void {
  dids.forEach((did, index) => {
    const at = toDatetimeString(new Date(builder.startMs - DAY + index * 7 * MINUTE))
    target.requests.set(did, { at, read: index > 1 })
  })
}
