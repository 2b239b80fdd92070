import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { encodeCommands } from './batch'
import { createClient } from './client'
import { kindOf } from './methods'
import type { Call, Reply } from './types'
import { netFailure } from './wire-errors'

const ok = (result: JsonValue): Reply => ({ kind: 'ok', status: 200, result, times: {} })

function setUp(answer: (call: Call) => Reply) {
  const calls: Call[] = []
  return { calls, client: createClient(async (call) => (calls.push(call), answer(call)), 'h') }
}

describe('call', () => {
  it('knows by itself what is a write', async () => {
    const { client, calls } = setUp(() => ok(true))
    await client.call('sonet_group.user.request', { GROUP_ID: 5 })
    await client.call('profile', {}, { lane: 'background' })
    expect(calls.map(({ kind, lane }) => [kind, lane])).toEqual([
      ['write', 'interactive'],
      ['read', 'background'],
    ])
    expect(kindOf('some.method.nobody.listed')).toBe('write')
  })

  it('a refusal is not done; the portal’s words stay inside', async () => {
    const refused: Reply = {
      kind: 'refused',
      status: 400,
      code: '',
      text: 'Socialnetwork group not found',
      certain: true,
    }
    const result = await setUp(() => refused).client.call('sonet_group.user.request')
    expect(result).toEqual({
      ok: false,
      outcome: 'refused',
      retryable: false,
      portalCode: '',
      error: { code: 'requests.notVisible', params: { host: 'h' }, retry: 'never' },
    })
  })

  it.each<[string, Reply, string, boolean]>([
    ['never sent', netFailure('net.refused', 'notSent', 'h'), 'notSent', true],
    ['a wrong certificate', netFailure('net.tls', 'notSent', 'h'), 'notSent', false],
    ['lost', netFailure('net.reset', 'unknown', 'h'), 'unknown', false],
    ['given up before it left', netFailure('net.cancelled', 'notSent', 'h'), 'notSent', false],
    ['busy', { kind: 'refused', status: 503, code: 'QUERY_LIMIT_EXCEEDED', text: '', certain: true }, 'refused', true],
    [
      'a fault',
      { kind: 'refused', status: 500, code: 'INTERNAL_SERVER_ERROR', text: '', certain: false },
      'unknown',
      false,
    ],
  ])('%s', async (_, reply, outcome, retryable) =>
    expect(await setUp(() => reply).client.call('im.message.add')).toMatchObject({ ok: false, outcome, retryable }),
  )
})

describe('batch', () => {
  it('tells each command’s end apart: done, failed with an empty code, or missing', async () => {
    const { client } = setUp(() =>
      ok({
        result: { me: { ID: 7 } },
        result_error: { groups: { error: '', error_description: 'Socialnetwork group not found' } },
        result_total: { me: '3' },
        result_next: [],
        result_time: [],
      }),
    )
    const result = await client.batch({
      me: { method: 'profile' },
      groups: { method: 'sonet_group.user.get', params: { ID: 5 } },
      lost: { method: 'scope' },
    })
    expect(result.ok && result.data.me).toEqual({ ok: true, data: { ID: 7 }, total: 3 })
    expect(result.ok && result.data.groups).toMatchObject({ ok: false, error: { code: 'groups.notFound' } })
    expect(result.ok && result.data.lost).toMatchObject({ ok: false, error: { code: 'net.badAnswer' } })
  })

  it('accepts [] for every empty map', async () => {
    const { client } = setUp(() =>
      ok({ result: [], result_error: [], result_total: [], result_next: [], result_time: [] }),
    )
    expect(await client.batch({ me: { method: 'profile' } })).toMatchObject({ ok: true, data: { me: { ok: false } } })
  })

  it('splits at fifty commands and stops at the first failing request', async () => {
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`c${i}`, { method: 'profile' as const }]))
    const good = setUp((call) => ok({ result: Object.fromEntries(Object.keys(call.runs).map((key) => [key, key])) }))
    const all = await good.client.batch(many)
    expect(good.calls.map((call) => Object.keys(call.params['cmd'] as JsonObject).length)).toEqual([50, 50, 20])
    expect(all.ok && all.data['c119']).toEqual({ ok: true, data: 'c119' })
    let count = 0
    const bad = setUp(() => (count++ === 0 ? ok({ result: {} }) : netFailure('net.reset', 'unknown', 'h')))
    expect(await bad.client.batch(many)).toMatchObject({ ok: false, error: { code: 'net.reset' } })
    expect(count).toBe(2)
  })

  it('encodes parameters as PHP reads them, references and separators included', () => {
    const params = {
      FILTER: { '>ID': 5, NAME: 'a&b=$result[x]' },
      select: ['ID', 'NAME'],
      on: true,
      off: false,
      none: null,
    }
    const cmd = encodeCommands({ a: { method: 'sonet_group.get', params }, b: { method: 'profile' } })
    expect(cmd).toEqual({
      a: 'sonet_group.get?FILTER[%3EID]=5&FILTER[NAME]=a%26b%3D%24result%5Bx%5D&select[0]=ID&select[1]=NAME&on=1&off=0',
      b: 'profile',
    })
    expect(new URLSearchParams((cmd['a'] as string).split('?')[1]).get('FILTER[NAME]')).toBe('a&b=$result[x]')
  })
})
