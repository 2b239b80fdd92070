import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canIncomingMove } from '../../shared/domain/incoming-machine'
import type { IncomingState } from '../../shared/domain/states'
import { asking, createFakePolling, type DecisionFate, type FakePolling } from '../testing/fake-polling'
import { accountId, group } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

// Decisions and undos, lost answers, other moderators, looks, restarts and time, in any order. Whatever happens: states
// move along the arrows, each decision of the user leaves at most once, one that was taken back never does, and in the
// end nothing is left half done.

type Bench = RequestsBench<RequestsCapability>
const a = accountId('a')
const people = fc.constantFrom('1', '2', '3')
const fate: fc.Arbitrary<DecisionFate> = fc.constantFrom<DecisionFate>(
  'done',
  'lostAfter',
  'lostBefore',
  'neverLeft',
  'throws',
  { refused: 'requests.full' },
)
const step = fc.oneof(
  fc.record({ do: fc.constant('asks' as const), who: people }),
  fc.record({ do: fc.constant('withdraws' as const), who: people }),
  fc.record({
    do: fc.constant('decide' as const),
    who: fc.uniqueArray(people, { minLength: 1 }),
    approve: fc.boolean(),
    holdSeconds: fc.constantFrom(0, 5, 30),
  }),
  fc.record({ do: fc.constant('undo' as const), who: people }),
  fc.record({ do: fc.constant('fate' as const), fate }),
  fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(0, 1_000, 6_000, 70_000) }),
  fc.record({ do: fc.constantFrom('look' as const, 'restart' as const, 'wake' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface World {
  readonly bench: Bench
  readonly service: FakePolling
  /** Decisions the user made that he did not take back. */
  meant: number
}

async function run(world: World, given: Step): Promise<void> {
  const { bench, service } = world
  const { handlers } = bench.requests
  const keyOf = (requestId: string) => ({ accountId: a, requestId })
  switch (given.do) {
    case 'asks':
      service.waiting.set(given.who, asking(given.who))
      return
    case 'withdraws':
      service.waiting.delete(given.who)
      return
    case 'decide': {
      const before = given.who.filter((who) => decidable(bench, who)).length
      const { approve, holdSeconds } = given
      const answer = await handlers['requests.decideMany']({ items: given.who.map(keyOf), approve, holdSeconds })
      expect(answer.ok).toBe(before > 0)
      world.meant += before
      return
    }
    case 'undo': {
      const held = bench.temp.store.incoming.get(a, given.who)?.state === 'held'
      await handlers['requests.undoDecision']({ items: [keyOf(given.who)] })
      if (held) world.meant -= 1
      return
    }
    case 'fate':
      service.decisionFates.push(given.fate)
      return
    case 'advance':
      return bench.time.advance(given.ms)
    case 'look':
      await handlers['requests.incoming']({ refresh: true })
      return
    case 'restart':
      return bench.restart()
    case 'wake':
      bench.requests.wake(a)
  }
}

function decidable(bench: Bench, who: string): boolean {
  const state = bench.temp.store.incoming.get(a, who)?.state
  return state === 'waiting' || state === 'failed'
}

/** Every state each request was shown in, in order. */
function expectOnlyArrows(bench: Bench): void {
  const last = new Map<string, IncomingState>()
  for (const { incoming } of bench.events.of('requests.changed')) {
    for (const { requestId, state } of incoming?.upsert ?? []) {
      const from = last.get(requestId)
      if (from !== undefined && from !== state)
        expect([from, state, canIncomingMove(from, state)]).toEqual([from, state, true])
      last.set(requestId, state)
    }
    for (const { requestId } of incoming?.remove ?? []) last.delete(requestId)
  }
}

test('decisions move along the arrows, leave at most once each, and none is left half done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const service = createFakePolling()
      const groups = [group('a', '7', { relation: 'owner' })]
      const world: World = { bench: createRequestsBench(createRequests, { service, groups }), service, meant: 0 }
      const { bench } = world
      try {
        for (const given of steps) {
          await run(world, given)
          expect(service.decisions).toBeLessThanOrEqual(world.meant)
        }
        service.decisionFates.length = 0
        await bench.time.advance(10 * 60_000)
        expect(service.decisions).toBeLessThanOrEqual(world.meant)
        for (const { state } of bench.temp.store.incoming.list())
          expect(['held', 'deciding', 'unknown']).not.toContain(state)
        expectOnlyArrows(bench)
      } finally {
        await bench.dispose()
      }
    }),
    { numRuns: 40 },
  )
}, 60_000)
