// Sessions of the practice PDS, seen by the official clients.
import { LexAuthFactorError, PasswordSession } from '@atproto/lex-password-session'
import { chat } from '@bsky/sdk/lexicons'
import { describe, expect, it } from 'vitest'
import { refusal, useHarness } from './harness'

const harness = useHarness()

/** The payload of a JWT, unverified. */
function claims(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>
}

interface Said {
  readonly status: number
  readonly headers: Headers
  readonly json: Record<string, unknown>
}

async function post(nsid: string, init: { body?: object; token?: string } = {}): Promise<Said> {
  const answer = await harness().xrpc(`/xrpc/${nsid}`, {
    method: 'POST',
    headers: {
      ...(init.body ? { 'content-type': 'application/json' } : {}),
      ...(init.token === undefined ? {} : { authorization: `Bearer ${init.token}` }),
    },
    ...(init.body ? { body: JSON.stringify(init.body) } : {}),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, json: text === '' ? {} : (JSON.parse(text) as Said['json']) }
}

const getSession = async (token?: string): Promise<Said> => {
  const answer = await harness().xrpc('/xrpc/com.atproto.server.getSession', {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  })
  return { status: answer.status, headers: answer.headers, json: (await answer.json()) as Said['json'] }
}

const refresh = (token: string): Promise<Said> => post('com.atproto.server.refreshSession', { token })

const HOUR = 3_600_000
const EXPIRED = { error: 'ExpiredToken', message: 'Token has expired' }
const REVOKED = { error: 'ExpiredToken', message: 'Token has been revoked' }
const UNVERIFIED = { error: 'InvalidToken', message: 'Token could not be verified' }

describe('createSession', () => {
  it('gives tokens of the privileged app password scope, and the DID document that names the PDS', async () => {
    const { session } = await harness().login('anna')
    expect(session.handle).toBe('anna.practice.test')
    expect(session.active).toBe(true)
    const doc = session.didDoc as { service: { id: string; serviceEndpoint: string }[] }
    expect(doc.service).toEqual([
      { id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: harness().practice.info.serviceUrl },
    ])
    const access = claims(session.accessJwt)
    expect(access).toMatchObject({ scope: 'com.atproto.appPassPrivileged', sub: session.did })
    expect(Number(access['exp']) - Number(access['iat'])).toBe(7200)
    const refreshClaims = claims(session.refreshJwt)
    expect(refreshClaims).toMatchObject({ scope: 'com.atproto.refresh' })
    expect(Number(refreshClaims['exp']) - Number(refreshClaims['iat'])).toBe(90 * 24 * 3600)
  })

  it('tells the three kinds of password apart by scope', async () => {
    const anna = harness().account('anna')
    expect(anna.appPasswords[0]?.password).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/)
    const plain = await harness().login('anna', { password: anna.appPasswords[1]?.password ?? '' })
    const full = await harness().login('anna', { password: anna.password })
    expect(claims(plain.session.accessJwt)).toMatchObject({ scope: 'com.atproto.appPass' })
    expect(claims(full.session.accessJwt)).toMatchObject({ scope: 'com.atproto.access' })
  })

  it('takes a handle in any case, a DID and an e-mail address', async () => {
    const { did, email, appPasswords } = harness().account('anna')
    for (const identifier of ['ANNA.practice.test', did, email.toUpperCase()]) {
      const said = await post('com.atproto.server.createSession', {
        body: { identifier, password: appPasswords[0]?.password },
      })
      expect(said.json['did']).toBe(did)
    }
  })

  it('does not tell a wrong password from an unknown account', async () => {
    const wrong = await post('com.atproto.server.createSession', {
      body: { identifier: 'anna.practice.test', password: 'x' },
    })
    const unknown = await post('com.atproto.server.createSession', {
      body: { identifier: 'nobody.practice.test', password: 'x' },
    })
    expect(wrong.status).toBe(401)
    expect(wrong.json).toEqual({ error: 'AuthenticationRequired', message: 'Invalid identifier or password' })
    expect([unknown.status, unknown.json]).toEqual([wrong.status, wrong.json])
  })

  it('asks for an e-mailed code with the account password only, and refuses a wrong one', async () => {
    const vera = harness().account('vera')
    const withCode = (authFactorToken?: string): Promise<PasswordSession> =>
      PasswordSession.login({
        service: harness().practice.info.serviceUrl,
        identifier: vera.handle,
        password: vera.password,
        ...(authFactorToken === undefined ? {} : { authFactorToken }),
      })
    await expect(withCode()).rejects.toBeInstanceOf(LexAuthFactorError)
    expect(await refusal(withCode('AAAAA-AAAAA'))).toEqual([400, 'InvalidToken', 'Token is invalid'])
    expect((await withCode(vera.authFactorToken)).handle).toBe(vera.handle)
    expect((await harness().login('vera')).handle).toBe(vera.handle)
  })

  it('keeps taken-down accounts out unless they ask to be let in, and lets deactivated ones in as inactive', async () => {
    const timur = harness().account('timur')
    const body = { identifier: timur.handle, password: timur.password }
    const refused = await post('com.atproto.server.createSession', { body })
    expect([refused.status, refused.json['error']]).toEqual([401, 'AccountTakedown'])
    const allowed = await post('com.atproto.server.createSession', { body: { ...body, allowTakendown: true } })
    expect(allowed.json).toMatchObject({ active: false, status: 'takendown' })
    expect(claims(String(allowed.json['accessJwt']))).toMatchObject({ scope: 'com.atproto.takendown' })
    const denis = await harness().login('denis')
    expect(denis.session).toMatchObject({ active: false, status: 'deactivated' })
    expect((await harness().chat(denis).call(chat.bsky.convo.getLog)).logs).toEqual([])
  })

  it('allows 30 logins in five minutes and then says how long to wait', async () => {
    const body = { identifier: 'boris.practice.test', password: 'wrong' }
    const said: Said[] = []
    for (let i = 0; i < 31; i += 1) said.push(await post('com.atproto.server.createSession', { body }))
    expect(said[0]?.headers.get('ratelimit-policy')).toBe('30;w=300')
    expect(said[0]?.headers.get('ratelimit-remaining')).toBe('29')
    expect(said[29]?.status).toBe(401)
    const last = said[30]
    expect([last?.status, last?.json['error']]).toEqual([429, 'RateLimitExceeded'])
    expect(last?.headers.get('retry-after')).toBe('300')
    harness().pass(300_000)
    expect((await post('com.atproto.server.createSession', { body })).status).toBe(401)
  })
})

describe('refreshSession', () => {
  it('rotates both tokens; the old one leads to the same successor for two hours', async () => {
    const { session } = await harness().login('anna')
    const first = await refresh(session.refreshJwt)
    harness().pass(HOUR)
    const second = await refresh(session.refreshJwt)
    const successor = claims(String(first.json['refreshJwt']))['jti']
    expect(successor).not.toBe(claims(session.refreshJwt)['jti'])
    expect(claims(String(second.json['refreshJwt']))['jti']).toBe(successor)
    expect(second.json['didDoc']).toMatchObject({ id: session.did })
    harness().pass(HOUR)
    const late = await refresh(session.refreshJwt)
    expect([late.status, late.json]).toEqual([400, REVOKED])
    expect((await refresh(String(first.json['refreshJwt']))).status).toBe(200)
  })

  it('dies of age after 90 days', async () => {
    const { session } = await harness().login('anna')
    harness().pass(90 * 24 * HOUR)
    const late = await refresh(session.refreshJwt)
    expect([late.status, late.json]).toEqual([400, EXPIRED])
  })

  it('is dead after deleteSession, while the access token lives on', async () => {
    const { session } = await harness().login('anna')
    const ended = await post('com.atproto.server.deleteSession', { token: session.refreshJwt })
    expect([ended.status, ended.json]).toEqual([200, {}])
    expect((await refresh(session.refreshJwt)).json).toEqual(REVOKED)
    expect((await getSession(session.accessJwt)).status).toBe(200)
  })

  it('refuses taken-down accounts', async () => {
    const { session } = await harness().login('boris')
    expect(harness().practice.hooks.account({ account: 'boris', status: 'takendown' })).toEqual({ ok: true })
    const refused = await refresh(session.refreshJwt)
    expect([refused.status, refused.json['error']]).toEqual([401, 'AccountTakedown'])
  })
})

describe('tokens', () => {
  it('are refused by kind, by age and by signature with the texts clients tell apart', async () => {
    const { session } = await harness().login('anna')
    expect((await getSession()).json).toEqual({ error: 'AuthMissing', message: 'Authentication Required' })
    expect((await getSession('garbage')).json).toEqual(UNVERIFIED)
    expect((await getSession(session.refreshJwt)).json).toEqual(UNVERIFIED)
    expect((await refresh(session.accessJwt)).json).toEqual(UNVERIFIED)
    const [head, body, signature] = session.accessJwt.split('.')
    const forged = Buffer.from(JSON.stringify({ ...claims(session.accessJwt), exp: 4_000_000_000 })).toString(
      'base64url',
    )
    expect((await getSession(`${head}.${forged}.${signature}`)).json).toEqual(UNVERIFIED)
    expect((await getSession(`${head}.${body}.${signature}`)).status).toBe(200)
    harness().pass(2 * HOUR)
    const old = await getSession(session.accessJwt)
    expect([old.status, old.json]).toEqual([400, EXPIRED])
  })

  it('of a plain app password are refused on the old chat methods only', async () => {
    const plain = await harness().login('anna', { password: harness().account('anna').appPasswords[1]?.password ?? '' })
    const client = harness().chat(plain)
    const badMethod = [400, 'InvalidToken', 'Bad token method']
    expect(await refusal(client.call(chat.bsky.convo.getLog))).toEqual(badMethod)
    expect(await refusal(client.call(chat.bsky.convo.listConvos))).toEqual(badMethod)
    expect((await client.call(chat.bsky.convo.listConvoRequests)).requests.length).toBeGreaterThan(0)
    const joined = await client.call(chat.bsky.group.requestJoin, { code: harness().code('open') })
    expect(joined.status).toBe('joined')
    expect(plain.destroyed).toBe(false)
  })
})
