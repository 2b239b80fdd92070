// How the portal reads a request and wraps an answer: addresses, bodies, envelope, system errors.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { postJson, raw, START, startBench, type Bench } from './support'

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
afterAll(() => bench.close())

const nowhere = (): string => new URL('/', url).href

describe('addresses', () => {
  test.each(['profile', 'profile.json', 'profile/', 'PROFILE', 'Profile.json'])(
    '%s is the method profile',
    async (method) => {
      const answer = await raw(`${url}${method}`)
      expect(answer.json.result).toMatchObject({ ID: '27' })
    },
  )

  test('the login works in place of the user id', async () => {
    const answer = await raw(`${url.replace('/27/', '/user27/')}profile`)
    expect(answer.json.result).toMatchObject({ ID: '27' })
  })

  test('half an address: without user and code there is no auth, with one of them no such method', async () => {
    expect((await raw(`${nowhere()}rest/profile`)).json).toMatchObject({ error: 'NO_AUTH_FOUND' })
    const half = await raw(`${nowhere()}rest/abcdefghijklmnop/profile`)
    expect(half).toMatchObject({
      status: 404,
      json: { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' },
    })
  })

  test('a wrong code is INVALID_CREDENTIALS and nothing runs', async () => {
    const answer = await raw(`${nowhere()}rest/27/0000000000000000/profile`)
    expect(answer).toMatchObject({ status: 401, json: { error: 'INVALID_CREDENTIALS' } })
  })

  test('/rest/api/ is version 3, which knows none of these methods and words errors differently', async () => {
    const answer = await raw(`${url.replace('/rest/', '/rest/api/')}profile`)
    expect(answer.status).toBe(404)
    expect(answer.json.error).toMatchObject({ code: expect.stringContaining('BITRIX_REST_V3_EXCEPTION') as string })
  })

  test('outside /rest/ there is HTML, not JSON', async () => {
    const answer = await raw(`${nowhere()}stream/`)
    expect(answer.status).toBe(404)
    expect(answer.headers['content-type']).toContain('text/html')
  })
})

describe('parameters', () => {
  const NAME = { FILTER: { ID: 27 } }

  test('JSON, form, multipart and query all reach the method', async () => {
    const form = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'FILTER[ID]=27',
    } as const
    const multipart = 'X'
    const parts = `--${multipart}\r\nContent-Disposition: form-data; name="FILTER[ID]"\r\n\r\n27\r\n--${multipart}--\r\n`
    const answers = await Promise.all([
      postJson(`${url}user.get`, NAME),
      raw(`${url}user.get`, form),
      raw(`${url}user.get`, {
        method: 'POST',
        headers: { 'content-type': `multipart/form-data; boundary=${multipart}` },
        body: parts,
      }),
      raw(`${url}user.get?FILTER[ID]=27`),
    ])
    for (const answer of answers) expect(answer.json.result).toEqual([expect.objectContaining({ ID: '27' })])
  })

  test('query and body are merged and the body wins', async () => {
    const answer = await postJson(`${url}user.get?FILTER[ID]=1&start=0`, NAME)
    expect(answer.json.result).toEqual([expect.objectContaining({ ID: '27' })])
  })

  test('a body that cannot be decoded is ignored: the method runs without parameters', async () => {
    const broken = await raw(`${url}user.get`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"FILTER":',
    })
    const untyped = await raw(`${url}user.get`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{"FILTER":{"ID":27}}',
    })
    for (const answer of [broken, untyped]) expect(answer.json.result).toHaveLength(50)
  })

  test('im.* upper-cases parameter names, sonet_group.* does not', async () => {
    expect((await bench.call('im.search.user.list', { find: 'anna' })).status).toBe(200)
    const lower = await bench.call('sonet_group.user.get', { id: 201 })
    expect(lower.json).toMatchObject({ error: '', error_description: 'Wrong socialnetwork group ID' })
  })
})

describe('envelope', () => {
  test('time has seconds, ISO dates in portal time and the method’s operating budget', async () => {
    const { time } = (await bench.call('profile')).json
    expect(time).toMatchObject({ start: START / 1000, date_start: '2026-03-02T11:00:00+02:00' })
    expect(time?.['operating']).toBeGreaterThan(0)
    expect(time?.['operating_reset_at']).toBeGreaterThan(START / 1000)
  })

  test('a list tells total and next, its last page only total, start=-1 neither', async () => {
    const first = (await bench.call('sonet_group.get')).json
    expect(first).toMatchObject({ next: 50 })
    const last = (await bench.call('sonet_group.get', { start: 100 })).json
    expect(last.total).toBe(first.total)
    expect(last).not.toHaveProperty('next')
    const fast = (await bench.call('sonet_group.get', { start: -1 })).json
    expect(fast.result).toHaveLength(50)
    expect(fast).not.toHaveProperty('total')
    expect(fast).not.toHaveProperty('next')
  })

  test('any page in the world may read the answer, as on the service', async () => {
    expect((await raw(`${url}profile`)).headers['access-control-allow-origin']).toBe('*')
  })
})

describe('system errors', () => {
  test.each([
    ['dead', 401, 'INVALID_CREDENTIALS'],
    ['blocked', 401, 'INVALID_CREDENTIALS'],
    ['expired', 401, ''],
    ['noSubscription', 401, 'ACCESS_DENIED'],
    ['userInactive', 401, 'authorization_error'],
    ['portalDeleted', 403, 'PORTAL_DELETED'],
    ['httpsRequired', 401, 'INVALID_REQUEST'],
    ['overload', 401, 'OVERLOAD_LIMIT'],
  ])('a webhook that is %s answers %i %s to everything', async (webhook, status, error) => {
    expect(bench.bitrix24.hooks.account({ portal: 'acme', webhook })).toEqual({ ok: true })
    for (const method of ['profile', 'batch', 'im.recent.get']) {
      expect(await bench.call(method)).toMatchObject({ status, json: { error } })
    }
  })

  test('a subscription error says so, a plain refusal of rights does not', async () => {
    bench.bitrix24.hooks.account({ portal: 'acme', webhook: 'noSubscription' })
    expect((await bench.call('profile')).json.error_description).toMatch(/subscription/)
  })

  test('a portal may use the documented statuses instead of the observed ones', async () => {
    bench.bitrix24.hooks.account({ portal: 'acme', webhook: 'dead', quirks: { statuses: 'documented' } })
    expect(await bench.call('profile')).toMatchObject({ status: 403, json: { error: 'INVALID_CREDENTIALS' } })
  })

  test('a method outside the webhook’s scopes is insufficient_scope; basic methods go on working', async () => {
    expect(await bench.call('imopenlines.session.join', { CHAT_ID: 1 }, 'studio')).toMatchObject({
      status: 401,
      json: { error: 'insufficient_scope' },
    })
    expect(await bench.result('scope', {}, 'studio')).toEqual(['sonet_group', 'im', 'user_brief'])
  })

  test('an unknown method is ERROR_METHOD_NOT_FOUND, also where a portal hides undocumented ones', async () => {
    expect(await bench.call('constructor')).toMatchObject({ status: 404, json: { error: 'ERROR_METHOD_NOT_FOUND' } })
    const hidden = 'socialnetwork.api.usertogroup.list'
    expect((await bench.call(hidden)).status).toBe(200)
    bench.bitrix24.hooks.account({ portal: 'acme', quirks: { undocumented: false } })
    expect((await bench.call(hidden)).json.error).toBe('ERROR_METHOD_NOT_FOUND')
    expect(await bench.result('method.get', { name: hidden })).toEqual({ isExisting: false, isAvailable: false })
  })

  test('method.get knows a method outside the scopes as existing but not available', async () => {
    expect(await bench.result('method.get', { name: 'imopenlines.session.join' }, 'studio')).toEqual({
      isExisting: true,
      isAvailable: false,
    })
  })

  test('a private method can be called but is missing from the list of methods', async () => {
    expect((await bench.call('im.notify.get')).status).toBe(200)
    expect(await bench.result('methods')).not.toContain('im.notify.get')
  })
})
