// Builds the practice world: everybody's groups, conversations and messages, the same ones for the same seed and moment.
import type { DidString } from '@atproto/lex'
import { toDatetimeString } from '@atproto/lex'
import { pick, pickIndex, seededRandom } from '../random'
import type { Random } from '../types'
import type { Cast } from './cast'
import { membership } from './changes'
import { newGroup } from './chat/groups'
import { tidOf } from './ids'
import type { Codes, OutcomeKey } from './outcomes'
import { OUTCOME_KEYS, OUTCOMES } from './outcomes'
import { GROUP_NAMES, sentence } from './seed-texts'
import type { Convo, Group, World } from './world'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Conversations anna is in besides the ones of `OUTCOMES`: more than one page of `listConvos` (50). */
const MEMBER_GROUPS = 44
const DIRECTS = 14
const INVITATIONS = 4
/** Messages of the one long conversation: more than one page of `getMessages`. */
const LONG_HISTORY = 130

interface Builder {
  readonly world: World
  readonly cast: Cast
  readonly random: Random
  readonly startMs: number
  nextId(): string
}

/** Some people of the crowd, no one twice. */
function crowd(builder: Builder, count: number): DidString[] {
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
function writeHistory(builder: Builder, convo: Convo, given: { count: number; untilMs: number }): void {
  const writers = [...convo.members.keys()]
  const step = Math.floor((2 * DAY) / given.count)
  const jitter = pickIndex(builder.random, 60 * MINUTE)
  for (let i = 0; i < given.count; i += 1) {
    const atMs = given.untilMs - (given.count - i) * step - jitter
    write(builder, convo, { sender: pick(builder.random, writers), text: sentence(builder.random), atMs })
  }
}

/** Lets a member have read all but the newest `unread` messages. */
function markRead(convo: Convo, did: DidString, unread: number): void {
  const own = convo.members.get(did)
  const last = convo.messages.at(-1 - unread)
  if (own && last) own.readRev = last.rev
}

function addAll(builder: Builder, convo: Convo, dids: readonly DidString[]): void {
  const since = builder.world.tidAt(builder.startMs - 60 * DAY)
  for (const did of dids) if (!convo.members.has(did)) convo.members.set(did, membership(since))
}

function group(builder: Builder, given: { owner: DidString; name: string; members: readonly DidString[] }): Group {
  const made = newGroup(builder.world, { id: builder.nextId(), owner: given.owner, name: given.name })
  made.members.clear()
  addAll(builder, made, [given.owner, ...given.members])
  return made
}

function requestsOf(builder: Builder, target: Group, dids: readonly DidString[]): void {
  dids.forEach((did, index) => {
    const at = toDatetimeString(new Date(builder.startMs - DAY + index * 7 * MINUTE))
    target.requests.set(did, { at, read: index > 1 })
  })
}

/** What makes one outcome differ from an open group. */
function shape(builder: Builder, key: OutcomeKey, made: Group): void {
  const anna = builder.cast.person('anna').did
  switch (key) {
    case 'locked':
      made.lockStatus = 'locked'
      return
    case 'full':
      made.memberLimit = made.members.size
      return
    case 'kicked':
      made.kicked.add(anna)
      return
    case 'requested':
      return requestsOf(builder, made, [anna])
    case 'member':
      return addAll(builder, made, [anna])
    case 'mine':
      return requestsOf(builder, made, crowd(builder, 5))
    default:
      return
  }
}

const FOLLOWERS_ONLY: readonly OutcomeKey[] = ['follow', 'followed', 'followedApproval']
const WITH_APPROVAL: readonly OutcomeKey[] = ['approval', 'followedApproval', 'requested', 'mine', 'hostile']

function outcomeGroup(builder: Builder, key: OutcomeKey, code: string): void {
  const { cast, random, startMs } = builder
  const ownerKey = key === 'mine' ? 'anna' : key === 'follow' ? 'boris' : 'olga'
  const owner = cast.person(ownerKey).did
  const made = group(builder, {
    owner,
    name: OUTCOMES[key].name,
    members: crowd(builder, 3 + pickIndex(random, 9)),
  })
  made.link = {
    code,
    enabled: key !== 'disabled',
    requireApproval: WITH_APPROVAL.includes(key),
    joinRule: FOLLOWERS_ONLY.includes(key) ? 'followedByOwner' : 'anyone',
    createdAt: toDatetimeString(new Date(startMs - 20 * DAY)),
  }
  shape(builder, key, made)
  writeHistory(builder, made, { count: 6, untilMs: startMs - 3 * 60 * MINUTE })
  for (const did of made.members.keys()) markRead(made, did, 0)
}

function memberGroups(builder: Builder): void {
  const anna = builder.cast.person('anna').did
  for (let i = 0; i < MEMBER_GROUPS; i += 1) {
    const [owner, ...members] = crowd(builder, 3 + pickIndex(builder.random, 20))
    const name = GROUP_NAMES[i % GROUP_NAMES.length] ?? 'Group'
    const made = group(builder, { owner: owner ?? anna, name, members: [anna, ...members] })
    const count = i === 0 ? LONG_HISTORY : 2 + pickIndex(builder.random, 12)
    writeHistory(builder, made, { count, untilMs: builder.startMs - i * 5 * 60 * MINUTE })
    markRead(made, anna, i % 4 === 1 ? 2 : 0)
    if (i % 9 === 8) made.lockStatus = 'locked'
  }
}

function directs(builder: Builder): void {
  const anna = builder.cast.person('anna').did
  const others = builder.cast.people.filter((person) => person.did !== anna).slice(0, DIRECTS)
  others.forEach((other, i) => {
    const since = builder.world.tidAt(builder.startMs - 60 * DAY)
    const convo: Convo = {
      kind: 'direct',
      id: builder.nextId(),
      createdAt: toDatetimeString(new Date(builder.startMs - 50 * DAY)),
      rev: since,
      members: new Map([
        [anna, membership(since)],
        [other.did, membership(since)],
      ]),
      left: new Set(),
      messages: [],
    }
    builder.world.convos.set(convo.id, convo)
    writeHistory(builder, convo, { count: 3 + (i % 6), untilMs: builder.startMs - (i * 11 + 2) * 60 * MINUTE })
    markRead(convo, anna, i % 5 === 2 ? 1 : 0)
  })
}

function invitations(builder: Builder): void {
  const anna = builder.cast.person('anna').did
  for (let i = 0; i < INVITATIONS; i += 1) {
    const [owner, ...members] = crowd(builder, 6)
    if (owner === undefined) continue
    const made = group(builder, { owner, name: `Приглашение ${i + 1}`, members })
    writeHistory(builder, made, { count: 3, untilMs: builder.startMs - (i + 1) * DAY })
    const since = builder.world.tidAt(builder.startMs - 5 * DAY)
    made.members.set(anna, membership(since, { status: 'request', addedBy: owner }))
  }
}

/** Fills `world` anew; join links keep their `codes`. */
export function seedWorld(
  world: World,
  given: { readonly cast: Cast; readonly codes: Codes; readonly seed: number },
): void {
  const { cast, codes, seed } = given
  const random = seededRandom(seed + 1)
  let id = 0n
  const epoch = BigInt(Date.UTC(2026, 5, 1)) * 1000n
  for (const part of [world.people, world.follows, world.convos, world.logs]) part.clear()
  for (const person of cast.people) {
    world.people.set(person.did, {
      did: person.did,
      handle: person.handle,
      displayName: person.displayName,
      chatDisabled: false,
    })
  }
  const did = (key: string): DidString => cast.person(key).did
  world.follows.add(`${did('olga')}>${did('anna')}`)
  world.follows.add(`${did('anna')}>${did('boris')}`)
  const nextId = (): string => tidOf(epoch + (id += 1_000_003n))
  const builder: Builder = { world, cast, random, startMs: world.clock(), nextId }
  invitations(builder)
  directs(builder)
  memberGroups(builder)
  for (const key of OUTCOME_KEYS) if (key !== 'invalid') outcomeGroup(builder, key, codes[key])
}
