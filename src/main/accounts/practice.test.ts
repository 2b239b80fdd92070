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

describe('practice accounts', () => {
  test('come connected and marked, with their lines, and their secrets never reach the vault', async () => {
    const answer = await bench.accounts.handlers['accounts.connectPractice']({})
    expect(answer.ok && answer.data.map(({ network, practice }) => [network, practice])).toEqual([
      ['bitrix24', true],
      ['bluesky', true],
    ])
    expect(bench.vault.secrets.size).toBe(0)
    expect(bench.bluesky.asked[0]?.input).toMatchObject({ plcUrl: 'http://127.0.0.1:4002', identifier: 'ann.test' })
    const [first] = bench.accounts.list()
    expect(bench.temp.store.lines.list(first?.id ?? accountId('none')).map(({ name }) => name)).toEqual(['Support'])
  })

  test('are the same accounts after a restart on other ports: label, order and groups stay, secrets are new', async () => {
    await bench.accounts.handlers['accounts.connectPractice']({})
    const [portal, sky] = bench.accounts.list()
    if (portal === undefined || sky === undefined) throw new Error('two accounts expected')
    await bench.accounts.handlers['accounts.update']({ id: portal.id, label: 'Mine' })
    await bench.accounts.handlers['accounts.reorder']({ ids: [sky.id, portal.id] })
    bench.temp.store.groups.upsertPage([group(portal.id, '5')], 1)
    bench.practicePort = 5000
    bench.restart()
    expect(bench.bitrix24.opened).toEqual([])
    await bench.accounts.restorePractice()
    expect(bench.accounts.list().map(({ id }) => id)).toEqual([sky.id, portal.id])
    expect(bench.accounts.get(portal.id)).toMatchObject({
      label: 'Mine',
      host: 'http://127.0.0.1:5000/rest/1/abc/.example',
    })
    expect(bench.temp.store.groups.get(portal.id, '5')).toBeDefined()
    bench.accounts.portOf(portal.id, 'groups')
    const handle = bench.bitrix24.opened.at(-1)
    expect(handle?.secrets.read('token')).toEqual(ok('secret of http://127.0.0.1:5000/rest/1/abc/'))
    expect(bench.told).toContain(`usable ${portal.id}`)
  })

  test('that were removed do not come back by themselves', async () => {
    await bench.accounts.handlers['accounts.connectPractice']({})
    const [portal] = bench.accounts.list()
    await bench.accounts.handlers['accounts.disconnect']({ id: portal?.id ?? accountId('none') })
    bench.restart()
    await bench.accounts.restorePractice()
    expect(bench.accounts.list().map(({ network }) => network)).toEqual(['bluesky'])
  })

  test('a practice portal that does not start is said so, and touches no other account', async () => {
    await connect('north')
    await bench.accounts.handlers['accounts.connectPractice']({})
    bench.practiceUp = false
    bench.restart()
    await bench.accounts.restorePractice()
    expect(bench.accounts.list().map(({ health, healthReason }) => [health, healthReason])).toEqual([
      ['ok', undefined],
      ['offline', 'accounts.practiceUnavailable'],
      ['offline', 'accounts.practiceUnavailable'],
    ])
    expect(await bench.accounts.handlers['accounts.connectPractice']({})).toMatchObject({ ok: false })
  })

  test('one that cannot be connected does not keep the others away, and is the only one said to be offline', async () => {
    await bench.accounts.handlers['accounts.connectPractice']({})
    bench.restart()
    bench.bitrix24.answer = fail('net.refused', 'later')
    await bench.accounts.restorePractice()
    expect(bench.accounts.list().map(({ health }) => health)).toEqual(['offline', 'ok'])
    expect(await bench.accounts.handlers['accounts.connectPractice']({})).toMatchObject({
      ok: false,
      error: { code: 'accounts.practiceUnavailable' },
    })
  })

  test('nobody starts the practice portal for people who have no practice account', async () => {
    await connect('north')
    await bench.accounts.restorePractice()
    expect(bench.bluesky.asked).toEqual([])
  })
})
