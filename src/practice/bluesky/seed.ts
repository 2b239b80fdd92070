// Builds the practice world: everybody's groups, conversations and messages, the same ones for the same seed and moment.
import type { DidString } from '@atproto/lex'
import { toDatetimeString } from '@atproto/lex'
import { pickIndex, seededRandom } from '../random'
import type { Cast } from './cast'
import { membership } from './changes'
import { tidOf } from './ids'
import type { Codes, OutcomeKey } from './outcomes'
import { OUTCOME_KEYS, OUTCOMES } from './outcomes'
import { addAll, crowd, DAY, group, markRead, requestsOf, writeHistory, type Builder } from './seed-parts'
import { GROUP_NAMES } from './seed-texts'
import type { Convo, Group, World } from './world'

const MINUTE = 60_000

/** Conversations anna is in besides the ones of `OUTCOMES`: more than one page of `listConvos` (50). */
const MEMBER_GROUPS = 44
const DIRECTS = 14
const INVITATIONS = 4
/** Messages of the one long conversation: more than one page of `getMessages`. */
const LONG_HISTORY = 130

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

/** What anna owns besides `mine`: more groups than a client would ask one by one, each another case for its owner. */
const OWN_GROUPS = [
  { name: 'Соседи по двору', requests: 3, link: { requireApproval: true, joinRule: 'anyone' } },
  // Over the cap of `joinRequestCount`.
  { name: 'Chess on Sundays', requests: 24, link: { requireApproval: true, joinRule: 'followedByOwner' } },
  { name: 'Без ссылки', requests: 0 },
  { name: 'Старая ссылка', requests: 0, link: { requireApproval: false, joinRule: 'anyone', enabled: false } },
  { name: 'Finished Project', requests: 0, locked: true },
] as const

function ownGroups(builder: Builder): void {
  const { cast, startMs, world } = builder
  const owner = cast.person('anna').did
  OWN_GROUPS.forEach((given, i) => {
    const made = group(builder, { owner, name: given.name, members: crowd(builder, 4) })
    writeHistory(builder, made, { count: 3, untilMs: startMs - (i + 2) * DAY })
    markRead(made, owner, 0)
    if ('locked' in given) made.lockStatus = 'locked'
    if ('link' in given) {
      const createdAt = toDatetimeString(new Date(startMs - 9 * DAY))
      made.link = { code: world.newCode(), enabled: true, createdAt, ...given.link }
    }
    requestsOf(
      builder,
      made,
      crowd(builder, cast.people.length)
        .filter((did) => !made.members.has(did))
        .slice(0, given.requests),
    )
  })
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
  cast.people.forEach((person, i) => {
    const { did, handle, displayName } = person
    // Not everybody has a picture.
    const picture = i % 3 === 2 ? {} : { picture: i }
    world.people.set(did, { did, handle, displayName, chatDisabled: false, ...picture })
  })
  const did = (key: string): DidString => cast.person(key).did
  world.follows.add(`${did('olga')}>${did('anna')}`)
  world.follows.add(`${did('anna')}>${did('boris')}`)
  const nextId = (): string => tidOf(epoch + (id += 1_000_003n))
  const builder: Builder = { world, cast, random, startMs: world.clock(), nextId }
  invitations(builder)
  directs(builder)
  memberGroups(builder)
  for (const key of OUTCOME_KEYS) if (key !== 'invalid') outcomeGroup(builder, key, codes[key])
  ownGroups(builder)
}
