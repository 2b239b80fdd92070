// The process dies while somebody's request is being decided. What was held goes on being held, what may have left is
// looked after, and nothing is ever sent twice.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asking, createFakePolling, type FakePolling } from '../testing/fake-polling'
import { accountId, group } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

let service: FakePolling
let bench: RequestsBench<RequestsCapability>
const a = accountId('a')
const MINUTE = 60_000

beforeEach(async () => {
  service = createFakePolling()
  service.waiting.set('1', asking('1')).set('2', asking('2'))
  bench = createRequestsBench(createRequests, { service, groups: [group('a', '7', { relation: 'owner' })] })
  await bench.time.settle()
})

afterEach(async () => {
  await bench.dispose()
})

const decide = (requestId: string, holdSeconds: number) =>
  bench.requests.handlers['requests.decide']({ accountId: a, requestId, approve: true, holdSeconds })
/** The window gets no answer any more when its process dies under it. */
async function decideAndDie(point: string): Promise<void> {
  bench.dieAt(point)
  try {
    await decide('1', 0)
  } catch {
    // Dead.
  }
  await bench.time.settle()
  expect(bench.points.at(-1)).toBe(point)
}

const of = (requestId: string) => bench.temp.store.incoming.get(a, requestId)

describe('killed at each commit of a decision', () => {
  test.each([
    ['requests.afterDecidingCommit', 0, 'unknown', 'waiting'],
    ['requests.afterDecideBeforeOutcome', 1, 'unknown', 'gone'],
    ['requests.afterDecisionCommit', 1, 'approved', 'approved'],
  ] as const)('%s: %i arrived; it is %s at first and %s once looked at', async (point, arrived, first, later) => {
    await decideAndDie(point)
    await bench.restart()
    expect([first, later]).toContain(of('1')?.state)
    if (of('1')?.state === 'unknown') expect(of('1')?.reason).toBe('requests.unknownOutcome')
    await bench.time.advance(2 * MINUTE)
    expect(of('1')?.state).toBe(later)
    expect(service.decided).toHaveLength(arrived)
    expect(service.decisions).toBe(arrived)
  })

  test('one that had not arrived can be decided again, and then arrives once', async () => {
    await decideAndDie('requests.afterDecidingCommit')
    await bench.restart()
    await bench.time.advance(2 * MINUTE)
    expect(await decide('1', 0)).toMatchObject({ ok: true })
    await bench.time.settle()
    expect(service.decided).toEqual([{ requestId: '1', approve: true }])
  })

  test('what is in doubt stays in doubt while nothing can be looked at', async () => {
    await decideAndDie('requests.afterDecideBeforeOutcome')
    service.pollFails = 'net.offline'
    await bench.restart()
    await bench.time.advance(60 * MINUTE)
    expect(of('1')).toMatchObject({ state: 'unknown', decision: 'approve' })
    expect(service.decisions).toBe(1)
  })
})

describe('killed while decisions are held', () => {
  test('one whose time is not over goes on being held, and can still be taken back', async () => {
    await decide('1', 30)
    await bench.restart()
    expect(of('1')).toMatchObject({ state: 'held', decision: 'approve' })
    await bench.requests.handlers['requests.undoDecision']({ items: [{ accountId: a, requestId: '1' }] })
    await bench.time.advance(MINUTE)
    expect(service.decisions).toBe(0)
  })

  test('those whose time is over go out, each once', async () => {
    await decide('1', 5)
    await decide('2', 5)
    await bench.restart()
    await bench.time.settle()
    expect(service.decided.map(({ requestId }) => requestId)).toEqual(['1', '2'])
    await bench.time.advance(10 * MINUTE)
    expect(service.decisions).toBe(2)
  })

  test('in the middle of many: the rest goes out after the restart, nothing twice', async () => {
    bench.dieAt('requests.afterDecisionCommit')
    await bench.requests.handlers['requests.decideMany']({
      items: ['1', '2'].map((requestId) => ({ accountId: a, requestId })),
      approve: false,
      holdSeconds: 0,
    })
    await bench.time.settle()
    expect(service.decided).toHaveLength(1)
    await bench.restart()
    await bench.time.advance(MINUTE)
    expect(service.decided).toEqual(['1', '2'].map((requestId) => ({ requestId, approve: false })))
    expect(service.decisions).toBe(2)
  })
})

test('a commit that fails after the decision left does not leave it undecided for ever, nor sends it again', async () => {
  const { save } = bench.temp.store.incoming
  let full = false
  Object.assign(bench.temp.store.incoming, {
    save: (request: Parameters<typeof save>[0]) => {
      if (full) throw new Error('the disk is full')
      save(request)
      full = request.state === 'deciding'
    },
  })
  await decide('1', 0)
  await bench.time.advance(4_000)
  expect(of('1')?.state).toBe('deciding')
  full = false
  await bench.time.advance(2 * MINUTE)
  expect(of('1')).toMatchObject({ state: 'gone', decision: 'approve' })
  expect(service.decisions).toBe(1)
})
