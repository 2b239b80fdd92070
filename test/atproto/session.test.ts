import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connect, networkFor, openAccount, signIn, type OpenAccount } from './client'
import { startWorld, type Fault, type Person, type World } from './servers/world.mjs'

const REFRESH = 'com.atproto.server.refreshSession'

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
  world.front.faults.length = 0
  world.front.seen.length = 0
})

const check = async ({ connection }: OpenAccount) => {
  const answer = await connection.identity.check()
  return answer.ok ? answer.data.health : answer.error.code
}
const refreshes = (): number => world.front.seen.filter((nsid) => nsid === REFRESH).length

describe('a session at a real server', () => {
  it('would catch a refresh while the access token is good', async () => {
    const account = await signIn(world, alice)
    expect(await check(account)).toEqual({ state: 'ok' })
    expect(refreshes()).toBe(0)
  })

  it('would catch an expired token costing more than one refresh for five callers, or the new token being lost', async () => {
    const account = await signIn(world, alice, { expired: true })
    const before = account.session()
    const answers = await Promise.all(Array.from({ length: 5 }, () => check(account)))
    expect(answers).toEqual(Array.from({ length: 5 }, () => ({ state: 'ok' })))
    expect(refreshes()).toBe(1)
    const after = account.session()
    expect(after.refreshJwt).not.toBe(before.refreshJwt)
    // What was saved is a working session on its own.
    const network = networkFor(world)
    const connected = await connect(network, alice)
    if (!connected.ok) throw new Error(connected.error.code)
    expect(await check(openAccount(network, connected.data, account.vault.stored))).toEqual({ state: 'ok' })
    expect(refreshes()).toBe(1)
  })

  const outages: readonly (readonly [string, Omit<Fault, 'nsid'>])[] = [
    ['500', { status: 500, error: 'InternalServerError' }],
    ['429', { status: 429, error: 'RateLimitExceeded', headers: { 'retry-after': '60' } }],
    ['a dropped connection', { destroy: true }],
    ['HTML 502', { status: 502, raw: '<html>', type: 'text/html' }],
    ['401 AuthenticationRequired', { status: 401, error: 'AuthenticationRequired' }],
  ]
  it.each(outages)('would catch the session being lost to a refresh that answers %s', async (_name, fault) => {
    const account = await signIn(world, alice, { expired: true })
    const before = account.session().refreshJwt
    world.front.faults.push({ nsid: REFRESH, times: 99, ...fault })
    expect(await check(account)).toEqual({ state: 'offline', reason: 'bluesky.temporarilyOffline' })
    expect(account.session().refreshJwt).toBe(before)
    world.front.faults.length = 0
    expect(await check(account)).toEqual({ state: 'ok' })
    expect(account.session().refreshJwt).not.toBe(before)
  })

  it('would catch a vault that cannot write ending the session', async () => {
    const account = await signIn(world, alice, { expired: true })
    const before = account.session().refreshJwt
    account.vault.failing = true
    expect(await check(account)).toEqual({ state: 'ok' })
    expect(await check(account)).toEqual({ state: 'ok' })
    account.vault.failing = false
    await expect.poll(() => account.session().refreshJwt).not.toBe(before)
    await account.connection.close()
    const network = networkFor(world)
    const connected = await connect(network, alice)
    if (!connected.ok) throw new Error(connected.error.code)
    expect(await check(openAccount(network, connected.data, account.vault.stored))).toEqual({ state: 'ok' })
    expect(refreshes()).toBe(1)
  })

  it('would catch a revoked session not being told as signed out', async () => {
    const account = await signIn(world, alice, { expired: true })
    await world.revoke(account.session().refreshJwt)
    expect(await check(account)).toEqual({ state: 'signedOut', reason: 'bluesky.signedOut' })
    expect(account.healths.at(-1)).toEqual({ state: 'signedOut', reason: 'bluesky.signedOut' })
    const asked = world.front.seen.length
    expect(await check(account)).toEqual({ state: 'signedOut', reason: 'bluesky.signedOut' })
    expect(world.front.seen).toHaveLength(asked)
  })

  it('would catch a takedown not being told as one', async () => {
    const person = await world.person('tanya')
    const account = await signIn(world, person, { expired: true })
    await world.pds.accountManager.takedownAccount(person.did, { applied: true, ref: 'test' })
    expect(await check(account)).toEqual({ state: 'signedOut', reason: 'bluesky.takenDown' })
  })

  it('would catch a deactivated account passing for a healthy one', async () => {
    const person = await world.person('rita')
    const account = await signIn(world, person)
    await world.pds.accountManager.deactivateAccount(person.did, null)
    expect(await check(account)).toEqual({ state: 'blocked', reason: 'bluesky.deactivated' })
  })

  it('would catch signing out leaving the session alive on the server or here', async () => {
    const account = await signIn(world, alice)
    const { refreshJwt } = account.session()
    await account.connection.identity.signOut()
    expect(account.vault.stored).toBe('')
    const refused = await fetch(`${world.pds.url}/xrpc/${REFRESH}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${refreshJwt}` },
    })
    expect(await refused.json()).toMatchObject({ error: 'ExpiredToken' })
    expect(await check(account)).toEqual({ state: 'signedOut', reason: 'bluesky.signedOut' })
  })
})
