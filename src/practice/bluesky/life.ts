// What happens in the practice chat without us: people write, ask to join anna's group or give up, and owners decide.
// Driven by the clock alone: nothing runs in the background, the world catches up when it is looked at.
import type { DidString } from '@atproto/lex'
import { pick } from '../random'
import type { Random } from '../types'
import type { Cast } from './cast'
import { addRequest, approveRequest, postMessage, rejectRequest, withdrawRequest } from './changes'
import type { Codes } from './outcomes'
import { sentence } from './seed-texts'
import type { Group, World } from './world'
import { groupByCode } from './world'

export interface LifeRules {
  /** Milliseconds between two steps of the mover; 0 = nothing moves by itself. */
  readonly moveEveryMs: number
  /** How long a request waits for the owner; 0 = nobody decides by themselves. */
  readonly decideAfterMs: number
}

export interface Life {
  /** Does all that was due until now. */
  catchUp(): void
  /** Extra steps, at once. */
  move(steps: number): void
  /** Lets owners decide on everything the accounts asked for and that still waits. */
  decideAll(decision: 'accept' | 'decline'): void
  /** Begins again with a freshly seeded world. */
  restart(): void
}

export interface LifeDeps {
  readonly world: World
  readonly cast: Cast
  readonly codes: Codes
  readonly random: Random
  readonly rules: LifeRules
}

/** After a long sleep the world does not have to relive every minute. */
const MAX_STEPS_AT_ONCE = 40
/** Every so many steps somebody asks to join anna's group. */
const STEPS_PER_REQUEST = 5
/** And every so many steps somebody who waits thinks better of it. */
const STEPS_PER_WITHDRAWAL = 12
/** Accounts a newcomer plays: their groups are theirs to decide on. */
const PLAYERS = ['anna', 'boris']

/** Somebody else writes in one of anna's conversations. */
function someoneWrites({ world, cast, random }: LifeDeps): void {
  const anna = cast.person('anna').did
  const open = [...world.convos.values()].filter(
    (convo) =>
      convo.members.has(anna) &&
      convo.members.size > 1 &&
      !convo.left.has(anna) &&
      (convo.kind === 'direct' || convo.lockStatus === 'unlocked'),
  )
  if (open.length === 0) return
  const convo = pick(random, open)
  const others = [...convo.members.keys()].filter((did) => did !== anna)
  postMessage(world, convo, { sender: pick(random, others), text: sentence(random) })
}

function someoneAsks({ world, cast, codes }: LifeDeps): void {
  const mine = groupByCode(world, codes.mine)?.group
  const asker = cast.people.find(({ did }) => mine?.members.has(did) === false && !mine.requests.has(did))
  if (mine && asker) addRequest(world, mine, asker.did)
}

/** The one who has waited the longest gives up. */
function someoneWithdraws({ world, codes }: LifeDeps): void {
  const mine = groupByCode(world, codes.mine)?.group
  const [asker] = mine?.requests.keys() ?? []
  if (mine && asker !== undefined) withdrawRequest(world, mine, asker)
}

/** The requests of accounts to groups of others. */
function waiting({ world, cast }: LifeDeps): { group: Group; did: DidString; since: number }[] {
  const players = PLAYERS.map((key) => cast.person(key).did)
  return [...world.convos.values()].flatMap((convo) => {
    if (convo.kind !== 'group' || players.includes(convo.owner)) return []
    const asked = cast.accounts.flatMap(({ did }) => {
      const request = convo.requests.get(did)
      return request ? [{ group: convo, did, since: Date.parse(request.at) }] : []
    })
    return asked
  })
}

/** Requests made since `from` and due by now: the group with the hostile name declines, every other owner accepts. */
function decideDue(deps: LifeDeps, from: number): void {
  const due = deps.world.clock() - deps.rules.decideAfterMs
  for (const { group, did, since } of waiting(deps)) {
    if (since < from || since > due) continue
    if (group.link?.code === deps.codes.hostile) rejectRequest(deps.world, group, did)
    else approveRequest(deps.world, group, did)
  }
}

/** The life of one practice chat from now on. */
export function createLife(deps: LifeDeps): Life {
  const { world, rules } = deps
  let startedAt = world.clock()
  let done = 0
  let steps = 0
  const step = (): void => {
    someoneWrites(deps)
    steps += 1
    if (steps % STEPS_PER_REQUEST === 0) someoneAsks(deps)
    if (steps % STEPS_PER_WITHDRAWAL === 0) someoneWithdraws(deps)
  }
  return {
    catchUp() {
      const wanted = rules.moveEveryMs > 0 ? Math.floor((world.clock() - startedAt) / rules.moveEveryMs) : 0
      for (let i = Math.max(done, wanted - MAX_STEPS_AT_ONCE); i < wanted; i += 1) step()
      done = wanted
      if (rules.decideAfterMs > 0) decideDue(deps, startedAt)
    },
    move(count) {
      for (let i = 0; i < count; i += 1) step()
    },
    decideAll(decision) {
      const act = decision === 'accept' ? approveRequest : rejectRequest
      for (const { group, did } of waiting(deps)) act(world, group, did)
    },
    restart() {
      startedAt = world.clock()
      done = 0
      steps = 0
    },
  }
}
