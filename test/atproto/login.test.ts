import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, networkFor } from './client'
import { startWorld, type Person, type World } from './servers/world.mjs'

const LOGIN = 'com.atproto.server.createSession'
const LOGOUT = 'com.atproto.server.deleteSession'

let world: World
let alice: Person
beforeAll(async () => {
  world = await startWorld()
  alice = await world.person('alice')
})
afterAll(async () => {
  expect(world.chat.unexpected).toEqual([])
  await world.close()
})
beforeEach(() => {
  for (const front of [world.front, world.otherHost]) {
    front.faults.length = 0
    front.seen.length = 0
  }
})

describe('signing in to a real server', () => {
  it.each(['handle', 'did', 'email'] as const)('would catch the %s not leading to the account', async (field) => {
    const answer = await connect(networkFor(world), alice, { identifier: ` ${alice[field].toUpperCase()} ` })
    expect(answer).toMatchObject({
      ok: true,
      data: {
        identityKey: `bluesky:${alice.did}`,
        userId: alice.did,
        handle: alice.handle,
        host: new URL(world.front.url).host,
        settings: { pdsUrl: world.front.url, serviceUrl: world.front.url },
      },
    })
    expect(world.chat.calls.at(-1)).toEqual({ nsid: 'chat.bsky.convo.getLog', viewer: alice.did })
  })

  it('would catch the password going to a host the user has not agreed to', async () => {
    const network = networkFor(world, { entryway: world.otherHost.url })
    const { host } = new URL(world.front.url)
    expect(await connect(network, alice)).toMatchObject({ error: { code: 'bluesky.confirmHost', params: { host } } })
    const elsewhere = await connect(network, alice, { serviceUrl: world.otherHost.url })
    expect(elsewhere).toMatchObject({ error: { code: 'bluesky.confirmHost', params: { host } } })
    expect([...world.front.seen, ...world.otherHost.seen]).not.toContain(LOGIN)
    expect(await connect(network, alice, { serviceUrl: host })).toMatchObject({ ok: true })
    expect(world.front.seen).toContain(LOGIN)
  })

  it('would catch an app password without access to direct messages being connected, or its session left open', async () => {
    const answer = await connect(networkFor(world), alice, { appPassword: alice.plainAppPassword })
    expect(answer).toMatchObject({ error: { code: 'bluesky.noDmAccess', retry: 'user' } })
    expect(world.front.seen.at(-1)).toBe(LOGOUT)
  })

  it('would catch the account password being sent without a warning', async () => {
    const network = networkFor(world)
    const input = { appPassword: alice.password }
    expect(await connect(network, alice, input)).toMatchObject({ error: { code: 'bluesky.accountPassword' } })
    expect(world.front.seen).not.toContain(LOGIN)
    expect(await connect(network, alice, { ...input, allowAccountPassword: true })).toMatchObject({ ok: true })
  })

  it('would catch a wrong password and an unknown person being told as a failure of the server', async () => {
    const network = networkFor(world)
    expect(await connect(network, alice, { appPassword: 'aaaa-bbbb-cccc-dddd' })).toMatchObject({
      error: { code: 'bluesky.wrongPassword' },
    })
    expect(await connect(network, alice, { identifier: 'nobody.test' })).toMatchObject({
      error: { code: 'bluesky.handleNotFound' },
    })
    const did = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
    expect(await connect(network, alice, { identifier: did })).toMatchObject({ error: { code: 'bluesky.didNotFound' } })
  })

  it('would catch the e-mail code not being asked for, or not being sent', async () => {
    const network = networkFor(world)
    const wantsCode = (body: string): boolean => !('authFactorToken' in (JSON.parse(body) as object))
    world.front.faults.push({ nsid: LOGIN, when: wantsCode, status: 401, error: 'AuthFactorTokenRequired', times: 2 })
    expect(await connect(network, alice)).toMatchObject({ error: { code: 'bluesky.authFactorRequired' } })
    world.front.faults.unshift({
      nsid: LOGIN,
      status: 401,
      error: 'AuthenticationRequired',
      message: 'Token is invalid',
    })
    const input = { authFactorToken: 'ABCDE-FGHIJ' }
    expect(await connect(network, alice, input)).toMatchObject({ error: { code: 'bluesky.authFactorInvalid' } })
    expect(await connect(network, alice, input)).toMatchObject({ ok: true })
  })

  it('would catch a balancer’s HTML, a dropped connection or a chat outage being told as a wrong password', async () => {
    const network = networkFor(world)
    world.front.faults.push({ nsid: LOGIN, status: 503, raw: '<html>busy</html>', type: 'text/html' })
    expect(await connect(network, alice)).toMatchObject({ error: { code: 'net.serverError' } })
    world.front.faults.push({ nsid: LOGIN, destroy: true })
    expect(await connect(network, alice)).toMatchObject({ error: { code: 'net.reset' } })
    world.chat.faults.push({ nsid: 'chat.bsky.convo.getLog', destroy: true })
    expect(await connect(network, alice)).toMatchObject({ error: { code: 'bluesky.chatUnavailable' } })
    expect(world.front.seen.at(-1)).toBe(LOGOUT)
  })

  it('would catch an account that was taken down being told as a wrong password, or a deactivated one being shut out', async () => {
    const network = networkFor(world)
    const [taken, resting] = [await world.person('tanya'), await world.person('rita')]
    await world.pds.accountManager.takedownAccount(taken.did, { applied: true, ref: 'test' })
    // A takedown also ends the app passwords: only the account password still learns the reason.
    const insisting = { identifier: taken.did, appPassword: taken.password, allowAccountPassword: true }
    expect(await connect(network, taken, insisting)).toMatchObject({ error: { code: 'bluesky.takenDown' } })
    expect(await connect(network, taken, { identifier: taken.did })).toMatchObject({
      error: { code: 'bluesky.wrongPassword' },
    })
    await world.pds.accountManager.deactivateAccount(resting.did, null)
    expect(await connect(network, resting, { identifier: resting.did })).toMatchObject({ ok: true })
  })
})

describe('a server with its limits on', () => {
  it('would catch too many logins being told as a wrong password', async () => {
    const strict = await startWorld({ rateLimits: true })
    try {
      const network = networkFor(strict)
      const bob = await strict.person('bob')
      const attempts = Array.from({ length: 31 }, () =>
        connect(network, bob, { identifier: bob.did, appPassword: 'aaaa-bbbb-cccc-dddd' }),
      )
      const codes = (await Promise.all(attempts)).map((answer) => (answer.ok ? 'ok' : answer.error.code))
      expect(codes.filter((code) => code === 'bluesky.wrongPassword')).toHaveLength(30)
      expect(codes.filter((code) => code === 'net.rateLimited')).toHaveLength(1)
    } finally {
      await strict.close()
    }
  })
})
