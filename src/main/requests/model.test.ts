import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canMove } from '../../shared/domain/join-request-machine'
import { RELATIONS, type JoinRequestState } from '../../shared/domain/states'
import type { RequestFate } from '../testing/fake-requests'
import { accountId } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

// Clicks, decisions of owners, lost answers, restarts and time, in any order. Whatever happens: states move along the
// arrows of the design only, nobody is asked while a relation stands, and one click asks at most once.

type Bench = RequestsBench<RequestsCapability>
const group = fc.constantFrom('5', '6')
const fate: fc.Arbitrary<RequestFate> = fc.constantFrom<RequestFate>(
  'done',
  'lostAfter',
  'lostBefore',
  'neverLeft',
  'throws',
  { refused: 'requests.full' },
)
const step = fc.oneof(
  fc.record({ do: fc.constant('send' as const), group, clicks: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('decide' as const), group, relation: fc.constantFrom(...RELATIONS) }),
  fc.record({ do: fc.constant('fate' as const), fate }),
  fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(0, 5_000, 70_000, 400_000) }),
  fc.record({ do: fc.constantFrom('withdraw' as const, 'refresh' as const, 'restart' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

async function run(bench: Bench, given: Step): Promise<void> {
  const { handlers } = bench.requests
  switch (given.do) {
    case 'send': {
      const before = bench.service.asked.length
      const relation = bench.service.relations.get(given.group) ?? 'none'
      const input = { accountId: accountId('a'), groupId: given.group }
      await Promise.all(Array.from({ length: given.clicks }, async () => handlers['requests.send'](input)))
      expect(bench.service.asked.length - before).toBe(relation === 'none' ? 1 : 0)
      return
    }
    case 'decide':
      bench.service.relations.set(given.group, given.relation)
      return
    case 'fate':
      bench.service.fates.push(given.fate)
      return
    case 'advance':
      return bench.time.advance(given.ms)
    case 'withdraw':
      await handlers['requests.withdraw']({
        id: bench.temp.store.requests.list({ states: ['pending'] })[0]?.id ?? 'none',
      })
      return
    case 'refresh':
      await handlers['requests.refresh']({})
      return
    case 'restart':
      return bench.restart()
  }
}

function expectOnlyArrows(states: readonly JoinRequestState[]): void {
  expect(states[0]).toBe('checking')
  for (const [index, to] of states.entries()) {
    const from = states[index - 1]
    if (from !== undefined) expect([from, to, canMove(from, to)]).toEqual([from, to, true])
  }
}

test('states move along the arrows, and nobody is asked twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const bench = createRequestsBench(createRequests)
      try {
        for (const given of steps) await run(bench, given)
        await bench.time.advance(1_000_000)
        for (const request of bench.temp.store.requests.list()) {
          expectOnlyArrows(request.history.map(({ state }) => state))
          expect(request.history.at(-1)?.state).toBe(request.state)
          expect(['checking', 'sending', 'unknown']).not.toContain(request.state)
        }
      } finally {
        await bench.dispose()
      }
    }),
    { numRuns: 40 },
  )
}, 60_000)
