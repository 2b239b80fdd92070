import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../shared/contract/accounts'
import { fail, ok } from '../../shared/contract/result'
import { createAccountsBench, type AccountsBench } from '../testing/accounts-bench'
import { accountId, group } from '../testing/records'
import { createAccounts, type AccountsCapability } from './accounts'

let bench: AccountsBench<AccountsCapability>

beforeEach(() => {
  bench = createAccountsBench(createAccounts)
})

afterEach(async () => {
  await bench.dispose()
})

async function connect(webhookUrl: string, label?: string): Promise<Account> {
  const answer = await bench.accounts.handlers['accounts.connectBitrix24']({ webhookUrl, label })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.data
}

const rows = () => bench.accounts.list().map(({ label }) => label)

describe('the connection', () => {
  test('is opened when first needed, once, and anew after connecting again', async () => {
    const { id } = await connect('north')
    expect(bench.bitrix24.opened).toEqual([])
    bench.accounts.portOf(id, 'groups')
    bench.accounts.portOf(id, 'requests')
    expect(bench.bitrix24.opened).toHaveLength(1)
    await connect('north')
    expect(bench.bitrix24.closed).toEqual([id])
    bench.accounts.portOf(id, 'groups')
    expect(bench.bitrix24.opened).toHaveLength(2)
  })

  test('a port the network does not offer, and an account that is not there, are told apart', async () => {
    const { id } = await connect('north')
    expect(bench.accounts.portOf(id, 'openlines')).toEqual(fail('accounts.noPort'))
    expect(bench.accounts.portOf(accountId('z'), 'openlines')).toEqual(fail('accounts.notFound'))
  })
})

describe('health', () => {
  test('is kept and told when it changes, not when it stays; a recovery is announced', async () => {
    const { id } = await connect('north')
    bench.accounts.portOf(id, 'groups')
    const handle = bench.bitrix24.opened[0]
    const before = bench.events.of('accounts.changed').length
    bench.told.length = 0
    handle?.onHealth({ state: 'offline', reason: 'net.timeout' })
    handle?.onHealth({ state: 'offline', reason: 'net.timeout' })
    expect(bench.accounts.get(id)).toMatchObject({ health: 'offline', healthReason: 'net.timeout' })
    expect(bench.events.of('accounts.changed').length - before).toBe(1)
    expect(bench.told).toEqual([])
    handle?.onHealth({ state: 'ok' })
    expect(bench.told).toEqual([`usable ${id}`])
  })

  test('of a connection that was replaced is not listened to', async () => {
    const { id } = await connect('north')
    bench.accounts.portOf(id, 'groups')
    const old = bench.bitrix24.opened[0]
    await connect('north')
    old?.onHealth({ state: 'signedOut', reason: 'bluesky.signedOut' })
    expect(bench.accounts.get(id)?.health).toBe('ok')
  })

  test('a limit ends by itself; offline is forgotten at the next start, signed out is not', async () => {
    const limited = await connect('north')
    const offline = await connect('south')
    const out = await connect('west')
    for (const { id } of [limited, offline, out]) bench.accounts.portOf(id, 'groups')
    const until = new Date(bench.time.clock() + 60_000).toISOString()
    bench.bitrix24.opened[0]?.onHealth({ state: 'limited', reason: 'bitrix24.queryLimit', until })
    bench.bitrix24.opened[1]?.onHealth({ state: 'offline', reason: 'net.dns' })
    bench.bitrix24.opened[2]?.onHealth({ state: 'signedOut', reason: 'bitrix24.invalidCredentials' })
    expect(bench.accounts.list().map(({ health }) => health)).toEqual(['limited', 'offline', 'signedOut'])
    await bench.time.advance(60_000)
    expect(bench.accounts.get(limited.id)).toMatchObject({ health: 'ok', healthUntil: undefined })
    bench.restart()
    expect(bench.accounts.list().map(({ health }) => health)).toEqual(['ok', 'ok', 'signedOut'])
  })

  test('a check says how the account is now', async () => {
    const { id } = await connect('north')
    bench.bitrix24.check = () => Promise.resolve(fail('bitrix24.invalidCredentials', 'user'))
    expect(await bench.accounts.handlers['accounts.check']({ id })).toMatchObject({
      ok: true,
      data: { health: 'signedOut', healthReason: 'bitrix24.invalidCredentials' },
    })
    const scopes = { health: { state: 'missingScope' as const }, missingScopes: ['im'], userName: 'Ann C.' }
    bench.bitrix24.check = () => Promise.resolve(ok(scopes))
    expect(await bench.accounts.handlers['accounts.check']({ id })).toMatchObject({
      ok: true,
      data: { health: 'missingScope', healthReason: undefined, missingScopes: ['im'], userName: 'Ann C.' },
    })
    const more = { ...scopes, ports: ['openlines' as const], settings: { trusted: true } }
    bench.bitrix24.check = () => Promise.resolve(ok(more))
    expect(await bench.accounts.handlers['accounts.check']({ id })).toMatchObject({ data: { ports: ['openlines'] } })
    expect(bench.temp.store.accounts.get(id)?.settings).toEqual({ trusted: true })
    bench.bitrix24.check = () => Promise.resolve(fail('vault.locked', 'user'))
    // A closed vault is for the user to open; it says nothing about the account.
    expect(await bench.accounts.handlers['accounts.check']({ id })).toEqual(fail('vault.locked', 'user'))
    expect(bench.accounts.get(id)).toMatchObject({ health: 'missingScope' })
    bench.bitrix24.check = () => Promise.resolve(fail('vault.secretMissing', 'user'))
    expect(await bench.accounts.handlers['accounts.check']({ id })).toMatchObject({
      data: { health: 'signedOut', healthReason: 'vault.secretMissing' },
    })
  })
})

describe('ordering and naming', () => {
  test('accounts that are not named keep their order behind those that are', async () => {
    const ids = []
    for (const name of ['a', 'b', 'c']) ids.push((await connect(name)).id)
    await bench.accounts.handlers['accounts.reorder']({ ids: [ids[2] ?? accountId('none')] })
    expect(rows()).toEqual(['c', 'a', 'b'])
    expect(bench.events.of('accounts.changed').at(-1)?.order).toEqual([ids[2], ids[0], ids[1]])
    expect(await bench.accounts.handlers['accounts.reorder']({ ids: [accountId('z')] })).toEqual(
      fail('accounts.notFound'),
    )
    expect(rows()).toEqual(['c', 'a', 'b'])
  })

  test('an update changes what it names and nothing else', async () => {
    const { id, color } = await connect('north')
    await bench.accounts.handlers['accounts.update']({
      id,
      notifications: { toast: false, sound: false, preview: false, badge: true, doNotDisturb: false },
    })
    expect(bench.accounts.get(id)).toMatchObject({ label: 'north', color, notifications: { toast: false } })
    expect(await bench.accounts.handlers['accounts.update']({ id: accountId('z') })).toEqual(fail('accounts.notFound'))
  })
})

describe('disconnecting', () => {
  test('ends the session, forgets the secrets, removes the rows in one go, and tells', async () => {
    const { id } = await connect('north')
    bench.temp.store.groups.upsertPage([group(id, '5')], 1)
    bench.told.length = 0
    expect(await bench.accounts.handlers['accounts.disconnect']({ id })).toEqual(ok({}))
    expect(bench.bitrix24.signedOut).toEqual(['secret of north'])
    expect(bench.vault.secrets.size).toBe(0)
    expect(bench.temp.store.groups.get(id, '5')).toBeUndefined()
    expect(bench.told).toEqual([`removing ${id}`, `removed ${id}`])
    expect(bench.events.of('accounts.changed').at(-1)).toEqual({ upsert: [], remove: [id], order: [] })
    expect(await bench.accounts.handlers['accounts.disconnect']({ id })).toEqual(fail('accounts.notFound'))
  })

  test('a service that does not answer is no reason to keep the account', async () => {
    const { id } = await connect('north')
    bench.bitrix24.signOut = () => new Promise(() => undefined)
    const answer = bench.accounts.handlers['accounts.disconnect']({ id })
    await bench.time.advance(5_000)
    expect(await answer).toEqual(ok({}))
    expect(rows()).toEqual([])
  })

  test('a sign-out that fails is no reason either', async () => {
    const { id } = await connect('north')
    bench.bitrix24.signOut = () => Promise.reject(new Error('reset'))
    expect(await bench.accounts.handlers['accounts.disconnect']({ id })).toEqual(ok({}))
  })

  test('secrets that cannot be forgotten keep the account, so that it can be tried again', async () => {
    const { id } = await connect('north')
    bench.vault.cannotForget = true
    expect(await bench.accounts.handlers['accounts.disconnect']({ id })).toMatchObject({
      ok: false,
      error: { code: 'vault.writeFailed' },
    })
    expect(rows()).toEqual(['north'])
  })
})
