// What goes wrong on the wire while groups are read: retried, or said and gone on with; in the end the directory is right.
import { describe, expect, test } from 'vitest'
import { removeGroup } from '../../../src/practice/bitrix24/group-changes'
import type { Fault } from '../../../src/practice/types'
import { useDirectory } from './directory'

const LIST = 'socialnetwork.api.workgroup.list'

const on = useDirectory({ groups: 1_600 })

describe('a batch comes back', () => {
  test.each<[string, Fault]>([
    ['with a page missing', { command: LIST, after: 20, times: 1, effect: { kind: 'missing' } }],
    ['with pages missing again and again', { command: LIST, after: 12, times: 2, effect: { kind: 'missing' } }],
    [
      'with a page that failed',
      { command: LIST, after: 20, effect: { kind: 'error', status: 500, error: 'INTERNAL_SERVER_ERROR' } },
    ],
    ['counting too many', { command: LIST, after: 15, times: 3, effect: { kind: 'totals', delta: 700 } }],
    ['counting too few', { command: LIST, after: 15, times: 3, effect: { kind: 'totals', delta: -700 } }],
    ['counting too few everywhere', { command: LIST, times: 13, effect: { kind: 'totals', delta: -90 } }],
    ['cut in the middle', { method: 'batch', after: 1, effect: { kind: 'cut', bytes: 2_000 } }],
    ['as HTML of a proxy', { method: 'batch', after: 1, effect: { kind: 'html', page: 'nginx502' } }],
    ['never: the connection is reset', { method: 'batch', after: 1, times: 2, effect: { kind: 'reset' } }],
    [
      'after a storm of 503',
      { method: 'batch', after: 1, times: 3, effect: { kind: 'error', status: 503, error: 'QUERY_LIMIT_EXCEEDED' } },
    ],
  ])('%s', async (_, one) => {
    on.bench.faults.add(one)
    expect(await on.directory.read()).toMatchObject({ ok: true, data: { state: 'done' } })
    on.directory.expectTruth()
  })

  test.each<[string, string, Fault]>([
    ['HTML of a login page', 'net.notJson', { method: 'batch', effect: { kind: 'html', page: 'login' } }],
    ['half a JSON', 'net.badAnswer', { method: 'batch', effect: { kind: 'truncatedJson' } }],
    ['HTML of a captive portal', 'net.notJson', { method: 'batch', effect: { kind: 'html', page: 'captivePortal' } }],
    ['a portal under repair', 'net.serverError', { method: 'batch', effect: { kind: 'html', page: 'maintenance' } }],
    [
      'a storm without an end',
      'bitrix24.queryLimit',
      { method: 'batch', effect: { kind: 'error', status: 503, error: 'QUERY_LIMIT_EXCEEDED' } },
    ],
    ['a cut line', 'net.reset', { method: 'batch', effect: { kind: 'reset' } }],
  ])('%s ends the reading with %s; the next one goes on where it stopped', async (_, code, one) => {
    on.bench.faults.add({ ...one, after: 1, times: 0 })
    const answer = await on.directory.read()
    expect(answer).toMatchObject({ ok: false, error: { code } })
    expect(on.directory.state()).toMatchObject({ state: 'failed', reason: code, loaded: on.directory.held().size })
    const before = on.directory.held().size
    expect(before).toBeGreaterThan(400)
    on.bench.faults.clear()
    removeGroup(on.directory.world, on.idAt(3))
    on.directory.requests()
    expect(await on.directory.read()).toMatchObject({ ok: true })
    expect(on.directory.requests()).toBeLessThanOrEqual(6)
    on.directory.expectTruth()
  })
})

test('the portal has moved: that is said, and what was read stays', async () => {
  await on.directory.read()
  const { pathname } = new URL('batch', on.bench.portal('acme').webhookUrl)
  on.bench.faults.add({
    method: 'batch',
    times: 0,
    effect: { kind: 'redirect', location: `https://moved.example${pathname}` },
  })
  expect(await on.directory.read()).toMatchObject({
    ok: false,
    error: { code: 'net.moved', params: { newHost: 'moved.example' } },
  })
  expect(on.directory.state()).toMatchObject({ state: 'failed', reason: 'net.moved' })
  on.directory.expectTruth()
})
