// What the outbox does next: which items are released, which wait for the user's word, which leave now, and when to look
// again. Pure: the journal and the clock are the outbox's.
import type { OutboxState } from './states'

/** Undo windows are no longer than this. */
const LONGEST_HOLD_MS = 30_000

/** What the plan needs to know of an item; times in milliseconds since the epoch. */
export interface Schedulable {
  readonly id: string
  readonly accountId: string
  readonly targetKey: string
  readonly state: OutboxState
  readonly createdAt: number
  readonly heldUntil?: number | undefined
  readonly notBefore?: number | undefined
  readonly nextAttemptAt?: number | undefined
  /** When its last step was taken. */
  readonly updatedAt: number
  /** When the user last said that it may leave. */
  readonly confirmedAt?: number | undefined
  /** Noted already as waiting for the user's word. */
  readonly stale: boolean
}

export interface Limits {
  /** How many of one account may be under way at once. */
  readonly maxPerAccount: number
  /**
   * Accounts that could not be reached when last tried, and when the next try may start. Only one item of each is under
   * way at a time, until one of them has got through.
   */
  readonly probeAt: ReadonlyMap<string, number>
}

export interface Plan {
  /** Held items whose undo window is over. */
  readonly release: readonly string[]
  /** Items that have become too old to leave by themselves. */
  readonly stale: readonly string[]
  /** Items to send now, at most one per target and within each account's bound. */
  readonly send: readonly string[]
  /** When something next becomes due by time alone. */
  readonly wakeAt?: number | undefined
}

/** A message that could have left for longer than this asks before it does: what it says may no longer be true. */
export const STALE_AFTER_MS = 60 * 60_000

/**
 * From when on an item asks before it leaves. Age counts from the last moment at which the user wanted it so: when it was
 * written, when its undo window ended, the time it was scheduled for, or the user's word.
 */
export function asksFrom(item: Schedulable): number {
  const wanted = Math.max(item.createdAt, item.heldUntil ?? 0, item.notBefore ?? 0, item.confirmedAt ?? 0)
  return wanted + STALE_AFTER_MS + 1
}

/** What is under way for one account, and which of its targets are spoken for. */
interface Lane {
  running: number
  readonly targets: Set<string>
}

/**
 * Decides what to do now. `items` are all unfinished ones in journal order. Per target the first due item goes first
 * and everything behind it waits, also behind one that waits for the user's word; an item scheduled for later
 * (`notBefore`) does not hold up the ones behind it.
 */
export function planOutbox(items: readonly Schedulable[], now: number, limits: Limits): Plan {
  const lanes = lanesOf(items)
  const release: string[] = []
  const stale: string[] = []
  const send: string[] = []
  let wakeAt = Infinity
  for (const item of items) {
    if (item.state !== 'held' && item.state !== 'queued') continue
    const heldUntil = item.state === 'held' ? holdEnds(item, now) : now
    if (heldUntil > now) wakeAt = Math.min(wakeAt, heldUntil)
    else if (item.state === 'held') release.push(item.id)
    if (item.notBefore !== undefined && item.notBefore > now) {
      wakeAt = Math.min(wakeAt, Math.max(item.notBefore, heldUntil))
      continue
    }
    const asksAt = item.stale ? now : asksFrom(item)
    if (asksAt > now) wakeAt = Math.min(wakeAt, asksAt)
    else if (!item.stale) stale.push(item.id)
    const lane = laneOf(lanes, item.accountId)
    if (lane.targets.has(item.targetKey)) continue
    lane.targets.add(item.targetKey)
    if (asksAt <= now) continue
    const at = startsAt(item, { heldUntil, now, limits, lane })
    if (at > now) wakeAt = Math.min(wakeAt, at)
    if (at > now) continue
    lane.running += 1
    send.push(item.id)
  }
  return { release, stale, send, wakeAt: wakeAt === Infinity ? undefined : wakeAt }
}

/** When an undo window ends. One that seems longer than any can be was begun before the clock was set back: it is over. */
function holdEnds({ heldUntil = 0 }: Schedulable, now: number): number {
  return heldUntil - now > LONGEST_HOLD_MS ? now : heldUntil
}

interface Chance {
  readonly heldUntil: number
  readonly now: number
  readonly limits: Limits
  readonly lane: Lane
}

/** When the first item of a target may start; `Infinity` while others of the account have to end first. */
function startsAt(item: Schedulable, { heldUntil, now, limits, lane }: Chance): number {
  // A step taken in the future was taken before the clock was set back: how long to wait from now nobody can tell.
  const setBack = item.updatedAt > now
  const dueAt = Math.max(heldUntil, setBack ? 0 : (item.nextAttemptAt ?? 0))
  if (dueAt > now) return dueAt
  const probeAt = limits.probeAt.get(item.accountId)
  if (lane.running >= (probeAt === undefined ? limits.maxPerAccount : 1)) return Infinity
  return probeAt ?? now
}

function lanesOf(items: readonly Schedulable[]): Map<string, Lane> {
  const lanes = new Map<string, Lane>()
  for (const { state, accountId, targetKey } of items) {
    if (state !== 'sending') continue
    const lane = laneOf(lanes, accountId)
    lane.running += 1
    lane.targets.add(targetKey)
  }
  return lanes
}

function laneOf(lanes: Map<string, Lane>, accountId: string): Lane {
  const known = lanes.get(accountId)
  if (known !== undefined) return known
  const lane: Lane = { running: 0, targets: new Set() }
  lanes.set(accountId, lane)
  return lane
}
