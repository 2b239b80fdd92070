import { describe, expect, it } from 'vitest'
import {
  ALICE,
  FakeBluesky,
  htmlError,
  lostConnection,
  sessionOf,
  testAccount,
  testWorld,
  xrpcError,
  type Answer,
} from './bluesky.fixtures'
import type { Connection } from '../ports'

const REFRESH = 'com.atproto.server.refreshSession'
const LOG = 'chat.bsky.convo.getLog'

const check = async (connection: Connection) => {
  const answer = await connection.identity.check()
  return answer.ok ? answer.data.health : answer.error.code
}

const opened = (fake = new FakeBluesky(), account = testAccount()) => {
  const world = testWorld(fake)
  return { fake, account, world, connection: world.network.open(account) }
}

const tokenIn = (stored: string): string => (JSON.parse(stored) as { refreshJwt: string }).refreshJwt

describe('a session', () => {
  it('would catch I/O at opening, or a refresh while the access token is still good', async () => {
    const { fake, connection } = opened()
    expect(fake.sent).toHaveLength(0)
    expect(await check(connection)).toEqual({ state: 'ok' })
    expect(fake.calls(REFRESH)).toHaveLength(0)
  })

  it('would catch more than one refresh for ten callers with an expired token', async () => {
    const { fake, account, connection } = opened()
    fake.expire()
    const answers = await Promise.all(Array.from({ length: 10 }, () => check(connection)))
    expect(answers).toEqual(Array.from({ length: 10 }, () => ({ state: 'ok' })))
    expect(fake.calls(REFRESH)).toHaveLength(1)
    expect(account.written.map(tokenIn)).toEqual(['refresh-2'])
  })

  it('would catch the new token being used before it is in the vault', async () => {
    const { fake, account } = opened()
    const slow = {
      ...account.secrets,
      write: async (field: string, value: string) => {
        await new Promise(setImmediate)
        return account.secrets.write(field, value)
      },
    }
    const connection = testWorld(fake).network.open({ ...account, secrets: slow })
    fake.expire()
    const storedAtUse: string[] = []
    fake.on('com.atproto.server.getSession', (sent) => {
      if (sent.headers['authorization'] === 'Bearer access-2') storedAtUse.push(tokenIn(account.stored))
      return fake.authorized(sent, { json: { did: ALICE, handle: 'alice.bsky.social' } })
    })
    await check(connection)
    expect(storedAtUse).toEqual(['refresh-2'])
  })

  const passing: readonly (readonly [string, Answer])[] = [
    ['500', xrpcError(500, 'InternalServerError')],
    ['429', { ...xrpcError(429, 'RateLimitExceeded'), headers: { 'retry-after': '60' } }],
    ['a dropped connection', lostConnection()],
    ['HTML 502', htmlError(502)],
    ['HTML 503', htmlError(503)],
    ['401 AuthenticationRequired', xrpcError(401, 'AuthenticationRequired')],
    ['a login page', { text: '<html>sign in to the network</html>', headers: { 'content-type': 'text/html' } }],
  ]
  it.each(passing)('would catch a session being lost to a refresh that answers %s', async (_name, answer) => {
    const { fake, account, connection } = opened()
    fake.expire()
    fake.on(REFRESH, answer)
    expect(await check(connection)).toEqual({ state: 'offline', reason: 'bluesky.temporarilyOffline' })
    expect(tokenIn(account.stored)).toBe('refresh-1')
    fake.on(REFRESH, { json: sessionOf(2) })
    expect(await check(connection)).toEqual({ state: 'ok' })
    expect(account.healths.map(({ state }) => state)).toEqual(['offline', 'ok'])
  })

  const definite: readonly (readonly [string, Answer, string])[] = [
    ['400 ExpiredToken', xrpcError(400, 'ExpiredToken', 'Token has been revoked'), 'bluesky.signedOut'],
    ['400 InvalidToken', xrpcError(400, 'InvalidToken'), 'bluesky.signedOut'],
    ['401 AccountTakedown', xrpcError(401, 'AccountTakedown'), 'bluesky.takenDown'],
    ['400 AccountNotFound', xrpcError(400, 'AccountNotFound'), 'bluesky.signedOut'],
  ]
  it.each(definite)(
    'would catch a refresh refused with %s not being told as signed out',
    async (_name, answer, reason) => {
      const { fake, account, connection } = opened()
      fake.expire()
      fake.on(REFRESH, answer)
      expect(await check(connection)).toEqual({ state: 'signedOut', reason })
      expect(account.healths).toEqual([{ state: 'signedOut', reason }])
    },
  )

  it('would catch a dead session knocking at the server again, or a new one in the vault being ignored', async () => {
    const { fake, account, connection } = opened()
    fake.expire()
    fake.on(REFRESH, xrpcError(400, 'ExpiredToken', 'Token has been revoked'))
    await check(connection)
    const before = fake.sent.length
    expect(await check(connection)).toEqual({ state: 'signedOut', reason: 'bluesky.signedOut' })
    expect(fake.sent).toHaveLength(before)
    account.stored = JSON.stringify({ ...sessionOf(2), service: 'https://bsky.social' })
    expect(await check(connection)).toEqual({ state: 'ok' })
  })

  it('would catch a token the server cannot verify not being renewed once', async () => {
    const { fake, connection } = opened()
    fake.on(LOG, (sent) =>
      sent.headers['authorization'] === 'Bearer access-1'
        ? xrpcError(400, 'InvalidToken', 'Token could not be verified')
        : { json: { cursor: '2222222222222', logs: [] } },
    )
    expect(await check(connection)).toEqual({ state: 'ok' })
    expect(fake.calls(REFRESH)).toHaveLength(1)
  })

  it('would catch an app password without DM access being taken for a sign-out, or costing the session', async () => {
    const { fake, account, connection } = opened()
    fake.chat(LOG, xrpcError(400, 'InvalidToken', 'Bad token method'))
    expect(await check(connection)).toEqual({ state: 'missingScope', reason: 'bluesky.noDmAccess' })
    expect(fake.calls(REFRESH)).toHaveLength(0)
    expect(tokenIn(account.stored)).toBe('refresh-1')
  })
})

describe('saving a session', () => {
  it('would catch a failing vault bricking the session, or the token never being saved', async () => {
    const { fake, account, world, connection } = opened()
    fake.expire()
    account.failWrites = 2
    expect(await check(connection)).toEqual({ state: 'ok' })
    await expect.poll(() => account.written.map(tokenIn)).toEqual(['refresh-2'])
    expect(world.sleeps).toEqual([5_000, 10_000])
    expect(await check(connection)).toEqual({ state: 'ok' })
    expect(fake.calls(REFRESH)).toHaveLength(1)
  })

  it('would catch a vault that throws, against its contract, ending the session', async () => {
    const { fake, account, connection } = opened()
    fake.expire()
    let writes = 0
    const secrets = {
      ...account.secrets,
      write: (field: string, value: string) => {
        writes += 1
        if (writes === 1) throw new Error('disk full')
        return account.secrets.write(field, value)
      },
    }
    const other = testWorld(fake).network.open({ ...account, secrets })
    expect(await check(other)).toEqual({ state: 'ok' })
    await expect.poll(() => account.written.map(tokenIn)).toEqual(['refresh-2'])
    await connection.close()
  })

  it('would catch the DID document being lost, so that calls go to the login host', async () => {
    const { fake, account, connection } = opened()
    fake.expire()
    await check(connection)
    expect(JSON.parse(account.stored)).toMatchObject({
      didDoc: { id: sessionOf(1)['did'] },
      service: 'https://bsky.social',
    })
    expect(fake.calls(LOG).map(({ url }) => url.host)).toEqual(['morel.us-east.host.bsky.network'])
    expect(fake.calls(REFRESH).map(({ url }) => url.host)).toEqual(['bsky.social'])
  })

  it('would catch a locked vault being told as anything else, or changing the health', async () => {
    const { fake, account, connection } = opened()
    account.locked = true
    expect(await check(connection)).toBe('vault.locked')
    expect(fake.sent).toHaveLength(0)
    expect(account.healths).toEqual([])
  })

  it.each(['{', '[]', '{"accessJwt":"a"}', JSON.stringify({ ...sessionOf(1), service: 'x', did: 'nobody' })])(
    'would catch the stored text %s breaking anything but this account',
    async (text) => {
      const { account, connection } = opened()
      account.stored = text
      expect(await check(connection)).toEqual({ state: 'signedOut', reason: 'vault.secretMissing' })
    },
  )
})

describe('signing out', () => {
  it('would catch the server keeping the session', async () => {
    const { fake, account, connection } = opened()
    await connection.identity.signOut()
    expect(fake.calls('com.atproto.server.deleteSession')[0]?.headers['authorization']).toBe('Bearer refresh-1')
    expect(account.stored).toBe('')
    expect(await check(connection)).toEqual({ state: 'signedOut', reason: 'bluesky.signedOut' })
  })

  it('would catch being offline keeping the token here, or the server never being told', async () => {
    const { fake, account, world, connection } = opened()
    fake.on('com.atproto.server.deleteSession', lostConnection('ENOTFOUND'), htmlError(503), {})
    await connection.identity.signOut()
    expect(account.stored).toBe('')
    await expect.poll(() => fake.calls('com.atproto.server.deleteSession')).toHaveLength(3)
    expect(world.sleeps).toEqual([30_000, 120_000])
  })

  it('would catch a refresh that ends late bringing the session back into the vault', async () => {
    const { fake, account, connection } = opened()
    fake.expire()
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    fake.on(REFRESH, async () => {
      await gate
      return { json: sessionOf(2) }
    })
    const late = check(connection)
    await expect.poll(() => fake.calls(REFRESH)).toHaveLength(1)
    await connection.identity.signOut()
    release()
    await late
    expect(account.stored).toBe('')
  })
})
