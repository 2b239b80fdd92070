import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOutboxBench, toDialog, toPerson, type OutboxBench } from '../testing/outbox-bench'
import { refused, type Fate } from '../testing/fake-messages'
import { canOutboxMove } from '../../shared/domain/outbox-machine'
import type { OutboxState } from '../../shared/domain/states'
import { createOutbox, type OutboxCapability } from './outbox'

// A week of chance: messages, lost answers, refusals, undo, decisions, restarts and time passing, in any order. After
// it all the services recover, and these must hold: nothing is lost, no network message went out twice by itself,
// every target got its messages in order, and every item moved along the arrows of the design only.

type Bench = OutboxBench<OutboxCapability>
type Step =
  | { readonly do: 'enqueue'; readonly network: boolean; readonly target: number; readonly hold: number }
  | { readonly do: 'fates'; readonly fates: readonly Fate[] }
  | { readonly do: 'advance'; readonly ms: number }
  | { readonly do: 'cancel' | 'retry' | 'restart' | 'wake' }

const fate: fc.Arbitrary<Fate> = fc.oneof(
  fc.constant('sent' as const),
  fc.constant('lostAfter' as const),
  fc.constant('lostBefore' as const),
  fc.constant(refused('net.offline', true)),
  fc.constant(refused('bitrix24.queryLimit', true)),
  fc.constant(refused('messages.accessError')),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('enqueue' as const),
      network: fc.boolean(),
      target: fc.nat(2),
      hold: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fates' as const), fates: fc.array(fate, { maxLength: 4 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(0, 500, 3_000, 90_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('cancel' as const, 'retry' as const, 'restart' as const, 'wake' as const),
    }),
  },
)

async function run(bench: Bench, given: Step, count: number): Promise<void> {
  const { handlers } = bench.outbox
  const inState = (state: OutboxState) => bench.temp.store.outbox.list({ states: [state] })[0]?.id
  switch (given.do) {
    case 'enqueue': {
      const text = String(count)
      const to = given.network
        ? toPerson(String(given.target + 1), text)
        : toDialog(`chat${String(given.target)}`, text)
      const added = await handlers['outbox.enqueue']({ ...to, holdSeconds: given.hold })
      expect(added.ok).toBe(true)
      return
    }
    case 'fates':
      bench.service.fates.push(...given.fates)
      return
    case 'advance':
      return bench.time.advance(given.ms)
    case 'cancel':
      await handlers['outbox.cancel']({ id: inState('held') ?? inState('queued') ?? 'none' })
      return
    case 'retry':
      await handlers['outbox.retry']({ id: inState('failed') ?? 'none' })
      return
    case 'wake':
      bench.outbox.wake()
      return
    case 'restart':
      return bench.restart()
  }
}

function expectOnlyArrows(bench: Bench): void {
  const last = new Map<string, OutboxState>()
  for (const { upsert } of bench.events.of('outbox.changed')) {
    for (const { id, state } of upsert) {
      const before = last.get(id)
      if (before !== undefined && before !== state)
        expect([before, state, canOutboxMove(before, state)]).toEqual([before, state, true])
      last.set(id, state)
    }
  }
}

function expectOrder(bench: Bench, retried: boolean): void {
  // A message the user sends again after it failed may stand behind younger ones: then order says nothing.
  if (retried) return
  const perTarget = Map.groupBy(bench.service.delivered, ({ target }) => JSON.stringify(target))
  for (const messages of perTarget.values()) {
    const numbers = messages.map(({ text }) => Number(text))
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  }
}

test('whatever happens, nothing is lost, nothing goes twice, and order is kept', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const bench = createOutboxBench(createOutbox)
      try {
        for (const [count, given] of steps.entries()) await run(bench, given, count)
        bench.service.fates.length = 0
        await bench.time.advance(60 * 60_000)
        const items = bench.temp.store.outbox.list()
        expect(items).toHaveLength(steps.filter(({ do: what }) => what === 'enqueue').length)
        const delivered = new Map<string, number>()
        for (const { id } of bench.service.delivered) delivered.set(id, (delivered.get(id) ?? 0) + 1)
        for (const { id, state } of items) {
          expect(['sent', 'failed', 'cancelled', 'needsDecision']).toContain(state)
          expect(delivered.get(id) ?? 0).toBeLessThanOrEqual(1)
          if (state === 'sent') expect(delivered.get(id)).toBe(1)
          if (state === 'cancelled') expect(delivered.get(id)).toBeUndefined()
        }
        expectOnlyArrows(bench)
        expectOrder(
          bench,
          steps.some(({ do: what }) => what === 'retry'),
        )
      } finally {
        await bench.dispose()
      }
    }),
    { numRuns: 40 },
  )
}, 60_000)
