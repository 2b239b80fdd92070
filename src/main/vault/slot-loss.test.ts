// What happens when a keyring goes, comes back or is another one. Would catch: the lock-outs and lost keys of
// https://github.com/element-hq/element-desktop/issues/2822 and https://github.com/signalapp/Signal-Desktop/issues/6962.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readdir } from 'node:fs/promises'
import { PASSPHRASE, makeBench, type Bench } from './testing/kit'

let bench: Bench
beforeEach(async () => {
  bench = await makeBench()
})
afterEach(() => bench.destroy())

const code = (result: { ok: boolean; error?: { code: string } }): string | undefined => result.error?.code

test('no keyring today: nothing is touched, and it opens when the keyring is back', async () => {
  await bench.start().write('a', 'f', 'secret')
  const before = await bench.bytes()
  bench.keyring.mood = 'gone'
  const vault = bench.start()
  expect(await vault.open()).toMatchObject({ state: 'keyringChanged', problem: 'vault.keyringUnavailable' })
  expect(code(vault.read('a', 'f'))).toBe('vault.keyringUnavailable')
  expect(code(await vault.write('a', 'f', 'x'))).toBe('vault.keyringUnavailable')
  expect(code(await vault.setPassphrase(PASSPHRASE))).toBe('vault.keyringUnavailable')
  expect((await bench.bytes()).equals(before)).toBe(true)
  bench.keyring.mood = 'here'
  expect(await vault.open()).toMatchObject({ state: 'unlocked' })
  expect(vault.read('a', 'f')).toEqual({ ok: true, data: 'secret' })
})

test.each(['replaced', 'lying'] as const)(
  'a keyring that was %s is told from damage, and nothing is re-keyed',
  async (how) => {
    await bench.start().write('a', 'f', 'secret')
    const before = await bench.bytes()
    if (how === 'replaced') bench.keyring.replace()
    else bench.keyring.mood = 'lying'
    const vault = bench.start()
    expect(await vault.open()).toMatchObject({ state: 'keyringChanged', problem: 'vault.keyringChanged' })
    expect(code(await vault.write('a', 'f', 'x'))).toBe('vault.keyringChanged')
    expect((await bench.bytes()).equals(before)).toBe(true)
  },
)

test('with a passphrase as second door the user is asked, and the new keyring is taught the key', async () => {
  const first = bench.start()
  await first.setPassphrase(PASSPHRASE)
  await first.write('a', 'f', 'secret')
  bench.keyring.replace()
  const vault = bench.start()
  expect(await vault.open()).toMatchObject({ state: 'locked', problem: 'vault.keyringChanged' })
  expect((await vault.unlock(PASSPHRASE)).ok).toBe(true)
  expect(vault.read('a', 'f')).toEqual({ ok: true, data: 'secret' })
  const again = bench.start()
  expect(await again.open()).toMatchObject({ state: 'unlocked' })
  expect(again.read('a', 'f')).toEqual({ ok: true, data: 'secret' })
})

test('a passphrase-only vault is not given to the keyring behind the user’s back', async () => {
  bench.keyring.mood = 'gone'
  await bench.start().setPassphrase(PASSPHRASE)
  bench.keyring.mood = 'here'
  await bench.start().unlock(PASSPHRASE)
  expect(await bench.start().open()).toMatchObject({ state: 'locked', slots: ['passphrase'] })
})

test('a keyring slot that works is not written again', async () => {
  const vault = bench.start()
  await vault.setPassphrase(PASSPHRASE)
  await vault.lock()
  const before = await bench.bytes()
  await vault.unlock(PASSPHRASE)
  expect((await bench.bytes()).equals(before)).toBe(true)
})

test('a rotated operating system key is followed by a new wrap at once', async () => {
  await bench.start().write('a', 'f', 'secret')
  bench.keyring.stale = true
  const wraps = bench.keyring.wraps
  expect((await bench.start().open()).state).toBe('unlocked')
  expect(bench.keyring.wraps).toBe(wraps + 1)
  bench.keyring.stale = false
  const vault = bench.start()
  await vault.open()
  expect(vault.read('a', 'f')).toEqual({ ok: true, data: 'secret' })
})

test('working in memory beside a lost keyring leaves the file alone, and a passphrase does not run over it', async () => {
  await bench.start().write('a', 'f', 'secret')
  const before = await bench.bytes()
  bench.keyring.replace()
  const vault = bench.start()
  expect((await vault.useMemory()).ok).toBe(true)
  await vault.write('b', 'f', 'for now')
  expect(code(await vault.setPassphrase(PASSPHRASE))).toBe('vault.keyringChanged')
  expect(vault.status()).toMatchObject({ state: 'degraded', problem: 'vault.keyringChanged' })
  expect((await bench.bytes()).equals(before)).toBe(true)
})

test('starting over keeps the old files under other names and lets a new vault begin', async () => {
  const first = bench.start()
  await first.write('a', 'f', '1')
  await first.write('a', 'f', '2')
  const old = await bench.bytes()
  bench.keyring.replace()
  const vault = bench.start()
  await vault.useMemory()
  await vault.write('b', 'f', 'for now')
  expect(await vault.startOver()).toMatchObject({ ok: true, data: { state: 'degraded' } })
  expect((await vault.setPassphrase(PASSPHRASE)).ok).toBe(true)
  expect(vault.read('b', 'f')).toEqual({ ok: true, data: 'for now' })
  const kept = (await readdir(bench.dir)).filter((name) => name.includes('kept'))
  expect(kept).toHaveLength(2)
  const contents = await Promise.all(kept.map((name) => bench.bytes(name)))
  expect(contents.some((bytes) => bytes.equals(old))).toBe(true)
})

test('starting over is refused while the vault is open, and without a vault', async () => {
  const vault = bench.start()
  expect(code(await vault.startOver())).toBe('vault.absent')
  await vault.write('a', 'f', '1')
  expect(code(await vault.startOver())).toBe('vault.alreadySet')
  expect(vault.read('a', 'f')).toEqual({ ok: true, data: '1' })
})
