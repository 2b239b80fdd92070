// Every scripted fault as a client on the wire sees it, and whether the work behind it was done.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { Agent, request } from 'undici'
import type { FaultEffect } from '../../../src/practice/types'
import { startBench, type Bench } from './support'

let bench: Bench
let url: string

beforeAll(async () => {
  bench = await startBench()
  url = bench.portal('acme').webhookUrl
})
beforeEach(() => {
  bench.bitrix24.hooks.reset()
  bench.bitrix24.hooks.account({ portal: 'acme', bucket: { enabled: false, burst: 50, perSecond: 2 } })
})
afterEach(() => {
  bench.faults.clear()
  bench.arrivals.clear()
})
afterAll(() => bench.close())

const posted = (text: string): number =>
  [...bench.portal('acme').portal.world.chats.values()]
    .flatMap((chat) => chat.messages)
    .filter((message) => message.text === text).length
const write = (text: string): ReturnType<Bench['call']> =>
  bench.call('im.message.add', { DIALOG_ID: '3', MESSAGE: text })
const once = (effect: FaultEffect): string => bench.faults.add({ method: 'im.message.add', effect })

/** The code of the network error a write ends in. */
async function brokenWrite(text: string): Promise<unknown> {
  return write(text).then(
    (answer) => answer.status,
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  )
}

test('reset before the request is processed: nothing was written', async () => {
  once({ kind: 'reset' })
  expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(await brokenWrite('lost'))
  expect(posted('lost')).toBe(0)
  expect(bench.arrivals.list()).toMatchObject([
    { method: 'im.message.add', processed: false, status: 0, fault: 'reset' },
  ])
})

test('reset after the request was processed: written, and the client cannot know', async () => {
  once({ kind: 'reset', processed: true })
  expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(await brokenWrite('kept'))
  expect(posted('kept')).toBe(1)
  expect(bench.arrivals.list()).toMatchObject([{ processed: true, status: 0 }])
})

test('cut: head and the first bytes arrive, then the connection breaks', async () => {
  once({ kind: 'cut', bytes: 10 })
  const response = await request(`${url}im.message.add`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ DIALOG_ID: '3', MESSAGE: 'cut' }),
  })
  expect(response.statusCode).toBe(200)
  let bytes = 0
  const reading = async (): Promise<void> => {
    for await (const part of response.body) bytes += (part as Buffer).length
  }
  await expect(reading()).rejects.toThrow()
  expect(bytes).toBe(10)
  expect(posted('cut')).toBe(1)
})

test.each([
  [false, 0],
  [true, 1],
])('hang: no answer ever comes (processed: %s)', async (processed, count) => {
  once({ kind: 'hang', processed })
  const controller = new AbortController()
  const asked = request(`${url}im.message.add?DIALOG_ID=3&MESSAGE=hung`, { signal: controller.signal })
  await expect.poll(() => bench.arrivals.list().length).toBe(1)
  controller.abort()
  await expect(asked).rejects.toThrow()
  expect(posted('hung')).toBe(count)
})

test('error: a storm of 503 QUERY_LIMIT_EXCEEDED ends after its times', async () => {
  bench.faults.add({
    method: '*',
    times: 2,
    effect: { kind: 'error', status: 503, error: 'QUERY_LIMIT_EXCEEDED', description: 'Too many requests' },
  })
  const statuses = [(await write('a')).status, (await write('b')).status, (await write('c')).status]
  expect(statuses).toEqual([503, 503, 200])
  expect([posted('a'), posted('c')]).toEqual([0, 1])
})

test('error: any code and status, an empty one too, also after the work was done', async () => {
  once({ kind: 'error', status: 429, error: '', description: '', headers: { 'retry-after': '3' }, processed: true })
  const answer = await write('done anyway')
  expect(answer).toMatchObject({ status: 429, json: { error: '', error_description: '' } })
  expect(answer.headers['retry-after']).toBe('3')
  expect(posted('done anyway')).toBe(1)
})

test.each([
  ['login', 200],
  ['captivePortal', 200],
  ['nginx404', 404],
  ['nginx502', 502],
  ['maintenance', 503],
] as const)('html: the page %s comes with status %i instead of JSON', async (page, status) => {
  once({ kind: 'html', page })
  const answer = await write('html')
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toContain('text/html')
  expect(answer.text).toMatch(/<html>/i)
})

test('answer: JSON of another shape, under the right content type', async () => {
  once({ kind: 'answer', status: 200, body: '[]' })
  const answer = await write('shape')
  expect(answer.text).toBe('[]')
  expect(answer.headers['content-type']).toContain('application/json')
})

test('truncatedJson: complete for HTTP, cut for JSON', async () => {
  once({ kind: 'truncatedJson' })
  const answer = await write('half')
  expect(answer.status).toBe(200)
  expect(() => JSON.parse(answer.text) as unknown).toThrow(SyntaxError)
  expect(posted('half')).toBe(1)
})

test('drip: the whole answer comes, a few bytes at a time', async () => {
  bench.faults.add({ method: 'server.time', effect: { kind: 'drip', bytes: 40, everyMs: 5 } })
  const response = await request(`${url}server.time`)
  const parts: Buffer[] = []
  for await (const part of response.body) parts.push(part as Buffer)
  expect(parts.length).toBeGreaterThan(1)
  expect(JSON.parse(Buffer.concat(parts).toString('utf8'))).toHaveProperty('result')
})

test('huge: more bytes than a client with a limit will take', async () => {
  bench.faults.add({ method: 'server.time', effect: { kind: 'huge', bytes: 20_000_000 } })
  const careful = new Agent({ maxResponseSize: 1_000_000 })
  const reading = request(`${url}server.time`, { dispatcher: careful }).then((response) => response.body.text())
  await expect(reading).rejects.toMatchObject({ code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' })
  await careful.close()
})

test('redirect: to another host, with the status asked for', async () => {
  once({ kind: 'redirect', location: 'https://elsewhere.example/rest/1/x/', status: 307 })
  const answer = await write('moved')
  expect([answer.status, answer.headers['location']]).toEqual([307, 'https://elsewhere.example/rest/1/x/'])
  expect(posted('moved')).toBe(0)
})

test('totals: the second page counts differently from the first', async () => {
  bench.faults.add({ method: 'sonet_group.get', after: 1, effect: { kind: 'totals', delta: -7 } })
  const first = await bench.call('sonet_group.get')
  const second = await bench.call('sonet_group.get', { start: 50 })
  expect(second.json.total).toBe((first.json.total ?? 0) - 7)
})

test('a pure delay answers late and truly', async () => {
  bench.faults.add({ method: 'server.time', delayMs: 60 })
  const started = performance.now()
  expect((await bench.call('server.time')).status).toBe(200)
  expect(performance.now() - started).toBeGreaterThanOrEqual(55)
  expect(bench.arrivals.list()).toMatchObject([{ fault: 'delay', status: 200 }])
})

test('a fault meant for another portal, method or service waits for it', async () => {
  bench.faults.add({ portal: 'studio', effect: { kind: 'reset' } })
  bench.faults.add({ method: 'im.*', after: 1, effect: { kind: 'error', status: 500, error: 'INTERNAL_SERVER_ERROR' } })
  bench.faults.add({ service: 'bluesky', effect: { kind: 'reset' } })
  expect((await bench.call('server.time')).status).toBe(200)
  expect((await bench.call('im.revision.get')).status).toBe(200)
  expect((await bench.call('im.revision.get')).status).toBe(500)
  expect(bench.faults.list()).toHaveLength(2)
})

test('what is written down holds no webhook code and no token', async () => {
  await bench.call('profile', { auth: 'token-of-somebody' })
  const written = JSON.stringify(bench.arrivals.list())
  expect(written).toContain('profile')
  expect(written).not.toContain('token-of-somebody')
  expect(written).not.toContain(bench.portal('acme').portal.webhooks[0]?.code)
})
