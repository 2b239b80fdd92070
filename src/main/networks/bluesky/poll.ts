// One look at everything that waits: the log each time, the lists only where it told of something, where a silent end
// has to be noticed, or from time to time as a safety net. Never writes.
import { ok, type Result } from '../../../shared/contract/result'
import type { JsonValue } from '../../../shared/contract/common'
import type { JoinTarget, PollAnswer, PollAsk, PortIncomingRequest, RequestsPort, RequestStanding } from '../ports'
import type { ReadOptions } from './chat'
import { readLog } from './chat-log'
import { kindOf } from './group-views'
import { readIncoming } from './incoming'
import { standingOf, standingWithin, type ReadingDeps } from './join-check'
import { digest, relationsOf, type Digest, type Listed } from './log-digest'
import { whereSomebodyWaits } from './waiting-counts'
import { GROUP_CONVO, stringIn, typeOf } from './views'

/** So many cycles of a minute: a change the log did not tell is noticed all the same. */
const SAFETY_CYCLES = 10
/** More groups than this are not asked one by one, but found by the counts in the list of conversations. */
const FEW_GROUPS = 3

/** What is remembered between cycles; a restart of the app begins it anew. */
interface Memory {
  cycle: number
  /** The list of my requests and invitations has to be read, whatever the log says. */
  listDue: boolean
  /** Who waits, by group of mine; a group that is missing has to be read. */
  readonly waiting: Map<string, readonly PortIncomingRequest[]>
  /** Groups the log showed to be mine. */
  readonly heardOwn: Set<string>
  /** Where the log was read up to: a look that is asked to begin anew must not skip what happened since. */
  log: string | undefined
}

interface Lists {
  readonly listed: Listed
  /** The groups that invite me, with their names. */
  readonly invitations: NonNullable<PollAnswer['invitations']>
}

async function readLists({ convos, log }: ReadingDeps, options: ReadOptions): Promise<Result<Lists>> {
  const listed = new Map<string, 'mine' | 'invitation'>()
  const invitations = new Map<string, { readonly name?: string }>()
  const read = await convos.requests((page) => {
    for (const entry of page) {
      if (entry.kind === 'mine') listed.set(entry.request.convoId, 'mine')
      // Somebody's first message is listed here too, and is no invitation to a group.
      else if (typeOf(entry.convo.kind) === GROUP_CONVO) {
        const group = kindOf(entry.convo, log)
        listed.set(entry.convo.id, 'invitation')
        invitations.set(entry.convo.id, group === undefined ? {} : { name: group.name })
      }
    }
  }, options)
  return read.ok ? ok({ listed, invitations }) : read
}

interface Looked {
  readonly listed: Listed
  readonly heard: Digest['heard']
}

/** A request that is not listed any more is looked at by itself: the list cannot tell "let in" from "declined". */
async function standing(
  target: JoinTarget,
  { listed, heard }: Looked,
  deps: ReadingDeps,
): Promise<RequestStanding | undefined> {
  const { groupId } = target
  if (groupId === undefined) {
    const read = await standingOf(target, deps)
    return read.ok ? read.data : undefined
  }
  const entry = listed.get(groupId)
  if (entry !== undefined) return { standing: entry === 'mine' ? 'pending' : 'invited', groupId }
  const read = await standingWithin(groupId, deps)
  if (!read.ok) return undefined
  // The log is ahead of the lists: what it has just told of is not gone.
  const justTold = heard.get(groupId) === 'in' || heard.get(groupId) === 'asked'
  return read.data === 'none' && justTold ? { standing: 'notKnown', groupId } : { standing: read.data, groupId }
}

type Waiting = Required<Pick<PollAnswer, 'incoming'>> & Pick<PollAnswer, 'incomingCovers'>

/** Reads the groups of mine that are not known, and tells of all that are afterwards. */
async function readWaiting(
  own: ReadonlySet<string>,
  memory: Memory,
  { deps, options }: { deps: ReadingDeps; options: ReadOptions },
): Promise<Waiting> {
  const { waiting, heardOwn } = memory
  for (const groupId of waiting.keys()) if (!own.has(groupId)) waiting.delete(groupId)
  const missing = [...own].filter((groupId) => !waiting.has(groupId))
  const counted = missing.length > FEW_GROUPS ? await whereSomebodyWaits(missing, deps, options) : ok(missing)
  for (const groupId of counted.ok ? missing : []) {
    if (counted.ok && !counted.data.includes(groupId)) waiting.set(groupId, [])
    else {
      const read = await readIncoming(groupId, deps, options)
      const notMine = !read.ok && (read.error.code === 'groups.notFound' || read.error.code === 'groups.notOwner')
      if (notMine) heardOwn.delete(groupId)
      if (read.ok || notMine) waiting.set(groupId, read.ok ? read.data : [])
    }
  }
  const incoming = [...waiting.values()].flat()
  // One that could not be read may hold anybody: nothing in it is gone.
  return waiting.size === own.size ? { incoming } : { incoming, incomingCovers: [...waiting.keys()] }
}

const cursorIn = (cursor: JsonValue | undefined): string | undefined => stringIn(cursor, 'log') || undefined

async function look(
  ask: PollAsk,
  memory: Memory,
  { deps, options }: { deps: ReadingDeps; options: ReadOptions },
): Promise<Result<PollAnswer>> {
  const since = cursorIn(ask.cursor)
  const log = await readLog(since ?? memory.log, deps, options)
  if (!log.ok) return log
  memory.log = log.data.cursor
  const told = digest(log.data.events)
  if (since === undefined || log.data.anew || memory.cycle % SAFETY_CYCLES === 0) {
    memory.listDue = true
    memory.waiting.clear()
  }
  memory.cycle += 1
  for (const groupId of told.touched) {
    memory.waiting.delete(groupId)
    memory.heardOwn.add(groupId)
  }
  const wanted = memory.listDue || ask.requests.length > 0 || told.heard.size > 0
  const lists = wanted ? await readLists(deps, options) : undefined
  memory.listDue = lists?.ok === false
  const standings = new Map<string, RequestStanding>()
  if (lists?.ok) {
    const { listed } = lists.data
    for (const { id, target } of ask.requests) {
      const now = await standing(target, { listed, heard: told.heard }, deps)
      if (now !== undefined) standings.set(id, now)
    }
  }
  const own = new Set([...ask.ownGroups, ...memory.heardOwn])
  const waiting = await readWaiting(own, memory, { deps, options })
  const { cursor } = log.data
  return ok({
    standings,
    relations: relationsOf(lists?.ok ? lists.data.listed : undefined, told),
    ...(lists?.ok ? { invitations: lists.data.invitations } : {}),
    ...waiting,
    ...(cursor === undefined ? {} : { cursor: { log: cursor } }),
  })
}

export interface Poll {
  readonly look: NonNullable<RequestsPort['poll']>
  /** Who waits in this group has just changed by our own doing: the next look reads it, whatever the log says. */
  forget(groupId: string): void
}

/**
 * Makes the look of one account. In a quiet cycle it costs one `getLog`; with an open request of mine, one
 * `listConvoRequests` besides, since a rejection is told to nobody but the owner.
 */
export function createPoll(deps: ReadingDeps): Poll {
  const memory: Memory = { cycle: 0, listDue: true, waiting: new Map(), heardOwn: new Set(), log: undefined }
  return {
    look: (ask, signal) => look(ask, memory, { deps, options: signal ? { signal } : {} }),
    forget: (groupId) => void memory.waiting.delete(groupId),
  }
}
