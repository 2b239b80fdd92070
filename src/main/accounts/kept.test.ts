// Catches: an account that looks healthy although its key is gone, and one called signed out because the vault is locked.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fail } from '../../shared/contract/result'
import { createAccountsBench, type AccountsBench } from '../testing/accounts-bench'
import { createFakeVault } from '../testing/fake-vault'
import { accountId } from '../testing/records'
import { createAccounts, type AccountsCapability } from './accounts'
import { createSecrets } from './secrets'

const MISSING = { health: 'signedOut', healthReason: 'vault.secretMissing' }
let bench: AccountsBench<AccountsCapability>

beforeEach(async () => {
  bench = createAccountsBench(createAccounts)
  await bench.accounts.handlers['accounts.connectBitrix24']({ webhookUrl: 'north' })
})
afterEach(() => bench.dispose())

const health = () => bench.accounts.list().map((account) => [account.health, account.healthReason])
const calls = () => bench.bitrix24.opened.length

test('after a session-only run the account says at once that it has to be connected again, and nothing is called', () => {
  bench.vault.secrets.clear()
  bench.vault.become('absent')
  bench.restart()
  expect(bench.accounts.list()).toMatchObject([MISSING])
  expect(calls()).toBe(0)
})

test('a vault that is open and holds nothing for the account says the same', () => {
  bench.vault.secrets.clear()
  bench.restart()
  expect(bench.accounts.list()).toMatchObject([MISSING])
})

test.each(['locked', 'keyringChanged', 'corrupt'] as const)('a vault that is %s changes no health', (state) => {
  bench.vault.become(state)
  expect(health()).toEqual([['ok', undefined]])
  bench.restart()
  expect(health()).toEqual([['ok', undefined]])
})

test('a vault started over is noticed while the app runs; windows hear of it', () => {
  const before = bench.events.of('accounts.changed').length
  bench.vault.become('absent')
  expect(bench.accounts.list()).toMatchObject([MISSING])
  expect(bench.events.of('accounts.changed')).toHaveLength(before + 1)
})

test('a secret that is there again after all is missing no longer; another sign-out stays one', async () => {
  const second = await bench.accounts.handlers['accounts.connectBitrix24']({ webhookUrl: 'south' })
  bench.vault.become('absent')
  expect(bench.accounts.list()).toMatchObject([MISSING, MISSING])
  if (!second.ok) throw new Error(second.error.code)
  bench.accounts.portOf(second.data.id, 'groups')
  bench.bitrix24.opened.at(-1)?.onHealth({ state: 'signedOut', reason: 'bitrix24.invalidCredentials' })
  bench.told.length = 0
  bench.vault.become('unlocked')
  expect(health()).toEqual([
    ['ok', undefined],
    ['signedOut', 'bitrix24.invalidCredentials'],
  ])
  expect(bench.told).toHaveLength(1)
})

test('practice accounts have no secret in the vault and are left alone', async () => {
  await bench.accounts.handlers['accounts.connectPractice']({})
  bench.vault.become('absent')
  const practice = bench.accounts.list().filter((account) => account.practice)
  expect(practice.length).toBeGreaterThan(0)
  expect(practice.every((account) => account.health === 'ok')).toBe(true)
})

test('an ended app follows the vault no more', async () => {
  await bench.accounts.stop()
  bench.vault.become('absent')
  expect(health()).toEqual([['ok', undefined]])
})

test('without a vault, a machine with a keyring asks for no choice: the account is to be connected again', () => {
  const vault = createFakeVault()
  const absent = (keyringAvailable: boolean) =>
    createSecrets({
      ...vault,
      status: () => ({ state: 'absent', slots: [], keyringAvailable, retryAfterMs: 0 }),
      read: () => fail('vault.absent', 'user'),
    }).of({ id: accountId('a'), practice: false })
  expect(absent(true).read('token')).toEqual(fail('vault.secretMissing', 'user'))
  expect(absent(false).read('token')).toEqual(fail('vault.absent', 'user'))
})
