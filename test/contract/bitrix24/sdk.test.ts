// The official SDK against the practice portal, from outside and over TLS: what works with Bitrix24 has to work here.
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { AjaxError, B24Hook, type AjaxResult, type Result } from '@bitrix24/b24jssdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { groupNamed, makeCertificate, startBench, type Bench } from './support'

let bench: Bench
let b24: B24Hook

/** The SDK's own limiter and retries would only make the suite slow: the portal's limit is off here. */
const QUICK = {
  rateLimit: { burstLimit: 10_000, drainRate: 10_000, adaptiveEnabled: false },
  maxRetries: 1,
  retryDelay: 1,
} as const

beforeAll(async () => {
  const tls = makeCertificate()
  setDefaultCACertificates([...getCACertificates('default'), tls.cert])
  bench = await startBench({ tls })
  b24 = B24Hook.fromWebhookUrl(bench.portal('acme').webhookUrl, { restrictionParams: QUICK })
})

afterAll(() => bench.close())

interface ListedGroup {
  readonly id: string
  readonly name: string
}

function visibleGroups(): number {
  const { world, seed } = bench.portal('acme').portal
  return [...world.groups.values()].filter((group) => {
    const role = world.relations.get(`${group.id}:${seed.me}`)?.role
    return group.visible || role === 'A' || role === 'E' || role === 'K'
  }).length
}

test('call: reads the profile through the SDK, so the envelope has all the fields the SDK relies on', async () => {
  const response = await b24.actions.v2.call.make<{ ID: string; ADMIN: boolean }>({ method: 'profile' })
  expect(response.isSuccess).toBe(true)
  expect(response.getData()?.result).toMatchObject({ ID: '27', ADMIN: false })
  expect(response.getData()?.time.operating).toBeGreaterThan(0)
})

test('callList: walks all groups by id cursor without losing or repeating one', async () => {
  const response = await b24.actions.v2.callList.make<ListedGroup>({
    method: 'socialnetwork.api.workgroup.list',
    params: { select: ['ID', 'NAME'] },
    idKey: 'id',
    cursorIdKey: 'ID',
    customKeyForResult: 'workgroups',
  })
  const ids = response.getData()?.map((group) => group.id) ?? []
  expect(ids).toHaveLength(visibleGroups())
  expect(new Set(ids).size).toBe(ids.length)
})

test('fetchList: yields the same groups page by page, fifty at most', async () => {
  const sizes: number[] = []
  const pages = b24.actions.v2.fetchList.make<ListedGroup>({
    method: 'socialnetwork.api.workgroup.list',
    params: { select: ['ID', 'NAME'] },
    idKey: 'id',
    cursorIdKey: 'ID',
    customKeyForResult: 'workgroups',
  })
  for await (const page of pages) sizes.push(page.length)
  expect(Math.max(...sizes)).toBe(50)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(visibleGroups())
})

test('paging by hand: sonet_group.get counts and offers the next page until the last', async () => {
  let start: number | false = 0
  let seen = 0
  while (start !== false) {
    const page: AjaxResult<unknown[]> = await b24.actions.v2.call.make<unknown[]>({
      method: 'sonet_group.get',
      params: { start },
    })
    seen += page.getData()?.result.length ?? 0
    expect(page.getTotal()).toBe(visibleGroups())
    start = page.isMore() ? start + 50 : false
  }
  expect(seen).toBe(visibleGroups())
})

test('batch: named commands come back under their names', async () => {
  const response = await b24.actions.v2.batch.make({
    calls: { me: { method: 'profile' }, scopes: { method: 'scope' } },
    options: { returnAjaxResult: true },
  })
  const answers = (response as Result<Record<string, AjaxResult<unknown>>>).getData()
  expect(answers?.['me']?.getData()?.result).toMatchObject({ ID: '27' })
  expect(answers?.['scopes']?.getData()?.result).toContain('sonet_group')
})

test('batch: a list of commands comes back as a list', async () => {
  const response = await b24.actions.v2.batch.make({
    calls: [['profile'], ['server.time']],
    options: { isHaltOnError: false },
  })
  const [me, time] = response.getData() as [{ ID: string }, string]
  expect(me.ID).toBe('27')
  expect(Date.parse(time)).toBe(Date.parse('2026-03-02T09:00:00Z'))
})

test('batchByChunk: one command per group, more than fifty, in chunks the portal accepts', async () => {
  const { groups } = bench.portal('acme').portal.world
  const ids = [...groups.values()].filter((group) => group.visible).map((group) => group.id)
  bench.arrivals.clear()
  const response = await b24.actions.v2.batchByChunk.make<{ ID: number }>({
    calls: ids.map((groupId) => ['socialnetwork.api.workgroup.get', { params: { groupId } }]),
    options: { isHaltOnError: false },
  })
  expect(response.getData()?.map((group) => group.ID)).toEqual(ids)
  expect(bench.arrivals.counts()['batch']).toBe(Math.ceil(ids.length / 50))
})

test('errors: a code of an open-channel method reaches the SDK with its text', async () => {
  const error: unknown = await b24.actions.v2.call
    .make({ method: 'imopenlines.session.join', params: { CHAT_ID: 0 } })
    .then(
      (response) => [...response.getErrors()][0],
      (thrown: unknown) => thrown,
    )
  expect(error).toBeInstanceOf(AjaxError)
  expect(error).toMatchObject({ code: 'CHAT_ID', status: 400 })
  expect(String(error)).toContain('The specified chat identifier is incorrect')
})

test('errors: a dead webhook is INVALID_CREDENTIALS for the SDK as well', async () => {
  const dead = B24Hook.fromWebhookUrl(bench.portal('old-harbour').webhookUrl, { restrictionParams: QUICK })
  await expect(dead.actions.v2.call.make({ method: 'profile' })).rejects.toMatchObject({
    code: 'INVALID_CREDENTIALS',
    status: 401,
  })
})

test('weak spot: the SDK loses the text of an error with an empty code', async () => {
  const error: unknown = await b24.actions.v2.call
    .make({ method: 'sonet_group.user.request', params: { GROUP_ID: 1 } })
    .then(
      (response) => [...response.getErrors()][0],
      (thrown: unknown) => thrown,
    )
  expect(error).toMatchObject({ code: 'ERR_BAD_REQUEST', status: 400 })
  expect(String(error)).not.toContain('Socialnetwork group not found')
})

test('weak spot: in a batch the SDK takes an error with an empty code for success', async () => {
  const response = await b24.actions.v2.batch.make({
    calls: [['sonet_group.user.get', { ID: 1 }]],
    options: { isHaltOnError: false },
  })
  expect(response.isSuccess).toBe(true)
  expect(response.getErrorMessages()).toEqual([])
  expect(response.getData()).toEqual([undefined])
})

test('weak spot: with its defaults the SDK repeats a message whose answer was lost', async () => {
  const eager = B24Hook.fromWebhookUrl(bench.portal('acme').webhookUrl, {
    restrictionParams: { ...QUICK, maxRetries: 3, retryOnNetworkError: false },
  })
  bench.faults.add({ method: 'im.message.add', effect: { kind: 'reset', processed: true } })
  const text = 'written once, sent twice'
  await eager.actions.v2.call.make({ method: 'im.message.add', params: { DIALOG_ID: '3', MESSAGE: text } })
  const posted = [...bench.portal('acme').portal.world.chats.values()].flatMap((chat) => chat.messages)
  expect(posted.filter((message) => message.text === text)).toHaveLength(2)
})

test('joining an open group through the SDK makes me a member', async () => {
  const groupId = groupNamed(bench, 'Welcome desk')
  const response = await b24.actions.v2.call.make<boolean>({
    method: 'sonet_group.user.request',
    params: { GROUP_ID: groupId },
  })
  expect(response.getData()?.result).toBe(true)
  const mine = await b24.actions.v2.call.make<{ GROUP_ID: string }[]>({ method: 'sonet_group.user.groups' })
  expect(mine.getData()?.result.map((group) => group.GROUP_ID)).toContain(String(groupId))
})

test('finding where to write, joining a network line and reading a dialog work through the SDK', async () => {
  const { networkLines } = bench.portal('acme').portal.world
  const bot = await b24.actions.v2.call.make<number>({
    method: 'imopenlines.network.join',
    params: { CODE: networkLines[3]?.code ?? '' },
  })
  expect(bot.getData()?.result).toBe(networkLines[3]?.botId)
  const chats = await b24.actions.v2.call.make<{ id: number; role: string }[]>({
    method: 'im.search.chat.list',
    params: { FIND: 'all hands', LIMIT: 50 },
  })
  const [chat] = chats.getData()?.result ?? []
  expect(chat).toMatchObject({ role: 'member' })
  const page = await b24.actions.v2.call.make<{ chat_id: number; messages: unknown[] }>({
    method: 'im.dialog.messages.get',
    params: { DIALOG_ID: `chat${chat?.id ?? 0}`, LIMIT: 50 },
  })
  expect(page.getData()?.result).toMatchObject({ chat_id: chat?.id })
  const channels = await b24.actions.v2.call.make<{ LINE_NAME: string }[]>({
    method: 'imopenlines.config.list.get',
    params: { PARAMS: { select: ['ID', 'LINE_NAME', 'ACTIVE'], limit: 200, offset: 200 } },
  })
  expect(channels.getData()?.result).toEqual([])
})
