import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../shared/contract/accounts'
import { fail, ok } from '../../shared/contract/result'
import { createAccountsBench, type AccountsBench } from '../testing/accounts-bench'
import { identity } from '../testing/fake-network'
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

describe('connecting', () => {
  test('tries, keeps the secret in the vault only, and tells the windows', async () => {
    const account = await connect('north')
    expect(account).toMatchObject({ network: 'bitrix24', label: 'north', health: 'ok', practice: false })
    expect(bench.vault.secrets.get(`${account.id} token`)).toBe('secret of north')
    expect(JSON.stringify(bench.temp.store.accounts.list())).not.toContain('secret of north')
    expect(bench.events.of('accounts.changed')).toEqual([{ upsert: [account], remove: [], order: [account.id] }])
    expect(bench.bitrix24.asked).toEqual([{ input: { webhookUrl: 'north' }, practice: false }])
  })

  test('shows only what the contract shows (an extra field would be refused on the way out)', async () => {
    const account = await connect('north')
    for (const inner of ['identityKey', 'settings', 'createdAt', 'secrets']) expect(account).not.toHaveProperty(inner)
  })

  test('the same identity again updates the account: its label, colour and place stay, its secret is new', async () => {
    const first = await connect('north', 'Head office')
    await connect('south')
    bench.bitrix24.answer = ok(identity('bitrix24', 'north', { secrets: { token: 'new' }, missingScopes: ['im'] }))
    const again = await connect('north')
    expect(again).toMatchObject({ id: first.id, label: 'Head office', color: first.color, health: 'missingScope' })
    expect(bench.vault.secrets.get(`${first.id} token`)).toBe('new')
    expect(rows()).toEqual(['Head office', 'south'])
  })

  test('twice at once gives one account', async () => {
    const both = await Promise.all([connect('north'), connect('north')])
    expect(both[0].id).toBe(both[1].id)
    expect(rows()).toEqual(['north'])
  })

  test('a refusal is passed on and leaves nothing', async () => {
    bench.bitrix24.answer = fail('bitrix24.invalidCredentials', 'user')
    const answer = await bench.accounts.handlers['accounts.connectBitrix24']({ webhookUrl: 'north' })
    expect(answer).toEqual(fail('bitrix24.invalidCredentials', 'user'))
    expect(rows()).toEqual([])
  })

  test('a vault that refuses the second secret leaves nothing half-made, and the session is ended', async () => {
    bench.bluesky.answer = ok(identity('bluesky', 'ann', { secrets: { token: 'one', refresh: 'two' } }))
    bench.vault.refusing.add('refresh')
    const answer = await bench.accounts.handlers['accounts.connectBluesky']({ identifier: 'ann', appPassword: 'x' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'vault.writeFailed' } })
    expect(bench.vault.secrets.size).toBe(0)
    expect(rows()).toEqual([])
    expect(bench.bluesky.signedOut).toEqual(['one'])
  })

  test('a vault that refuses while an account is updated leaves its old secrets', async () => {
    bench.bluesky.answer = ok(identity('bluesky', 'ann', { secrets: { token: 'old', refresh: 'old' } }))
    await bench.accounts.handlers['accounts.connectBluesky']({ identifier: 'ann', appPassword: 'x' })
    bench.bluesky.answer = ok(identity('bluesky', 'ann', { secrets: { token: 'new', refresh: 'new' } }))
    bench.vault.refusing.add('refresh')
    await bench.accounts.handlers['accounts.connectBluesky']({ identifier: 'ann', appPassword: 'x' })
    expect([...bench.vault.secrets.values()]).toEqual(['old', 'old'])
  })

  test('each new account has a colour of its own while there are any', async () => {
    const colors = []
    for (const name of ['a', 'b', 'c', 'd']) colors.push((await connect(name)).color)
    expect(new Set(colors).size).toBe(4)
  })
})
