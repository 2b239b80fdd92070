// What may happen to an outbox, as acts that a model test puts in any order, and what must hold after each of them.
// Knows what the user was told and said, nothing of how the outbox does it.
import assert from 'node:assert/strict'
import type { AccountId } from '../../shared/contract/common'
import type { HandlersOf, RoutesOf } from '../../shared/contract/index'
import type { MessageTarget } from '../../shared/contract/messages'
import type { OutboxItem } from '../../shared/contract/outbox'
import { OUTBOX_STATES, type OutboxState } from '../../shared/domain/states'
import type { Store } from '../store/open-store'
import type { FakeMessages } from './fake-messages'
import type { Life } from './lives'
import type { OutboxBench } from './outbox-bench'
import { pictureOf, wrongAttempts, wrongSteps } from './outbox-invariants'
import { accountId } from './records'

interface Outbox extends Life {
  readonly handlers: HandlersOf<RoutesOf<'outbox'>>
  wake(): void
  suspend(): void
  resume(): void
  accountRemoving(id: AccountId): void
  accountRemoved(id: AccountId): void
}

export interface Real {
  readonly bench: OutboxBench<Outbox>
}

export interface Model {
  /** By id: the text the outbox said it had taken. */
  readonly taken: Map<string, string>
  /** Taken back or given up before anything had left. */
  readonly cancelled: Set<string>
  /** How often the user had one sent again that had arrived. */
  readonly repeats: Map<string, number>
  /** Texts that may come after later ones: put off, or sent again. */
  readonly loose: Set<string>
  written: number
}

export const newModel = (): Model => ({
  taken: new Map(),
  cancelled: new Set(),
  repeats: new Map(),
  loose: new Set(),
  written: 0,
})

export interface World {
  readonly model: Model
  readonly real: Real
}

interface Wishes {
  readonly account: 'a' | 'b'
  readonly holdSeconds: number
}

export interface Letter extends Wishes {
  readonly target: MessageTarget
}

export interface Letters extends Wishes {
  readonly targets: readonly MessageTarget[]
}

const PUT_OFF_MS = 20 * 60_000

/** Throws at what must never be so. */
export function expectSound({ model, real: { bench } }: World): void {
  const pictures = pictureOf(bench.temp.store)
  const held = new Map(pictures.map(({ item }) => [item.id, item]))
  for (const [id, text] of model.taken) assert.equal(held.get(id)?.text, text, `${id} was taken`)
  for (const id of model.cancelled)
    if (held.has(id)) assert.equal(held.get(id)?.state, 'cancelled', `${id} was cancelled`)
  assert.deepEqual([...wrongAttempts(pictures), ...wrongSteps(bench.events)], [])
  const sending = pictures.filter(({ item }) => item.state === 'sending')
  const targets = sending.map(({ item }) => `${item.accountId} ${item.targetKey}`)
  assert.deepEqual(targets, [...new Set(targets)], 'one in flight per target')
  const short = (items: readonly { id: string; state: string }[]) => items.map(({ id, state }) => `${id} ${state}`)
  const unfinished = bench.temp.store.outbox.list({ states: ['held', 'queued', 'sending'] })
  assert.deepEqual(short(bench.temp.store.outbox.unfinished()), short(unfinished), 'memory and disk')
}

/** The service an item goes to. */
export const serviceOf = (bench: Real['bench'], account: string): FakeMessages =>
  account === 'a' ? bench.service : bench.otherService

export const timesDelivered = (bench: Real['bench'], item: Pick<OutboxItem, 'accountId' | 'id'>): number =>
  serviceOf(bench, item.accountId).delivered.filter(({ id }) => id === item.id).length

/** One of the items in these states, if there is one. */
function chosen({ bench }: Real, states: readonly OutboxState[], at: number): OutboxItem | undefined {
  const items = bench.temp.store.outbox.list({ states })
  return items[at % Math.max(1, items.length)]
}

function newText(model: Model): string {
  model.written += 1
  return String(model.written)
}

/** One that left before may be there all the same. */
function givenUp(model: Model, items: readonly OutboxItem[]): void {
  for (const { id, attempts } of items) if (attempts === 0) model.cancelled.add(id)
}

/** The user's word that it may leave once more. */
function sentAgain({ model, real: { bench } }: World, item: OutboxItem): void {
  model.loose.add(item.text)
  if (timesDelivered(bench, item) > 0) model.repeats.set(item.id, (model.repeats.get(item.id) ?? 0) + 1)
}

const later = ({ bench }: Real): string => new Date(bench.time.clock() + PUT_OFF_MS).toISOString()

const REPLACEABLE: readonly OutboxState[] = ['held', 'queued', 'failed']

/** Writes one, put off or not, in place of another one or not. */
export async function enqueue(
  { model, real }: World,
  { account, ...letter }: Letter & { putOff: boolean; replaces: number | undefined },
): Promise<void> {
  const { target, holdSeconds, putOff, replaces } = letter
  const text = newText(model)
  const old = replaces === undefined ? undefined : chosen(real, REPLACEABLE, replaces)
  if (putOff) model.loose.add(text)
  const added = await real.bench.outbox.handlers['outbox.enqueue']({
    accountId: accountId(account),
    target,
    text,
    holdSeconds,
    ...(putOff ? { notBefore: later(real) } : {}),
    ...(old === undefined ? {} : { replaces: old.id }),
  })
  assert(added.ok)
  model.taken.set(added.data.id, text)
  if (old !== undefined) givenUp(model, [old])
}

export async function enqueueMany({ model, real }: World, { account, targets, holdSeconds }: Letters): Promise<void> {
  const text = newText(model)
  const answer = await real.bench.outbox.handlers['outbox.enqueueMany']({
    accountId: accountId(account),
    targets: targets.map((target) => ({ target })),
    text,
    holdSeconds,
  })
  assert(answer.ok)
  assert.equal(answer.data.length, targets.length)
  for (const one of answer.data) if (one.kind === 'journalled') model.taken.set(one.item.id, text)
}

export async function cancel({ model, real }: World, at: number, many: boolean): Promise<void> {
  const { handlers } = real.bench.outbox
  // Also those that are not in a state for it: they are refused, or passed over.
  const some = [at, at + 1, at + 2].map((one) => chosen(real, many ? OUTBOX_STATES : REPLACEABLE, one)?.id ?? 'none')
  if (many) {
    const answer = await handlers['outbox.cancelMany']({ ids: [...new Set(some)] })
    assert(answer.ok)
    return givenUp(model, answer.data)
  }
  const answer = await handlers['outbox.cancel']({ id: some[0] ?? 'none' })
  if (answer.ok) givenUp(model, [answer.data])
}

export async function retry(world: World, at: number, many: boolean): Promise<void> {
  const { bench } = world.real
  const failed = bench.temp.store.outbox.list({ states: ['failed'] })
  const items = many ? failed : failed.slice(at % Math.max(1, failed.length)).slice(0, 1)
  for (const item of items) sentAgain(world, item)
  if (many) await bench.outbox.handlers['outbox.retryMany']({ ids: items.map(({ id }) => id) })
  else await bench.outbox.handlers['outbox.retry']({ id: items[0]?.id ?? 'none' })
}

/** The user decides, and has looked: what is called sent is there. */
export async function resolve(world: World, at: number, wish: 'sent' | 'resend' | 'discard'): Promise<void> {
  const { bench } = world.real
  const item = chosen(world.real, ['needsDecision'], at)
  if (item === undefined) return
  const as = wish === 'sent' && timesDelivered(bench, item) === 0 ? 'discard' : wish
  if (as === 'resend') sentAgain(world, item)
  const answer = await bench.outbox.handlers['outbox.resolve']({ id: item.id, as })
  assert(answer.ok)
}

export async function reschedule({ model, real }: World, at: number, away: boolean): Promise<void> {
  const item = chosen(real, ['held', 'queued'], at)
  if (item === undefined) return
  model.loose.add(item.text)
  const wish = away ? { notBefore: later(real) } : {}
  const answer = await real.bench.outbox.handlers['outbox.reschedule']({ id: item.id, ...wish })
  assert(answer.ok)
}

/** Everything that waits may leave. */
export async function flush({ real: { bench } }: World): Promise<void> {
  const ids = bench.temp.store.outbox.list({ states: ['queued'] }).map(({ id }) => id)
  const answer = await bench.outbox.handlers['outbox.flush']({ ids })
  assert(answer.ok)
}

/**
 * Writes to several and lets time pass until the process has died, and starts again. An answer that did not come promises
 * nothing, but that all of them are there or none.
 */
export async function crash(world: World, point: string, letters: Letters): Promise<void> {
  const { bench } = world.real
  const { model } = world
  bench.dieAt(`outbox.${point}`)
  try {
    await enqueueMany(world, letters)
    await flush(world)
    await bench.time.advance(3_000)
  } catch {
    // The process is gone.
  }
  await bench.restart()
  const there = bench.temp.store.outbox.list().filter(({ text }) => text === String(model.written)).length
  const all = new Set(letters.targets.map((target) => JSON.stringify(target))).size
  assert(there === 0 || there === all, `${there} of ${all} are there`)
}

/** The disk is full in the midst of a commit, or it is not any more. */
export function fillDisk({ real: { bench } }: World, full: boolean): void {
  const { outbox } = bench.temp.store
  const saveAttempt = written.get(outbox) ?? outbox.saveAttempt.bind(outbox)
  written.set(outbox, saveAttempt)
  Object.assign(outbox, { saveAttempt: full ? () => assert.fail('the disk is full') : saveAttempt })
}

const written = new WeakMap<object, (...given: Parameters<Store['outbox']['saveAttempt']>) => void>()

export async function sleep({ real: { bench } }: World, ms: number): Promise<void> {
  bench.outbox.suspend()
  await bench.time.advance(ms)
  bench.outbox.resume()
  await bench.time.settle()
}

/** Account `b` goes; a restart connects it again. What was over is forgotten, what had not left is called failed. */
export async function disconnect({ model, real: { bench } }: World): Promise<void> {
  const b = accountId('b')
  bench.temp.store.transaction(() => {
    bench.outbox.accountRemoving(b)
  })
  bench.accounts.remove(b)
  bench.outbox.accountRemoved(b)
  for (const { remove } of bench.events.of('outbox.changed')) for (const id of remove) model.taken.delete(id)
  await bench.time.settle()
}
