// Sessions of the practice PDS, seen by the official clients.
import { AtpAgent } from '@atproto/api'
import { LexAuthFactorError, PasswordSession } from '@atproto/lex-password-session'
import { chat } from '@bsky/sdk/lexicons'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { refusal, startHarness, type Harness } from './harness'

let h: Harness

beforeAll(async () => {
  h = await startHarness()
})
beforeEach(() => {
  h.practice.hooks.reset()
  h.faults.clear()
  h.arrivals.clear()
})
afterAll(async () => {
  expect(h.practice.unexpected).toEqual([])
  await h.practice.close()
})

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
  const answer = await h.xrpc(`/xrpc/${nsid}`, {
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
  const answer = await h.xrpc('/xrpc/com.atproto.server.getSession', {
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
    const { session } = await h.login('anna')
    expect(session.handle).toBe('anna.practice.test')
    expect(session.active).toBe(true)
    const doc = session.didDoc as { service: { id: string; serviceEndpoint: string }[] }
    expect(doc.service).toEqual([
      { id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: h.practice.info.serviceUrl },
    ])
    const access = claims(session.accessJwt)
    expect(access).toMatchObject({ scope: 'com.atproto.appPassPrivileged', sub: session.did })
    expect(Number(access['exp']) - Number(access['iat'])).toBe(7200)
    const refreshClaims = claims(session.refreshJwt)
    expect(refreshClaims).toMatchObject({ scope: 'com.atproto.refresh' })
    expect(Number(refreshClaims['exp']) - Number(refreshClaims['iat'])).toBe(90 * 24 * 3600)
  })

  it('tells the three kinds of password apart by scope', async () => {
    const anna = h.account('anna')
    expect(anna.appPasswords[0]?.password).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/)
    const plain = await h.login('anna', { password: anna.appPasswords[1]?.password ?? '' })
    const full = await h.login('anna', { password: anna.password })
    expect(claims(plain.session.accessJwt)).toMatchObject({ scope: 'com.atproto.appPass' })
    expect(claims(full.session.accessJwt)).toMatchObject({ scope: 'com.atproto.access' })
  })

  it('takes a handle in any case, a DID and an e-mail address', async () => {
    const { did, email, appPasswords } = h.account('anna')
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
    const vera = h.account('vera')
    const withCode = (authFactorToken?: string): Promise<PasswordSession> =>
      PasswordSession.login({
        service: h.practice.info.serviceUrl,
        identifier: vera.handle,
        password: vera.password,
        ...(authFactorToken === undefined ? {} : { authFactorToken }),
      })
    await expect(withCode()).rejects.toBeInstanceOf(LexAuthFactorError)
    expect(await refusal(withCode('AAAAA-AAAAA'))).toEqual([400, 'InvalidToken', 'Token is invalid'])
    expect((await withCode(vera.authFactorToken)).handle).toBe(vera.handle)
    expect((await h.login('vera')).handle).toBe(vera.handle)
  })

  it('keeps taken-down accounts out unless they ask to be let in, and lets deactivated ones in as inactive', async () => {
    const timur = h.account('timur')
    const body = { identifier: timur.handle, password: timur.password }
    const refused = await post('com.atproto.server.createSession', { body })
    expect([refused.status, refused.json['error']]).toEqual([401, 'AccountTakedown'])
    const allowed = await post('com.atproto.server.createSession', { body: { ...body, allowTakendown: true } })
    expect(allowed.json).toMatchObject({ active: false, status: 'takendown' })
    expect(claims(String(allowed.json['accessJwt']))).toMatchObject({ scope: 'com.atproto.takendown' })
    const denis = await h.login('denis')
    expect(denis.session).toMatchObject({ active: false, status: 'deactivated' })
    expect((await h.chat(denis).call(chat.bsky.convo.getLog)).logs).toEqual([])
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
    h.pass(300_000)
    expect((await post('com.atproto.server.createSession', { body })).status).toBe(401)
  })
})

describe('refreshSession', () => {
  it('rotates both tokens; the old one leads to the same successor for two hours', async () => {
    const { session } = await h.login('anna')
    const first = await refresh(session.refreshJwt)
    h.pass(HOUR)
    const second = await refresh(session.refreshJwt)
    const successor = claims(String(first.json['refreshJwt']))['jti']
    expect(successor).not.toBe(claims(session.refreshJwt)['jti'])
    expect(claims(String(second.json['refreshJwt']))['jti']).toBe(successor)
    expect(second.json['didDoc']).toMatchObject({ id: session.did })
    h.pass(HOUR)
    const late = await refresh(session.refreshJwt)
    expect([late.status, late.json]).toEqual([400, REVOKED])
    expect((await refresh(String(first.json['refreshJwt']))).status).toBe(200)
  })

  it('dies of age after 90 days', async () => {
    const { session } = await h.login('anna')
    h.pass(90 * 24 * HOUR)
    const late = await refresh(session.refreshJwt)
    expect([late.status, late.json]).toEqual([400, EXPIRED])
  })

  it('is dead after deleteSession, while the access token lives on', async () => {
    const { session } = await h.login('anna')
    const ended = await post('com.atproto.server.deleteSession', { token: session.refreshJwt })
    expect([ended.status, ended.json]).toEqual([200, {}])
    expect((await refresh(session.refreshJwt)).json).toEqual(REVOKED)
    expect((await getSession(session.accessJwt)).status).toBe(200)
  })

  it('refuses taken-down accounts', async () => {
    const { session } = await h.login('boris')
    expect(h.practice.hooks.account({ account: 'boris', status: 'takendown' })).toEqual({ ok: true })
    const refused = await refresh(session.refreshJwt)
    expect([refused.status, refused.json['error']]).toEqual([401, 'AccountTakedown'])
  })
})

describe('tokens', () => {
  it('are refused by kind, by age and by signature with the texts clients tell apart', async () => {
    const { session } = await h.login('anna')
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
    h.pass(2 * HOUR)
    const old = await getSession(session.accessJwt)
    expect([old.status, old.json]).toEqual([400, EXPIRED])
  })

  it('of a plain app password are refused on the old chat methods only', async () => {
    const plain = await h.login('anna', { password: h.account('anna').appPasswords[1]?.password ?? '' })
    const client = h.chat(plain)
    const badMethod = [400, 'InvalidToken', 'Bad token method']
    expect(await refusal(client.call(chat.bsky.convo.getLog))).toEqual(badMethod)
    expect(await refusal(client.call(chat.bsky.convo.listConvos))).toEqual(badMethod)
    expect((await client.call(chat.bsky.convo.listConvoRequests)).requests.length).toBeGreaterThan(0)
    const joined = await client.call(chat.bsky.group.requestJoin, { code: h.code('open') })
    expect(joined.status).toBe('joined')
    expect(plain.destroyed).toBe(false)
  })
})

describe('the official sessions', () => {
  it('refresh once for five calls at a time (lex)', async () => {
    const updates: string[] = []
    const session = await h.login('anna', { onUpdated: (data) => void updates.push(data.accessJwt) })
    expect(h.practice.hooks.account({ account: 'anna', expireAccess: true })).toEqual({ ok: true })
    h.arrivals.clear()
    const client = h.chat(session)
    const answers = await Promise.all(Array.from({ length: 5 }, () => client.call(chat.bsky.convo.listConvos)))
    expect(answers.every((answer) => answer.convos.length === 50)).toBe(true)
    expect(h.arrivals.counts()['com.atproto.server.refreshSession']).toBe(1)
    expect(updates).toHaveLength(2)
  })

  it('refresh once for five calls at a time (AtpAgent)', async () => {
    const agent = await h.atpAs('anna')
    h.practice.hooks.account({ account: 'anna', expireAccess: true })
    h.arrivals.clear()
    const [did = ''] = h.practice.info.chatService.split('#')
    const proxied = agent.withProxy('bsky_chat', did)
    await Promise.all(Array.from({ length: 5 }, () => proxied.chat.bsky.convo.listConvos()))
    expect(h.arrivals.counts()['com.atproto.server.refreshSession']).toBe(1)
  })

  it('end when the session was revoked, and outlive a refresh that fails for a passing reason', async () => {
    const session = await h.login('anna')
    h.practice.hooks.account({ account: 'anna', expireAccess: true })
    h.faults.add({ method: 'com.atproto.server.refreshSession', effect: { kind: 'html', page: 'nginx502' } })
    const client = h.chat(session)
    expect(await refusal(client.call(chat.bsky.convo.getLog))).toEqual([400, 'ExpiredToken', 'Token has expired'])
    expect(session.destroyed).toBe(false)
    expect((await client.call(chat.bsky.convo.getLog)).logs).toEqual([])
    h.practice.hooks.account({ account: 'anna', revokeSessions: true })
    expect((await refusal(client.call(chat.bsky.convo.getLog)))[1]).toBe('ExpiredToken')
    expect(session.destroyed).toBe(true)
  })

  it('resume with AtpAgent from stored data', async () => {
    const { session } = await h.login('anna')
    const agent = new AtpAgent({ service: h.practice.info.serviceUrl })
    const { did, handle, accessJwt, refreshJwt } = session
    await agent.resumeSession({ did, handle, accessJwt, refreshJwt, active: true })
    expect(agent.session?.did).toBe(did)
  })
})
