import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accountId } from '../testing/records'
import { createRequestsBench, type RequestsBench } from '../testing/requests-bench'
import { createRequests, type RequestsCapability } from './requests'

let bench: RequestsBench<RequestsCapability>

beforeEach(() => {
  bench = createRequestsBench(createRequests)
})

afterEach(async () => {
  await bench.dispose()
})

async function sendAndDie(point: string): Promise<void> {
  bench.dieAt(point)
  const answer = Promise.resolve(
    bench.requests.handlers['requests.send']({ accountId: accountId('a'), groupId: '5', message: 'please' }),
  )
  await answer.then(
    () => undefined,
    () => undefined,
  )
  expect(bench.points.at(-1)).toBe(point)
}

const only = () => {
  const [request, ...others] = bench.temp.store.requests.list()
  expect(others).toEqual([])
  return request
}

describe('killed at each commit of a request', () => {
  test.each([
    ['requests.afterCheckingCommit', 0, 'failed', 'requests.notSent', 'failed'],
    ['requests.afterSendingCommit', 0, 'unknown', 'requests.unknownOutcome', 'failed'],
    ['requests.afterSendBeforeOutcome', 1, 'pending', undefined, 'pending'],
    ['requests.afterOutcomeCommit', 1, 'pending', undefined, 'pending'],
  ] as const)('%s: %i arrived; after the restart it is %s', async (point, arrived, state, reason, later) => {
    await sendAndDie(point)
    expect(bench.service.arrived).toBe(arrived)
    await bench.restart()
    // Ten seconds pass while the old life ends; a request the service does not show is still given a moment.
    expect(only()?.state === state || only()?.state === later).toBe(true)
    if (only()?.state === state) expect(only()?.reason).toBe(reason)
    await bench.time.advance(60_000)
    expect(only()?.state).toBe(later)
    expect(bench.service.arrived).toBe(arrived)
    expect(bench.service.asked.length).toBe(arrived)
  })

  test('what was left in doubt while the service cannot be read stays in doubt, and is never sent again', async () => {
    bench.service.standingFails = 'net.offline'
    await sendAndDie('requests.afterSendBeforeOutcome')
    await bench.restart()
    await bench.time.advance(60 * 60_000)
    expect(only()).toMatchObject({ state: 'unknown', reason: 'requests.unknownOutcome' })
    bench.service.standingFails = undefined
    bench.requests.wake()
    await bench.time.settle()
    expect(only()?.state).toBe('pending')
    expect(bench.service.asked).toHaveLength(1)
  })

  test('a request that never left can be asked again', async () => {
    await sendAndDie('requests.afterCheckingCommit')
    await bench.restart()
    const again = await bench.requests.handlers['requests.send']({ accountId: accountId('a'), groupId: '5' })
    expect(again).toMatchObject({ ok: true, data: { state: 'pending' } })
    expect(bench.service.arrived).toBe(1)
  })
})
