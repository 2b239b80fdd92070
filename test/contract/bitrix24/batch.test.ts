// batch: fifty commands, references, errors of their own, and empty maps that arrive as lists.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { groupNamed, raw, startBench, type Bench } from './support'

interface BatchResult {
  readonly result: unknown
  readonly result_error: unknown
  readonly result_total: unknown
  readonly result_next: unknown
  readonly result_time: unknown
}

let bench: Bench

beforeAll(async () => {
  bench = await startBench()
})
beforeEach(() => {
  bench.bitrix24.hooks.reset()
  bench.faults.clear()
  bench.arrivals.clear()
})
afterAll(() => bench.close())

const batch = (cmd: Record<string, string> | string[], more: Record<string, number> = {}): Promise<BatchResult> =>
  bench.result<BatchResult>('batch', { cmd, ...more })

test('named commands answer by name; maps without entries are lists', async () => {
  const answer = await batch({ me: 'profile', groups: 'sonet_group.get?FILTER[OPENED]=Y' })
  expect(answer.result).toMatchObject({ me: { ID: '27' } })
  expect(answer.result_total).toMatchObject({ groups: expect.any(Number) as number })
  expect(answer.result_error).toEqual([])
  expect(answer.result_next).toEqual([])
  expect(answer.result_time).toHaveProperty('me.operating')
})

test('a portal may also send empty maps as objects', async () => {
  bench.bitrix24.hooks.account({ portal: 'acme', quirks: { emptyMapsAsLists: false } })
  expect((await batch({ me: 'profile' })).result_error).toEqual({})
})

test('a list of commands answers as a list, and as a map with gaps where one failed', async () => {
  expect((await batch(['profile', 'server.time'])).result).toHaveLength(2)
  const gaps = await batch(['profile', 'sonet_group.user.get?ID=1', 'server.time'])
  expect(Object.keys(gaps.result as object)).toEqual(['0', '2'])
  expect(gaps.result_error).toEqual({ 1: { error: '', error_description: 'Socialnetwork group not found' } })
})

test('$result takes fields of earlier commands, in whole and inside texts', async () => {
  const answer = await batch({
    me: 'profile',
    whole: 'im.user.get?ID=$result[me][ID]',
    text: 'im.message.add?DIALOG_ID=3&MESSAGE=I%20am%20$result[me][NAME]!',
  })
  expect(answer.result).toMatchObject({ whole: { id: 27 } })
  const posted = [...bench.portal('acme').portal.world.chats.values()].flatMap((chat) => chat.messages)
  expect(posted.map((message) => message.text)).toContain('I am Priya!')
})

test('halt stops at the first error, without it the rest runs', async () => {
  const cmd = { a: 'profile', b: 'no.such.method', c: 'server.time' }
  expect(Object.keys((await batch(cmd, { halt: 1 })).result as object)).toEqual(['a'])
  expect(Object.keys((await batch(cmd, { halt: 0 })).result as object)).toEqual(['a', 'c'])
})

test('the fifty-first command is refused by itself', async () => {
  const cmd = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`c${index}`, 'server.time']))
  const answer = await batch(cmd)
  expect(Object.keys(answer.result as object)).toHaveLength(50)
  expect(answer.result_error).toMatchObject({ c50: { error: 'ERROR_BATCH_LENGTH_EXCEEDED' } })
})

test('a batch inside a batch is refused', async () => {
  expect((await batch({ inner: 'batch?cmd[a]=profile' })).result_error).toMatchObject({
    inner: { error: 'ERROR_BATCH_METHOD_NOT_ALLOWED' },
  })
})

test('a missing scope comes without a text inside a batch', async () => {
  const answer = await bench.result<BatchResult>('batch', { cmd: { a: 'imopenlines.revision.get' } }, 'studio')
  expect(answer.result_error).toEqual({ a: { error: 'insufficient_scope', error_description: '' } })
})

test('a leftover error may replace that of a later command', async () => {
  const cmd = { a: 'sonet_group.user.get?ID=0', b: 'im.user.get?ID=999999' }
  expect((await batch(cmd)).result_error).toMatchObject({ b: { error: 'USER_NOT_EXISTS' } })
  bench.bitrix24.hooks.account({ portal: 'acme', quirks: { batchErrorLeak: true } })
  expect((await batch(cmd)).result_error).toMatchObject({
    b: { error: '', error_description: 'Wrong socialnetwork group ID' },
  })
})

test('a batch over GET parses its commands as nested query strings', async () => {
  const id = groupNamed(bench, 'All hands')
  const command = encodeURIComponent(`socialnetwork.api.workgroup.get?params[groupId]=${id}&params[select][]=USER_DATA`)
  const answer = await raw(`${bench.portal('acme').webhookUrl}batch?cmd[g]=${command}`)
  expect(answer.json.result).toMatchObject({ result: { g: { USER_DATA: { ROLE: 'K' } } } })
})

test('a fault on a command fails that command alone and is written down', async () => {
  bench.faults.add({ command: 'server.time', effect: { kind: 'error', status: 400, error: '', description: 'no' } })
  const answer = await batch({ a: 'server.time', b: 'profile' })
  expect(answer.result_error).toEqual({ a: { error: '', error_description: 'no' } })
  expect(answer.result).toHaveProperty('b')
  expect(bench.arrivals.list({ method: 'server.time' })).toMatchObject([
    { command: true, processed: false, error: '', fault: 'error' },
  ])
})

test('a fault may leave the answer of one command out, or hold the whole answer back for it', async () => {
  bench.faults.add({ command: 'server.time', effect: { kind: 'missing' } })
  bench.faults.add({ command: 'scope', delayMs: 40 })
  const started = performance.now()
  const answer = await batch({ a: 'server.time', b: 'profile', c: 'scope' })
  expect(performance.now() - started).toBeGreaterThanOrEqual(39)
  expect(Object.keys(answer.result as object)).toEqual(['b', 'c'])
  expect(answer.result_error).toEqual([])
  expect(bench.arrivals.list({ method: 'server.time' }).at(-1)).toMatchObject({ processed: true, fault: 'missing' })
})
