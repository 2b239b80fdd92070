import { afterEach, describe, expect, it } from 'vitest'
import { fail } from '../../../shared/contract/result'
import type { ConnectedIdentity } from '../ports'
import { createBitrix24 } from './index'
import { PROFILE, accountOf, restPortal, testDeps } from './network.fixtures'
import type { Method } from './network.fixtures'
import { memoryStore } from './virtual-time.fixtures'

const ends: (() => Promise<void>)[] = []
afterEach(async () => void (await Promise.all(ends.splice(0).map((end) => end()))))

async function setUp(
  methods: Readonly<Record<string, Method>>,
  before?: Parameters<typeof restPortal>[1],
  deps = testDeps(),
) {
  const portal = await restPortal({ ...PROFILE, ...methods }, before)
  ends.push(() => portal.close())
  const network = createBitrix24(deps)
  const identity: ConnectedIdentity = {
    network: 'bitrix24',
    identityKey: 'k',
    label: 'l',
    host: `127.0.0.1:${portal.port}`,
    userId: '7',
    userName: 'Anna',
    missingScopes: [],
    ports: [],
    settings: { userName: 'Anna', missingScopes: [] },
    secrets: { webhookUrl: portal.webhookUrl },
  }
  const account = accountOf(identity)
  const connection = network.open(account)
  ends.push(() => connection.close())
  return { portal, deps, network, account, connection }
}

describe('an open account', () => {
  it('does nothing before its first call', async () => {
    const { portal, deps } = await setUp({})
    expect(portal.arrived).toEqual([])
    expect(deps.calls).toEqual([])
  })

  it('sends a network message once, records it without anything secret, and feels well', async () => {
    const { portal, deps, account, connection } = await setUp({ 'imopenlines.network.message.add': () => true })
    const target = { kind: 'network', lineCode: 'c'.repeat(32), userId: '5' } as const
    const message = { id: 'x', target, text: 'Top secret words', urlPreview: true }
    expect(await connection.messages?.send(message)).toEqual({ kind: 'sent' })
    expect(portal.arrived).toMatchObject([
      { method: 'imopenlines.network.message.add', params: { MESSAGE: 'Top secret words', USER_ID: '5' } },
    ])
    expect(deps.calls).toMatchObject([
      { accountId: 'account-1', method: 'imopenlines.network.message.add', status: 200, outcome: 'ok' },
    ])
    expect(account.heard).toEqual([{ state: 'ok' }])
    expect(JSON.stringify([deps.calls, deps.logged])).not.toMatch(/s3cr3tc0de|Top secret/)
  })

  it.each(['resets', 'closes half way', 'answers a page'])(
    'never sends a message twice when the portal %s after taking it',
    async (how) => {
      let bodies = 0
      const { connection } = await setUp({}, (request, response) => {
        request.resume().on('end', () => {
          bodies += 1
          if (how === 'resets') request.socket.resetAndDestroy()
          else if (how === 'answers a page') response.writeHead(502).end('<html>')
          else response.writeHead(200, { 'content-length': 50 }).write('{"result"', () => response.destroy())
        })
        return true
      })
      const target = { kind: 'network', lineCode: 'c'.repeat(32), userId: '5' } as const
      expect(await connection.messages?.send({ id: 'x', target, text: 'Hi', urlPreview: true })).toMatchObject({
        kind: 'unknown',
      })
      expect(bodies).toBe(1)
    },
  )

  it('repeats reads over a faltering portal', async () => {
    let tries = 0
    const { connection, account } = await setUp({}, (request, response) => {
      tries += 1
      if (tries === 1) request.socket.resetAndDestroy()
      if (tries === 2)
        response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":"QUERY_LIMIT_EXCEEDED"}')
      return tries <= 2
    })
    expect(await connection.identity.check()).toMatchObject({
      ok: true,
      data: { health: { state: 'ok' }, userName: 'Anna Lee' },
    })
    expect(tries).toBe(3)
    expect(account.heard).toEqual([{ state: 'ok' }])
  })

  it('says how it fares when it is checked: a dead webhook, missing scopes', async () => {
    const dead = await setUp(
      {},
      (_, response) => (response.writeHead(401).end('{"error":"INVALID_CREDENTIALS"}'), true),
    )
    const signedOut = { state: 'signedOut', reason: 'bitrix24.invalidCredentials' }
    expect(await dead.connection.identity.check()).toEqual({
      ok: true,
      data: { health: signedOut, missingScopes: [], userName: 'Anna' },
    })
    expect(dead.account.heard).toEqual([signedOut])
    const poor = await setUp({ scope: () => ['im'] })
    expect(await poor.connection.identity.check()).toMatchObject({
      ok: true,
      data: {
        health: { state: 'missingScope' },
        missingScopes: ['sonet_group', 'socialnetwork', 'imopenlines', 'user_brief'],
      },
    })
    expect(poor.connection.messages?.targets).toEqual(['dialog'])
  })

  it('rights that were ticked later open their ports, also after a restart', async () => {
    const { network, account } = await setUp({})
    const poor = network.open({ ...account, settings: { ...account.settings, missingScopes: ['im', 'imopenlines'] } })
    ends.push(() => poor.close())
    expect(poor.messages?.targets).toEqual([])
    const checked = await poor.identity.check()
    expect(checked).toMatchObject({ data: { ports: ['groups', 'requests', 'openlines', 'messages'] } })
    const again = network.open({ ...account, settings: (checked.ok && checked.data.settings) || {} })
    ends.push(() => again.close())
    for (const one of [poor, again]) expect(one.messages?.targets).toEqual(['network', 'dialog'])
  })

  it('a locked vault stops a call before anything is sent', async () => {
    const { portal, deps, network, account } = await setUp({})
    const locked = network.open({
      ...account,
      secrets: { ...account.secrets, read: () => fail('vault.locked', 'user') },
    })
    ends.push(() => locked.close())
    expect(await locked.openlines?.list()).toMatchObject({ ok: false, error: { code: 'vault.locked' } })
    expect(portal.arrived).toEqual([])
    expect(deps.calls).toMatchObject([{ outcome: 'vault.locked' }])
  })

  it('joins a group over the wire, from the check to the result', async () => {
    let pending = false
    const { portal, connection } = await setUp({
      'sonet_group.user.groups': () => [],
      'socialnetwork.api.workgroup.get': (params) => ({
        ID: params['params[groupId]'] ?? '',
        NAME: 'Sales',
        OPENED: 'N',
        VISIBLE: 'Y',
        ACTIONS: { JOIN: !pending },
        USER_DATA: pending ? { ROLE: 'Z', INITIATED_BY_TYPE: 'U' } : { ROLE: false },
      }),
      'sonet_group.user.request': () => (pending = true),
    })
    const target = { groupId: '5' }
    expect(await connection.requests?.check(target)).toMatchObject({ data: { canRequest: true } })
    expect(await connection.requests?.send(target, 'Please')).toEqual({
      ok: true,
      data: { state: 'pending', groupId: '5' },
    })
    expect(await connection.requests?.check(target)).toMatchObject({
      data: { canRequest: false, reason: 'alreadyRequested' },
    })
    expect(portal.arrived.filter((one) => one.method === 'sonet_group.user.request').map((one) => one.params)).toEqual([
      { GROUP_ID: 5, MESSAGE: 'Please' },
    ])
  })

  it('answers cancelled after it was closed', async () => {
    const { connection, portal } = await setUp({})
    await connection.close()
    expect(await connection.openlines?.list()).toMatchObject({ ok: false, error: { code: 'net.cancelled' } })
    expect(portal.arrived).toEqual([])
  })
})

describe('the request budget', () => {
  it('is one per portal host, whatever the account, and outlives a restart', async () => {
    const frozen = testDeps({ clock: () => 1_700_000_000_000 })
    const { network, account, deps } = await setUp({}, undefined, frozen)
    const [first, second] = [network.open(account), network.open({ ...account, userId: '8' })]
    ends.push(
      () => first.close(),
      () => second.close(),
    )
    await first.identity.check()
    await second.identity.check()
    const budgets = network.budgets()
    expect(budgets).toEqual([{ host: account.host, left: 18, burst: 20, perSecond: 2 }])
    const again = createBitrix24({ ...testDeps(), state: deps.state, clock: deps.clock })
    const reopened = again.open(account)
    ends.push(() => reopened.close())
    expect(again.budgets()[0]?.left).toBe(18)
    expect(createBitrix24({ ...testDeps(), state: memoryStore() }).budgets()).toEqual([])
  })
})
