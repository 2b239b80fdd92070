import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageTarget } from '../../shared/contract/messages'
import { fail, ok } from '../../shared/contract/result'
import { refused, type FakeMessages, type Fate } from '../testing/fake-messages'
import { createOutboxBench } from '../testing/outbox-bench'
import { pictureOf, wrongCounts } from '../testing/outbox-invariants'
import * as act from '../testing/outbox-model'
import {
  expectSound,
  newModel,
  serviceOf,
  timesDelivered,
  type Model,
  type Real,
  type World,
} from '../testing/outbox-model'
import { LINE_CODE } from '../testing/records'
import { createOutbox } from './outbox'

// Weeks of chance: whatever users, services, networks, machines and crashes do, in any order. After it all the services
// recover, and then: nothing is lost, nothing is there twice without the user's word, what was cancelled is not there,
// every target got its messages in order, and every item moved along the arrows of the design only.

const MINUTE = 60_000

type Command = fc.AsyncCommand<Model, Real, true>

/** A command that is always possible; afterwards everything that holds at any moment must hold. */
function command<G>(
  name: string,
  given: fc.Arbitrary<G>,
  run: (world: World, given: G) => unknown,
): fc.Arbitrary<Command> {
  return given.map((what) => ({
    check: () => Promise.resolve(true),
    toString: () => `${name} ${JSON.stringify(what)}`,
    async run(model, real) {
      await run({ model, real }, what)
      expectSound({ model, real })
    },
  }))
}

const target: fc.Arbitrary<MessageTarget> = fc.oneof(
  fc.nat(2).map((at) => ({ kind: 'dialog' as const, dialogId: `chat${at}` })),
  fc.nat(2).map((at) => ({ kind: 'network' as const, lineCode: LINE_CODE, userId: String(at + 1) })),
  fc.constant({ kind: 'convo' as const, convoId: 'c1' }),
)
const fate: fc.Arbitrary<Fate> = fc.constantFrom<Fate>(
  'sent',
  'lostAfter',
  'lostBefore',
  'hangs',
  'throws',
  refused('net.offline', true),
  refused('net.reset', true),
  refused('bitrix24.queryLimit', true),
  refused('bitrix24.operationTimeLimit', true, 3 * MINUTE),
  refused('vault.locked'),
  refused('messages.accessError'),
  refused('messages.weeklyLimit'),
)
const account = fc.constantFrom('a' as const, 'b' as const)
const holdSeconds = fc.constantFrom(0, 0, 2)
const at = fc.nat(30)
const yes = fc.boolean()
const point = fc.constantFrom(
  'duringEnqueueCommit',
  'afterEnqueueCommit',
  'duringRelease',
  'duringSendingCommit',
  'afterSendingCommit',
  'afterSendBeforeOutcome',
  'afterReadBack',
  'duringOutcomeCommit',
  'afterOutcomeCommit',
  'duringSteps',
  'afterStepsCommit',
)

const letter = { account, target, holdSeconds }
const enqueue = command(
  'enqueue',
  fc.record({ ...letter, putOff: yes, replaces: fc.option(at, { nil: undefined, freq: 4 }) }),
  act.enqueue,
)
const befall = command(
  'befall',
  fc.tuple(account, fc.array(fate, { minLength: 1, maxLength: 4 })),
  (world, [who, fates]) => {
    serviceOf(world.real.bench, who).fates.push(...fates)
  },
)
const advance = command('advance', fc.constantFrom(0, 500, 3_000, 90_000, 70 * MINUTE), ({ real }, ms) =>
  real.bench.time.advance(ms),
)
type Reading = NonNullable<FakeMessages['readBack']>

const READINGS: Readonly<Record<'works' | 'offline' | 'locked' | 'unclear', Reading | undefined>> = {
  works: undefined,
  offline: () => fail('net.offline', 'later'),
  locked: () => fail('vault.locked', 'user'),
  unclear: () => ok({ found: 'cannotKnow', resendSafe: false }),
}
const reading = command(
  'reading back is',
  fc.constantFrom('works', 'offline', 'locked', 'unclear'),
  ({ real }, how) => {
    const answer = READINGS[how]
    if (answer === undefined) delete real.bench.service.readBack
    else real.bench.service.readBack = answer
  },
)
const many = fc.record({ account, holdSeconds, targets: fc.array(target, { minLength: 1, maxLength: 4 }) })

const commands = fc.commands<Model, Real, true>(
  [
    enqueue,
    enqueue,
    command('enqueueMany', many, act.enqueueMany),
    command('cancel', fc.tuple(at, yes), (world, given) => act.cancel(world, ...given)),
    command('retry', fc.tuple(at, yes), (world, given) => act.retry(world, ...given)),
    command('resolve', fc.tuple(at, fc.constantFrom('sent', 'resend', 'discard')), (world, given) =>
      act.resolve(world, ...given),
    ),
    command('reschedule', fc.tuple(at, yes), (world, given) => act.reschedule(world, ...given)),
    command('flush', fc.constant(null), act.flush),
    befall,
    befall,
    reading,
    advance,
    advance,
    command('crash', fc.tuple(point, many), (world, given) => act.crash(world, ...given)),
    command('full disk', yes, act.fillDisk),
    command('restart', fc.constant(null), ({ real }) => real.bench.restart()),
    command('sleep', fc.constantFrom(1_000, 10 * MINUTE), act.sleep),
    command('wake', fc.constant(null), async ({ real: { bench } }) => {
      bench.outbox.wake()
      await bench.time.settle()
    }),
    command('disconnect', fc.constant(null), act.disconnect),
  ],
  { maxCommands: 40 },
)

/** Everything works again, and the user lets go what waits. */
async function recover({ bench }: Real): Promise<void> {
  for (const service of [bench.service, bench.otherService]) {
    service.fates.length = 0
    delete service.readBack
  }
  await bench.restart()
  const { handlers } = bench.outbox
  const waiting = bench.temp.store.outbox.list({ states: ['held', 'queued'] })
  for (const { id, notBefore } of waiting) if (notBefore !== undefined) await handlers['outbox.reschedule']({ id })
  await handlers['outbox.flush']({ ids: waiting.map(({ id }) => id) })
  await bench.time.advance(30 * MINUTE)
}

function expectAllEnded({ model, real: { bench } }: World): void {
  const pictures = pictureOf(bench.temp.store)
  const ended = ['sent', 'failed', 'cancelled', 'needsDecision']
  expect(pictures.filter(({ item }) => !ended.includes(item.state))).toEqual([])
  const most = (id: string): number => 1 + (model.repeats.get(id) ?? 0)
  for (const account of ['a', 'b']) {
    const here = pictures.filter(({ item }) => item.accountId === account)
    // What an account had that is gone is known no more.
    const known = new Set(here.map(({ item }) => item.id))
    const delivered = serviceOf(bench, account).delivered.filter(({ id }) => known.has(id))
    expect(wrongCounts(here, delivered, most)).toEqual([])
  }
  for (const { item } of pictures) {
    if (model.cancelled.has(item.id)) expect(timesDelivered(bench, item)).toBe(0)
    if (item.target.kind === 'dialog') expect(timesDelivered(bench, item)).toBeLessThanOrEqual(1)
  }
}

function expectOrder({ model: { loose }, real: { bench } }: World): void {
  for (const { delivered } of [bench.service, bench.otherService]) {
    const perTarget = Map.groupBy(delivered, ({ target: to }) => JSON.stringify(to))
    for (const messages of perTarget.values()) {
      const numbers = messages.filter(({ text }) => !loose.has(text)).map(({ text }) => Number(text))
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
    }
  }
}

test('whatever happens, nothing is lost, nothing goes twice, and order is kept', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (given) => {
      const bench = createOutboxBench(createOutbox)
      const world: World = { model: newModel(), real: { bench } }
      try {
        await fc.asyncModelRun(() => world, given)
        await recover(world.real)
        expectSound(world)
        expectAllEnded(world)
        expectOrder(world)
      } finally {
        await bench.dispose()
      }
    }),
    { numRuns: 60 },
  )
}, 120_000)
