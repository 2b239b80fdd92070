import { describe, expect, it } from 'vitest'
import { readEnvelope } from './envelope'
import type { Call } from './types'

const CALL: Call = { method: 'profile', params: {}, kind: 'read', lane: 'interactive', runs: { profile: 'profile' } }
const BATCH: Call = { ...CALL, method: 'batch', runs: { a: 'im.recent.get', b: 'sonet_group.get' } }
const read = (body: unknown, status = 200, call = CALL, contentType = 'application/json; charset=utf-8') =>
  readEnvelope(
    {
      kind: 'answer',
      status,
      contentType,
      location: undefined,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    },
    call,
    'h',
  )
const refused = (code: string, text: string, certain = true) => ({ kind: 'refused', code, text, certain })
const broken = (phase: string, code: string) => ({ kind: 'failed', phase, error: { code } })

describe('success', () => {
  it.each([true, false, 0, '5', null, [], {}, 'text'])('with result %j', (result) =>
    expect(read({ result, time: {} })).toMatchObject({ kind: 'ok', result }),
  )

  it('with total and next, given as numbers or as text', () => {
    expect(read({ result: [], total: '120', next: 50 })).toMatchObject({ total: 120, next: 50 })
    expect(read({ result: [] })).not.toHaveProperty('next')
  })

  it('reads how much of its time a method has used, by the portal’s own clock', () => {
    const time = { finish: 1000, operating: 12.5, operating_reset_at: 1540 }
    expect(read({ result: 1, time })).toMatchObject({ times: { profile: { operating: 12.5, resetIn: 540 } } })
    expect(read({ result: 1, time: { finish: 1000, operating: 12.5 } })).toMatchObject({ times: {} })
  })

  it('reads it for each method of a batch', () => {
    const result = { result: {}, result_time: { a: { operating: 3, operating_reset_at: 130, finish: 100 }, b: [] } }
    expect(read({ result, time: { finish: 100 } }, 200, BATCH)).toMatchObject({
      times: { a: { operating: 3, resetIn: 30 } },
    })
  })

  it('with a byte order mark, and with a wrong content type', () => {
    expect(read('\uFEFF{"result":1}')).toMatchObject({ kind: 'ok' })
    expect(read('{"result":1}', 200, CALL, 'text/html')).toMatchObject({ kind: 'ok' })
  })
})

describe('a refusal is the presence of the error key', () => {
  it.each([
    [
      'an empty code',
      { error: '', error_description: 'Socialnetwork group not found' },
      refused('', 'Socialnetwork group not found'),
    ],
    ['an empty code and text', { error: '', error_description: '' }, refused('', '')],
    ['a zero', { error: 0, error_description: 'x' }, refused('0', 'x')],
    ['null', { error: null }, refused('', '')],
    ['beside a result', { result: true, error: 'X' }, refused('X', '')],
    ['the REST 3.0 form', { error: { code: 'A', message: 'b' } }, refused('A', 'b')],
  ])('%s', (_, body, expected) => expect(read(body, 400)).toMatchObject(expected))

  it('even with status 200', () =>
    expect(read({ error: 'WRONG_ENCODING' })).toMatchObject(refused('WRONG_ENCODING', '', false)))

  it.each([
    ['QUERY_LIMIT_EXCEEDED', 503, true],
    ['OVERLOAD_LIMIT', 503, true],
    ['PORTAL_DELETED', 500, true],
    ['INTERNAL_SERVER_ERROR', 500, false],
    ['ERROR_CORE', 500, false],
    ['', 500, false],
  ])('%j with %i is certain not to have been done: %s', (error, status, certain) =>
    expect(read({ error }, status)).toMatchObject({ certain }),
  )
})

describe('an answer that is not the portal’s', () => {
  it.each([
    ['a login page', '<!DOCTYPE html><html>', 200, 'unknown', 'net.notJson'],
    ['a page of a firewall', '<html>', 403, 'refused', 'net.notJson'],
    ['a page for a path that is not there', '<html>', 404, 'refused', 'bitrix24.wrongHost'],
    ['a bad gateway', '<html>', 502, 'unknown', 'net.serverError'],
    ['a busy front', '<html>', 429, 'refused', 'net.rateLimited'],
    ['a server that wants a password', '<html>', 401, 'refused', 'bitrix24.noAuth'],
    ['nothing', '', 200, 'unknown', 'net.notJson'],
    ['half a JSON', '{"result":{"a":', 200, 'unknown', 'net.badAnswer'],
    ['a bare true', 'true', 200, 'unknown', 'net.badAnswer'],
    ['a JSON without result', '{"ok":true}', 200, 'unknown', 'net.badAnswer'],
    ['a result with a failing status', '{"result":true}', 500, 'unknown', 'net.serverError'],
    ['a list', '[]', 200, 'unknown', 'net.badAnswer'],
  ])('%s', (_, body, status, phase, code) =>
    expect(read(body, status, CALL, 'text/html')).toMatchObject(broken(phase, code)),
  )
})
