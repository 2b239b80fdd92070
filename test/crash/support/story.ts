// What must be true of all messages over all lives of the app: held against the journal on disk and the services' record
// after each end.
import { expect } from '@playwright/test'
import type { OutputOf } from '../../../src/shared/contract'
import { OUTBOX_ARROWS, canOutboxMove } from '../../../src/shared/domain/outbox-machine'
import type { OutboxState } from '../../../src/shared/domain/states'
import { askDisk } from './journal'

type Item = OutputOf<'outbox.list'>[number]

interface Entry {
  readonly id: string
  readonly state: OutboxState
  readonly text: string
  /** Account and target: order is kept by it. */
  readonly target: string
  readonly attempts: number
  readonly askedAt: string | null
  /** What is written of each attempt, e.g. `unknown sent`; `open` where nothing is yet. */
  readonly outcomes: string
}

const JOURNAL = `SELECT id, state, text, account_id || ' ' || target_key AS target, attempts, evidence_at AS askedAt,
    coalesce((SELECT group_concat(coalesce(outcome, 'open'), ' ' ORDER BY attempt) FROM outbox_attempts WHERE item_id = id), '')
      AS outcomes
  FROM outbox ORDER BY seq`

const ENDED: ReadonlySet<OutboxState> = new Set(['sent', 'failed', 'needsDecision', 'cancelled'])

/** Where a state may lead in any number of steps. */
function reachable(from: OutboxState, seen = new Set<OutboxState>([from])): ReadonlySet<OutboxState> {
  for (const next of OUTBOX_ARROWS[from]) {
    if (seen.has(next)) continue
    seen.add(next)
    reachable(next, seen)
  }
  return seen
}

export class Story {
  readonly #profile: string
  readonly #delivered: () => Promise<readonly string[]>
  /** What the app said it had taken, by id: the text. */
  readonly #acknowledged = new Map<string, string>()
  readonly #cancelled = new Set<string>()
  readonly #putOff = new Set<string>()
  /** Which items this life has told of: what went before may have happened unheard. */
  readonly #heard = new Set<string>()
  /** The last state heard of or found on disk. */
  readonly #states = new Map<string, OutboxState>()
  readonly #waiting = new Set<{ readonly ids: readonly string[]; readonly resolve: () => void }>()
  readonly #wrong: string[] = []

  constructor(profile: string, delivered: () => Promise<readonly string[]>) {
    this.#profile = profile
    this.#delivered = delivered
  }

  acknowledge({ id, text }: Item): void {
    this.#acknowledged.set(id, text)
  }

  acknowledgeCancelled(items: readonly Item[]): void {
    for (const { id } of items) this.#cancelled.add(id)
  }

  /** To be sent another day: it holds up nothing, and may come after later ones. */
  putOff(text: string): void {
    this.#putOff.add(text)
  }

  /** The window heard of a step. */
  hear(id: string, state: OutboxState): void {
    const before = this.#states.get(id)
    const may = (from: OutboxState): boolean =>
      from === state || (this.#heard.has(id) ? canOutboxMove(from, state) : reachable(from).has(state))
    if (before !== undefined && !may(before)) this.#wrong.push(`${id}: no way from ${before} to ${state}`)
    this.#heard.add(id)
    this.#states.set(id, state)
    for (const waiter of this.#waiting) {
      if (!waiter.ids.every((one) => this.#hasEnded(one))) continue
      this.#waiting.delete(waiter)
      waiter.resolve()
    }
  }

  /** Resolves when all of these have come to an end. */
  async ended(ids: readonly string[]): Promise<void> {
    if (ids.every((id) => this.#hasEnded(id))) return
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.#waiting.add({ ids, resolve: () => resolve(undefined) })
    await promise
  }

  #hasEnded(id: string): boolean {
    const state = this.#states.get(id)
    return state !== undefined && ENDED.has(state)
  }

  /** Everything that must hold at any moment; call it while the app does not run. */
  async check(): Promise<readonly Entry[]> {
    this.#heard.clear()
    const entries = (await askDisk(this.#profile, JOURNAL)) as unknown as readonly Entry[]
    const delivered = await this.#delivered()
    const times = new Map<string, number>()
    for (const text of delivered) times.set(text, (times.get(text) ?? 0) + 1)
    const wrong = [
      ...this.#wrong,
      ...this.#missing(entries),
      ...entries.flatMap((entry) => this.#wrongStep(entry)),
      ...entries.flatMap((entry) => wrongAttempts(entry)),
      ...entries.flatMap((entry) => this.#wrongCount(entry, times.get(entry.text) ?? 0)),
      ...disorder(
        entries,
        delivered.filter((text) => !this.#putOff.has(text)),
      ),
    ]
    expect(wrong).toEqual([])
    return entries
  }

  /** Acknowledged means present, and as it was given. */
  #missing(entries: readonly Entry[]): string[] {
    const held = new Map(entries.map(({ id, text }) => [id, text]))
    return [...this.#acknowledged].flatMap(([id, text]) =>
      held.get(id) === text ? [] : [`${id} was acknowledged and is ${held.has(id) ? 'another' : 'gone'}`],
    )
  }

  #wrongStep({ id, state }: Entry): string[] {
    const before = this.#states.get(id)
    this.#states.set(id, state)
    const wrong =
      before !== undefined && !reachable(before).has(state) ? [`${id} went back from ${before} to ${state}`] : []
    return this.#cancelled.has(id) && state !== 'cancelled' ? [...wrong, `${id} was cancelled and is ${state}`] : wrong
  }

  #wrongCount({ id, state, attempts }: Entry, times: number): string[] {
    if (times > 1) return [`${id} was delivered ${times} times`]
    if (state === 'sent' && times === 0) return [`${id} is called sent and was not delivered`]
    const cannot = state === 'cancelled' || state === 'failed' || attempts === 0
    return cannot && times > 0 ? [`${id} is ${state} after ${attempts} attempts, and was delivered`] : []
  }
}

/** The attempts written down are those of the state: one for each count, an open one exactly while it is sending. */
function wrongAttempts({ id, state, attempts, outcomes, askedAt }: Entry): string[] {
  const all = outcomes === '' ? [] : outcomes.split(' ')
  const last = all.at(-1)
  const open = all.filter((outcome) => outcome === 'open').length
  const wrong =
    all.length !== attempts ||
    open !== (state === 'sending' ? 1 : 0) ||
    (state === 'sending' && last !== 'open') ||
    (state === 'needsDecision' && (last !== 'unknown' || askedAt === null))
  return wrong ? [`${id} is ${state} after ${attempts} attempts, and they are: ${outcomes}`] : []
}

/** Each target got its messages in the order of the journal. */
function disorder(entries: readonly Entry[], delivered: readonly string[]): string[] {
  const places = new Map(entries.map(({ text, target }, seq) => [text, { target, seq }]))
  const latest = new Map<string, number>()
  const wrong: string[] = []
  for (const text of delivered) {
    const place = places.get(text)
    if (place === undefined) continue
    if (place.seq < (latest.get(place.target) ?? -1)) wrong.push(`${text} came after a later one`)
    latest.set(place.target, place.seq)
  }
  return wrong
}
