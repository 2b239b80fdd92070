// The vault over a real gnome-keyring in a real Electron. Would catch: a keyring that is there and not used, one that is
// locked or another taken for none, and above all a secret in the clear where there is no keyring.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Desktop, electronPath } from './session'

const SECRET = 'canary-9f27c1d4-in-the-keyring'
let desktop: Desktop
beforeEach(async () => {
  electronPath()
  desktop = await Desktop.make()
})
afterEach(() => desktop.remove())

async function vaultFiles(): Promise<[string, Buffer][]> {
  return [...(await desktop.files())].filter(([path]) => path.includes('/vault/'))
}

async function expectNothingPlain(): Promise<void> {
  const files = await desktop.files()
  expect(files.size).toBeGreaterThan(0)
  const spellings = [SECRET, Buffer.from(SECRET).toString('base64').slice(0, 36), Buffer.from(SECRET, 'utf16le')]
  const holders = [...files].filter(([, bytes]) => spellings.some((spelling) => bytes.includes(spelling)))
  expect(holders.map(([path]) => path)).toEqual([])
}

test('a keyring wraps the key, and a new login opens the vault with it', async () => {
  const first = await desktop.run({ keyring: 'unlocked' }, ['write', SECRET])
  expect(first).toMatchObject({
    backend: 'gnome_libsecret',
    found: { state: 'absent', keyringAvailable: true },
    written: { ok: true },
    after: { state: 'unlocked', slots: ['os'] },
  })
  await expectNothingPlain()
  const second = await desktop.run({ keyring: 'unlocked' }, ['read'])
  expect(second).toMatchObject({ found: { state: 'unlocked' }, read: { ok: true, data: SECRET } })
})

test('locked, missing and exchanged keyrings are told apart, touch nothing, and the vault opens again afterwards', async () => {
  await desktop.run({ keyring: 'unlocked' }, ['write', SECRET])
  const before = await vaultFiles()
  const locked = await desktop.run({ keyring: 'locked' }, ['write', 'another'])
  expect(locked.found).toMatchObject({ state: 'keyringChanged', problem: 'vault.keyringUnavailable' })
  const missing = await desktop.run({ keyring: 'none' }, ['write', 'another'])
  expect(missing.found).toMatchObject({ state: 'keyringChanged', problem: 'vault.keyringUnavailable' })
  const exchanged = await desktop.run({ keyring: 'unlocked', name: 'another-login' }, ['write', 'another'])
  expect(exchanged.found).toMatchObject({ state: 'keyringChanged', problem: 'vault.keyringChanged' })
  for (const each of [locked, missing, exchanged]) expect([each.written?.ok, each.read.ok]).toEqual([false, false])
  expect(await vaultFiles()).toEqual(before)
  expect((await desktop.run({ keyring: 'unlocked' }, ['read'])).read).toEqual({ ok: true, data: SECRET })
})

test.each([
  ['no keyring at all', { keyring: 'none' as const }],
  ['the weak store was asked for', { keyring: 'unlocked' as const, switches: ['--password-store=basic'] }],
])('%s: the secret is refused, and nothing of it reaches the disk', async (_, session) => {
  const told = await desktop.run(session, ['write', SECRET])
  expect(told).toMatchObject({
    found: { state: 'absent', keyringAvailable: false },
    written: { ok: false, error: { code: 'vault.absent' } },
    after: { state: 'absent', slots: [] },
  })
  expect(await vaultFiles()).toEqual([])
  await expectNothingPlain()
})
