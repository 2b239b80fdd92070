import { describe, expect, it } from 'vitest'
import type { Health } from '../ports'
import { withHealth } from './health'
import type { Call, Reply } from './types'
import { netFailure } from './wire-errors'

const CALL: Call = { method: 'profile', params: {}, kind: 'read', lane: 'background', runs: {} }
const OK: Reply = { kind: 'ok', status: 200, result: 1, times: {} }
const refused = (code: string, text = '', status = 401): Reply => ({
  kind: 'refused',
  status,
  code,
  text,
  certain: true,
})

async function told(replies: readonly Reply[], base: Health = { state: 'ok' }): Promise<Health[]> {
  const heard: Health[] = []
  const queue = [...replies]
  const send = withHealth(
    { clock: () => 0, host: 'h', base: () => base, onHealth: (one) => heard.push(one) },
    async () => queue.shift() ?? OK,
  )
  for (const _ of replies) await send(CALL)
  return heard
}

describe('withHealth', () => {
  it.each<[Reply, Health]>([
    [refused('INVALID_CREDENTIALS'), { state: 'signedOut', reason: 'bitrix24.invalidCredentials' }],
    [refused('authorization_error'), { state: 'signedOut', reason: 'bitrix24.userInactive' }],
    [
      refused('ACCESS_DENIED', 'REST is available only by subscription'),
      { state: 'blocked', reason: 'bitrix24.subscription' },
    ],
    [refused('PORTAL_DELETED'), { state: 'blocked', reason: 'bitrix24.portalDeleted' }],
    [refused('insufficient_scope'), { state: 'missingScope', reason: 'bitrix24.insufficientScope' }],
    [netFailure('net.dns', 'notSent', 'h'), { state: 'offline', reason: 'net.dns' }],
    [netFailure('net.tls', 'notSent', 'h'), { state: 'blocked', reason: 'net.tls' }],
    [
      { ...OK, movedTo: 'new.example' },
      { state: 'blocked', reason: 'net.moved' },
    ],
    [
      refused('QUERY_LIMIT_EXCEEDED', '', 503),
      { state: 'limited', reason: 'bitrix24.queryLimit', until: '1970-01-01T00:00:30.000Z' },
    ],
    [refused('', 'Wrong group ID', 400), { state: 'ok' }],
    [OK, { state: 'ok' }],
  ])('%#: a reply tells', async (reply, health) => expect(await told([reply])).toEqual([health]))

  it('is told once per change, and again when all is well', async () => {
    const offline = netFailure('net.dns', 'notSent', 'h')
    expect((await told([OK, OK, offline, offline, OK, OK])).map((one) => one.state)).toEqual(['ok', 'offline', 'ok'])
  })

  it('goes back to what is known of missing scopes, not to ok', async () => {
    const base: Health = { state: 'missingScope', reason: 'bitrix24.insufficientScope' }
    expect((await told([netFailure('net.dns', 'notSent', 'h'), OK], base)).at(-1)).toEqual(base)
  })

  it('a locked vault and a call given up say nothing of the account', async () => {
    const locked: Reply = {
      kind: 'failed',
      phase: 'notSent',
      transient: false,
      error: { code: 'vault.locked', params: {}, retry: 'user' },
    }
    expect(await told([locked, netFailure('net.cancelled', 'unknown', 'h')])).toEqual([])
  })
})
