// The two limits: the bucket of requests per portal, and the working time per method.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startBench, type Bench } from './support'

let bench: Bench

beforeAll(async () => {
  bench = await startBench({ limited: true })
})
beforeEach(() => bench.bitrix24.hooks.reset())
afterAll(() => bench.close())

async function statuses(count: number, portal = 'acme'): Promise<number[]> {
  const answers = await Promise.all(Array.from({ length: count }, () => bench.call('server.time', {}, portal)))
  return answers.map((answer) => answer.status)
}

test('fifty requests at once pass, the next is 503 QUERY_LIMIT_EXCEEDED, two more pass after a second', async () => {
  expect(new Set(await statuses(50))).toEqual(new Set([200]))
  expect(await bench.call('server.time')).toMatchObject({ status: 503, json: { error: 'QUERY_LIMIT_EXCEEDED' } })
  bench.clock.advance(1000)
  expect((await statuses(3)).sort()).toEqual([200, 200, 503])
})

test('each portal has its own bucket', async () => {
  await statuses(51)
  expect(await statuses(1, 'studio')).toEqual([200])
})

test('a batch counts as one request', async () => {
  const cmd = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`c${index}`, 'server.time']))
  await bench.call('batch', { cmd })
  expect(bench.portal('acme').portal.bucket.level()).toBe(1)
})

test('a refused request was not worked on', async () => {
  await statuses(50)
  const before = bench.portal('acme').portal.world.relations.size
  bench.arrivals.clear()
  await bench.call('sonet_group.user.request', { GROUP_ID: 201 })
  expect(bench.portal('acme').portal.world.relations.size).toBe(before)
  expect(bench.arrivals.list()).toMatchObject([{ status: 503, processed: false, error: 'QUERY_LIMIT_EXCEEDED' }])
})

test('a method that used up its working time is 429 while others go on, until the window has passed', async () => {
  bench.bitrix24.hooks.account({ portal: 'acme', operatingLimit: 0.05 })
  const first = await bench.call('server.time')
  const second = await bench.call('server.time')
  expect([first.status, second.status]).toEqual([200, 200])
  const resetAt = Number(second.json.time?.['operating_reset_at'])
  expect(await bench.call('server.time')).toMatchObject({ status: 429, json: { error: 'OPERATION_TIME_LIMIT' } })
  expect((await bench.call('profile')).status).toBe(200)
  bench.clock.advance(resetAt * 1000 - bench.clock.now())
  expect((await bench.call('server.time')).status).toBe(200)
})
