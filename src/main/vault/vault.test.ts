// The vault's everyday life. Would catch: a lost secret, a secret readable while locked, a vault made where none was asked for.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ok } from '../../shared/contract/result'
import type { VaultStatus } from '../../shared/contract/vault'
import { OTHER_PASSPHRASE, PASSPHRASE, makeBench, type Bench } from './testing/kit'

let bench: Bench
beforeEach(async () => {
  bench = await makeBench()
})
afterEach(() => bench.destroy())

const value = (text: string): { ok: true; data: string } => ({ ok: true, data: text })
const code = (result: { ok: boolean; error?: { code: string } }): string | undefined => result.error?.code

test('the first secret makes the vault where there is a keyring; the next start opens it unasked', async () => {
  const vault = bench.start()
  expect(await vault.open()).toEqual({ state: 'absent', slots: [], keyringAvailable: true, retryAfterMs: 0 })
  expect(await vault.write('a', 'webhookUrl', 'secret-1')).toEqual({ ok: true, data: undefined })
  const again = bench.start()
  expect(await again.open()).toMatchObject({ state: 'unlocked', slots: ['os'] })
  expect(again.read('a', 'webhookUrl')).toEqual(value('secret-1'))
  expect(code(again.read('a', 'session'))).toBe('vault.secretMissing')
  expect(code(again.read('b', 'webhookUrl'))).toBe('vault.secretMissing')
})

test.each(['gone', 'faithless', 'lying'] as const)(
  'with a keyring that is %s nothing is made and the user is asked',
  async (mood) => {
    bench.keyring.mood = mood
    const vault = bench.start()
    await vault.open()
    expect(code(await vault.write('a', 'f', 'secret'))).toBe('vault.absent')
    expect(vault.status().state).toBe('absent')
    await expect(readdir(bench.dir)).rejects.toThrow('ENOENT')
  },
)

test('nothing on disk or in the log holds a secret in the clear', async () => {
  const vault = bench.start()
  await vault.write('a', 'f', 'canary-in-the-vault')
  await vault.setPassphrase(PASSPHRASE)
  await vault.write('a', 'f', 'canary-in-the-vault-2')
  const files = await Promise.all((await readdir(bench.dir)).map((name) => bench.bytes(name)))
  const all = Buffer.concat(files).toString() + bench.logged.join('\n')
  for (const word of ['canary', Buffer.from('canary').toString('base64').slice(0, 7), PASSPHRASE]) {
    expect(all).not.toContain(word)
  }
})

test('the folder is 0700 and both files 0600, also over a looser umask and folder', async () => {
  const before = process.umask(0)
  try {
    const vault = bench.start()
    await vault.write('a', 'f', '1')
    await vault.write('a', 'f', '2')
  } finally {
    process.umask(before)
  }
  const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777
  expect(await mode(bench.dir)).toBe(0o700)
  expect(await mode(join(bench.dir, 'vault.json'))).toBe(0o600)
  expect(await mode(join(bench.dir, 'vault.previous.json'))).toBe(0o600)
})

test('an unopened vault refuses to be read, and looks at the file by itself before it writes', async () => {
  await bench.start().write('a', 'f', 'old')
  const vault = bench.start()
  expect(vault.status().state).toBe('locked')
  expect(code(vault.read('a', 'f'))).toBe('vault.locked')
  await vault.write('b', 'f', 'new')
  expect(vault.read('a', 'f')).toEqual(value('old'))
})

test('a hundred writes at once all survive, each with its last value', async () => {
  const vault = bench.start()
  const names = [...Array(50).keys()].map((n) => `account-${String(n)}`)
  const writes = names.flatMap((name) => [vault.write(name, 'f', 'first'), vault.write(name, 'f', `last of ${name}`)])
  expect((await Promise.all(writes)).every((each) => each.ok)).toBe(true)
  const again = bench.start()
  await again.open()
  for (const name of names) expect(again.read(name, 'f')).toEqual(value(`last of ${name}`))
})

test('forgetting an account leaves no record of it in either generation, and the others alone', async () => {
  const vault = bench.start()
  await vault.write('gone', 'webhookUrl', 'x')
  await vault.write('gone', 'session', 'y')
  await vault.write('kept', 'webhookUrl', 'z')
  expect([vault.holds('gone'), vault.holds('never seen')]).toEqual([ok(true), ok(false)])
  await vault.forget('gone')
  expect(vault.holds('gone')).toEqual(ok(false))
  expect(code(vault.read('gone', 'session'))).toBe('vault.secretMissing')
  expect(vault.read('kept', 'webhookUrl')).toEqual(value('z'))
  for (const name of ['vault.json', 'vault.previous.json'])
    expect((await bench.bytes(name)).toString()).not.toContain('gone')
  expect(await vault.forget('never seen')).toEqual({ ok: true, data: undefined })
})

test('a passphrase opens the vault where there is no keyring; a wrong one does not and says so', async () => {
  bench.keyring.mood = 'gone'
  const vault = bench.start()
  expect(await vault.setPassphrase(PASSPHRASE)).toMatchObject({
    ok: true,
    data: { state: 'unlocked', slots: ['passphrase'] },
  })
  await vault.write('a', 'f', 'secret')
  const again = bench.start()
  expect(await again.open()).toMatchObject({ state: 'locked', slots: ['passphrase'] })
  expect(code(await again.write('a', 'f', 'x'))).toBe('vault.locked')
  expect(code(await again.setPassphrase(OTHER_PASSPHRASE))).toBe('vault.locked')
  expect(code(await again.useMemory())).toBe('vault.alreadySet')
  expect(code(await again.unlock(OTHER_PASSPHRASE))).toBe('vault.wrongPassphrase')
  expect(await again.unlock(PASSPHRASE)).toMatchObject({ ok: true, data: { state: 'unlocked' } })
  expect(again.read('a', 'f')).toEqual(value('secret'))
})

test('a weak passphrase is refused with the rule it broke, and nothing is made', async () => {
  const vault = bench.start()
  const refused = await vault.setPassphrase('12345678')
  expect(refused).toMatchObject({ ok: false, error: { code: 'vault.weakPassphrase', params: { minLength: 8 } } })
  expect(vault.status().state).toBe('absent')
})

test('wrong passphrases meet a growing wait that even the right one must sit out', async () => {
  bench.keyring.mood = 'gone'
  await bench.start().setPassphrase(PASSPHRASE)
  const vault = bench.start()
  const told: VaultStatus[] = []
  vault.onChange((status) => told.push(status))
  for (const expected of [0, 0, 1000, 2000, 4000]) {
    bench.time += 10_000
    expect(code(await vault.unlock('wrong wrong wrong'))).toBe('vault.wrongPassphrase')
    expect(vault.status().retryAfterMs).toBe(expected)
  }
  expect(told.at(-1)?.retryAfterMs).toBe(4000)
  bench.time += 1500
  expect(await vault.unlock(PASSPHRASE)).toMatchObject({ error: { code: 'vault.backOff', params: { seconds: 3 } } })
  bench.time += 2500
  expect((await vault.unlock(PASSPHRASE)).ok).toBe(true)
  expect(vault.status().retryAfterMs).toBe(0)
})

test('a new passphrase replaces the old one in both generations', async () => {
  const vault = bench.start()
  await vault.setPassphrase(PASSPHRASE)
  await vault.write('a', 'f', 'secret')
  expect(await vault.setPassphrase(OTHER_PASSPHRASE)).toMatchObject({ ok: true, data: { slots: ['os', 'passphrase'] } })
  bench.keyring.mood = 'gone'
  for (const name of ['vault.json', 'vault.previous.json']) {
    await bench.put(await bench.bytes(name))
    const again = bench.start()
    expect(code(await again.unlock(PASSPHRASE))).toBe('vault.wrongPassphrase')
    expect((await again.unlock(OTHER_PASSPHRASE)).ok).toBe(true)
    expect(again.read('a', 'f')).toEqual(value('secret'))
  }
})

test('this session only: secrets can be used, nothing is written, and locking does not lose them', async () => {
  bench.keyring.mood = 'gone'
  const vault = bench.start()
  expect(await vault.useMemory()).toMatchObject({ ok: true, data: { state: 'degraded', slots: ['memory'] } })
  await vault.write('a', 'f', 'secret')
  expect(code(await vault.lock())).toBe('vault.absent')
  expect(vault.read('a', 'f')).toEqual(value('secret'))
  expect((await vault.useMemory()).ok).toBe(true)
  expect((await vault.open()).state).toBe('degraded')
  expect(vault.read('a', 'f')).toEqual(value('secret'))
  await expect(readdir(bench.dir)).rejects.toThrow('ENOENT')
  expect((await bench.start().open()).state).toBe('absent')
})

test('a passphrase set later takes the session’s secrets into the new vault', async () => {
  bench.keyring.mood = 'gone'
  const vault = bench.start()
  await vault.useMemory()
  await vault.write('a', 'f', 'from memory')
  expect(await vault.setPassphrase(PASSPHRASE)).toMatchObject({ ok: true, data: { state: 'unlocked' } })
  const again = bench.start()
  await again.unlock(PASSPHRASE)
  expect(again.read('a', 'f')).toEqual(value('from memory'))
})

test('lock closes the door for reads, and every slot opens it again', async () => {
  const vault = bench.start()
  await vault.setPassphrase(PASSPHRASE)
  await vault.write('a', 'f', 'secret')
  expect(await vault.lock()).toMatchObject({ ok: true, data: { state: 'locked', slots: ['passphrase', 'os'] } })
  expect([code(vault.read('a', 'f')), code(vault.holds('a'))]).toEqual(['vault.locked', 'vault.locked'])
  expect(code(await vault.unlock(OTHER_PASSPHRASE))).toBe('vault.wrongPassphrase')
  expect((await vault.unlock(PASSPHRASE)).ok).toBe(true)
  expect(vault.read('a', 'f')).toEqual(value('secret'))
  await vault.lock()
  expect((await vault.open()).state).toBe('unlocked')
})

test('a vault that only the keyring opens tells so when a passphrase is tried', async () => {
  const vault = bench.start()
  await vault.write('a', 'f', 'secret')
  await vault.lock()
  expect(code(await vault.unlock(PASSPHRASE))).toBe('vault.keyringUnavailable')
})

test('listeners hear of changes only, and no more after they leave', async () => {
  const vault = bench.start()
  const states: string[] = []
  const leave = vault.onChange((status) => states.push(status.state))
  await vault.open()
  await vault.write('a', 'f', '1')
  await vault.write('a', 'f', '2')
  await vault.lock()
  leave()
  await vault.open()
  expect(states).toEqual(['absent', 'unlocked', 'locked'])
})

test('the log hears of every secret that is written or read, before anyone can log it', async () => {
  await bench.start().write('a', 'f', 'from an earlier day')
  const heard: string[] = []
  const vault = bench.start({ onSecret: (secret) => heard.push(secret) })
  await vault.write('b', 'f', 'typed now')
  vault.read('a', 'f')
  expect(heard).toEqual(['typed now', 'from an earlier day'])
})
