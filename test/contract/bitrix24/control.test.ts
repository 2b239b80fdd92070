// The control door over HTTP, and the practice portal as a whole: both services behind one set of faults.
import { afterAll, beforeAll, beforeEach, expect, expectTypeOf, test } from 'vitest'
import type { PracticeInfo as ReadByMain } from '../../../src/main/practice-info'
import { seededRandom } from '../../../src/practice/random'
import { startPractice, type RunningPractice } from '../../../src/practice/start'
import type { PracticeInfo } from '../../../src/practice/types'
import { postJson, raw, START, type Answer } from './support'

let practice: RunningPractice
let control: string

beforeAll(async () => {
  practice = await startPractice({
    clock: () => START,
    random: seededRandom(7),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    control: true,
    bucket: { enabled: false, burst: 50, perSecond: 2 },
  })
  control = (practice.info.control ?? '').replace(/\/$/, '')
})
beforeEach(() => post('/reset'))
afterAll(() => practice.close())

const post = (path: string, body: unknown = {}): Promise<Answer> => postJson(`${control}${path}`, body)
const get = async <T>(path: string): Promise<T> => (await raw(`${control}${path}`)).json as T
const acme = (method: string, params: unknown = {}): Promise<Answer> =>
  postJson(`${practice.info.bitrix24[0]?.webhookUrl}${method}`, params)

test('what the process announces is what main reads', () => {
  expectTypeOf<PracticeInfo>().toEqualTypeOf<ReadByMain>()
  expect(practice.info.bitrix24.map((portal) => portal.name)).toEqual(['Acme', 'Норд Логистика', 'Studio Lumen'])
  for (const { lineCodes } of practice.info.bitrix24) for (const { code } of lineCodes) expect(code).toHaveLength(32)
  const hosts = practice.info.bitrix24.map(({ webhookUrl }) => new URL(webhookUrl).host)
  expect(new Set(hosts).size).toBe(3)
})

test('without the secret part of its address the door is shut', async () => {
  expect((await raw(`${new URL(control).origin}/state`)).status).toBe(404)
  expect((await raw(`${new URL(control).origin}/`)).status).toBe(404)
  expect((await raw(`${control}x/state`)).status).toBe(404)
  expect((await raw(control)).status).toBe(200)
  expect((await raw(new URL('state', practice.info.control).href)).status).toBe(200)
})

test('a fault that arrives over HTTP works, is listed until used up, and can be taken back', async () => {
  const fault = {
    portal: 'acme',
    method: 'profile',
    effect: { kind: 'error', status: 500, error: 'INTERNAL_SERVER_ERROR' },
  }
  expect((await post('/faults', [fault, fault])).status).toBe(200)
  expect((await acme('profile')).status).toBe(500)
  expect(await get('/faults')).toMatchObject([{ left: 1, fault }])
  await raw(`${control}/faults`, { method: 'DELETE' })
  expect((await acme('profile')).status).toBe(200)
})

test.each([{ effect: { kind: 'explode' } }, { effect: { kind: 'cut' } }, { method: 5 }, { unknown: true }, 'reset'])(
  'the wrong fault %j is refused and adds nothing',
  async (fault) => {
    const answer = await post('/faults', [{ method: 'profile' }, fault])
    expect(answer.status).toBe(400)
    expect(answer.json.error).toBeTypeOf('string')
    expect(await get('/faults')).toEqual([])
  },
)

test('arrivals are counted per method, batch commands too, and can be chosen by portal', async () => {
  await acme('batch', { cmd: { a: 'profile', b: 'profile' } })
  await acme('profile')
  const all = await get<{ counts: unknown; arrived: object[] }>('/arrived')
  expect(all.counts).toMatchObject({ batch: 1, profile: 3 })
  expect((await get<{ arrived: object[] }>('/arrived?portal=studio')).arrived).toEqual([])
  expect((await get<{ arrived: object[] }>('/arrived?method=profile')).arrived).toMatchObject([
    { command: true },
    { command: true },
    { command: false },
  ])
})

test('time moves for limits and weekly slots', async () => {
  const [line] = practice.info.bitrix24[0]?.lineCodes ?? []
  const send = (): Promise<Answer> =>
    acme('imopenlines.network.message.add', { CODE: line?.code, USER_ID: 3, MESSAGE: 'x' })
  expect((await send()).json.result).toBe(true)
  expect((await send()).json.error).toBe('USER_MESSAGE_LIMIT')
  expect((await post('/advance', { ms: 7 * 86_400_000 })).status).toBe(200)
  expect((await send()).json.result).toBe(true)
  const state = await get<{ acme: { perRecipient: object } }>('/state?service=bitrix24&portal=acme&what=deliveries')
  expect(state.acme.perRecipient).toEqual({ [`${line?.code}:3`]: 2 })
  expect((await post('/advance', { ms: -1 })).status).toBe(400)
})

test('state tells how often each uuid was posted and who is in a chat', async () => {
  const uuid = '0c42a08f-4235-49fc-994f-c9bccd499ac1'
  for (const _ of [1, 2]) await acme('im.message.add', { DIALOG_ID: '3', MESSAGE: 'hi', TEMPLATE_ID: uuid })
  const sent = await get<{ acme: { perUuid: object; messages: { chatId: string }[] } }>(
    '/state?service=bitrix24&portal=acme&what=sent',
  )
  expect(sent.acme.perUuid).toEqual({ [uuid]: 1 })
  const chatId = sent.acme.messages.at(-1)?.chatId ?? ''
  expect(await get(`/state?service=bitrix24&portal=acme&what=participants&chatId=${chatId}`)).toEqual({ acme: [27, 3] })
})

test('accounts change from outside: webhook, scopes, my relation to a group', async () => {
  const change = (more: object): Promise<Answer> => post('/accounts', { service: 'bitrix24', portal: 'acme', ...more })
  expect((await change({ webhook: 'noSubscription' })).status).toBe(200)
  expect((await acme('profile')).json.error).toBe('ACCESS_DENIED')
  await change({ webhook: 'ok', scopes: ['im'] })
  expect((await acme('sonet_group.get')).json.error).toBe('insufficient_scope')
  const relations = await get<{ acme: { groupId: string; name: string; role: string }[] }>(
    '/state?service=bitrix24&portal=acme&what=relations',
  )
  const board = relations.acme.find((group) => group.name === 'Board minutes')
  expect(board?.role).toBe('Z')
  await change({ relation: { groupId: board?.groupId, role: 'accept' } })
  expect(await get(`/state?service=bitrix24&portal=acme&what=relations&groupId=${board?.groupId}`)).toMatchObject({
    acme: [{ role: 'K' }],
  })
  for (const wrong of [{ webhook: 'asleep' }, { portal: 'nowhere' }, { quirks: { unheard: true } }]) {
    expect((await change(wrong)).status).toBe(400)
  }
  expect((await post('/accounts', { service: 'nobody' })).status).toBe(400)
})

test('a reset forgets faults, arrivals and changes', async () => {
  await post('/faults', { effect: { kind: 'reset' } })
  await post('/accounts', { portal: 'acme', webhook: 'dead' })
  await post('/reset')
  expect((await acme('profile')).status).toBe(200)
  expect((await get<{ arrived: object[] }>('/arrived')).arrived).toHaveLength(1)
})

test('unknown routes and bodies that are not JSON are told apart', async () => {
  expect((await raw(`${control}/nothing`)).status).toBe(404)
  expect((await raw(`${control}/faults`, { method: 'POST', body: '{' })).status).toBe(400)
})

test('groups are founded, renamed and deleted from outside', async () => {
  type Listed = { readonly groupId: string; readonly name: string }
  const listed = async (): Promise<readonly Listed[]> =>
    (await get<{ acme: Listed[] }>('/state?service=bitrix24&portal=acme&what=relations')).acme
  const before = await listed()
  const [gone, kept] = before.map(({ groupId }) => Number(groupId))
  const change = (groups: unknown): Promise<Answer> => post('/accounts', { portal: 'acme', groups })
  const renamed = { groupId: kept, name: 'Under a new name' }
  expect((await change({ add: 3, remove: [gone], rename: [renamed] })).status).toBe(200)
  const after = await listed()
  expect(after).toHaveLength(before.length + 2)
  expect(after.map(({ groupId }) => Number(groupId))).not.toContain(gone)
  expect(after.find(({ groupId }) => Number(groupId) === kept)?.name).toBe('Under a new name')
  expect((await change({ remove: [gone] })).status).toBe(400)
})
