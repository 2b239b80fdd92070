// Damaged, newer, unreadable and tampered files. Would catch: a wrong secret, a good file overwritten, a silent loss.
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PASSPHRASE, makeBench, type Bench } from './testing/kit'

let bench: Bench
beforeEach(async () => {
  bench = await makeBench()
})
afterEach(() => bench.destroy())

const code = (result: { ok: boolean; error?: { code: string } }): string | undefined => result.error?.code
const names = (word: string): Promise<string[]> =>
  readdir(bench.dir).then((all) => all.filter((name) => name.includes(word)))

async function twoGenerations(): Promise<void> {
  const vault = bench.start()
  await vault.write('a', 'f', 'older')
  await vault.write('a', 'f', 'newer')
}

test('whatever byte is flipped, a read gives the right secret of some generation or none', async () => {
  await twoGenerations()
  const good = await bench.bytes()
  for (let at = 0; at < good.length; at += 1) {
    const bytes = Buffer.from(good)
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
    await bench.put(bytes)
    const vault = bench.start()
    const { state } = await vault.open()
    const read = vault.read('a', 'f')
    if (state === 'unlocked') expect(read).toEqual({ ok: true, data: 'older' })
    else expect(code(read)).toBe('vault.newer')
    for (const name of await names('damaged')) await rm(join(bench.dir, name))
  }
}, 60_000)

test('without a previous generation a damaged file is corrupt, stays as it is, and everything says so', async () => {
  await bench.start().write('a', 'f', 'secret')
  const cut = (await bench.bytes()).subarray(0, 100)
  await bench.put(cut)
  const vault = bench.start()
  expect(await vault.open()).toMatchObject({ state: 'corrupt', problem: 'vault.corrupt' })
  expect(code(vault.read('a', 'f'))).toBe('vault.corrupt')
  expect(code(await vault.write('a', 'f', 'x'))).toBe('vault.corrupt')
  expect(code(await vault.setPassphrase(PASSPHRASE))).toBe('vault.corrupt')
  expect(code(await vault.unlock(PASSPHRASE))).toBe('vault.corrupt')
  expect(code(await vault.forget('a'))).toBe('vault.corrupt')
  expect((await bench.bytes()).equals(cut)).toBe(true)
  expect(bench.logged.join()).toContain('vault.corrupt')
})

test('a damaged file falls back to the previous generation, is kept aside and told', async () => {
  await twoGenerations()
  await bench.put(Buffer.from('garbage'))
  const vault = bench.start()
  expect(await vault.open()).toMatchObject({ state: 'unlocked', problem: 'vault.recovered' })
  expect(vault.read('a', 'f')).toEqual({ ok: true, data: 'older' })
  const [kept] = await names('damaged')
  expect((await bench.bytes(kept)).toString()).toBe('garbage')
  await vault.write('a', 'f', 'after')
  const again = bench.start()
  expect((await again.open()).problem).toBeUndefined()
  expect(again.read('a', 'f')).toEqual({ ok: true, data: 'after' })
})

test('behind a passphrase nothing moves until the previous generation has authenticated', async () => {
  bench.keyring.mood = 'gone'
  const first = bench.start()
  await first.setPassphrase(PASSPHRASE)
  await first.write('a', 'f', 'older')
  await first.write('a', 'f', 'newer')
  await bench.put(Buffer.from('garbage'))
  const vault = bench.start()
  expect(await vault.open()).toMatchObject({ state: 'locked', slots: ['passphrase'] })
  expect(code(await vault.unlock('not this one at all'))).toBe('vault.wrongPassphrase')
  expect((await bench.bytes()).toString()).toBe('garbage')
  expect((await vault.unlock(PASSPHRASE)).ok).toBe(true)
  expect(vault.read('a', 'f')).toEqual({ ok: true, data: 'older' })
  expect(await names('damaged')).toHaveLength(1)
})

test('a previous generation of another vault does not authenticate and is not used', async () => {
  await twoGenerations()
  const other = await makeBench()
  await other.start().write('a', 'f', 'of another vault')
  await bench.put(await other.bytes(), 'vault.previous.json')
  await bench.put(Buffer.from('garbage'))
  await other.destroy()
  const vault = bench.start()
  expect((await vault.open()).state).toBe('keyringChanged')
  expect((await bench.bytes()).toString()).toBe('garbage')
})

test('a current file that vanished is replaced from the previous one', async () => {
  await twoGenerations()
  await rm(join(bench.dir, 'vault.json'))
  const vault = bench.start()
  expect(await vault.open()).toMatchObject({ state: 'unlocked', problem: 'vault.recovered' })
  expect(vault.read('a', 'f')).toEqual({ ok: true, data: 'older' })
})

test('a newer version is refused untouched, even when the previous generation could be read', async () => {
  await twoGenerations()
  const newer = Buffer.from('{"format":"bellhop.vault","version":2,"layout":"unknown"}')
  await bench.put(newer)
  const vault = bench.start()
  expect(await vault.open()).toMatchObject({ state: 'corrupt', problem: 'vault.newer' })
  expect(code(await vault.write('a', 'f', 'x'))).toBe('vault.newer')
  expect(code(await vault.unlock(PASSPHRASE))).toBe('vault.newer')
  expect(code(await vault.startOver())).toBe('vault.newer')
  await vault.useMemory()
  expect(code(await vault.setPassphrase(PASSPHRASE))).toBe('vault.newer')
  expect((await bench.bytes()).equals(newer)).toBe(true)
})

test('a file that cannot be read is neither absent nor corrupt, and opens when it can be read again', async () => {
  await bench.start().write('a', 'f', 'secret')
  const bytes = await bench.bytes()
  await rm(join(bench.dir, 'vault.json'))
  await mkdir(join(bench.dir, 'vault.json'))
  const vault = bench.start()
  expect(await vault.open()).toMatchObject({ state: 'corrupt', problem: 'vault.unreadable' })
  expect(code(await vault.write('a', 'f', 'x'))).toBe('vault.unreadable')
  expect(code(await vault.startOver())).toBe('vault.unreadable')
  await rm(join(bench.dir, 'vault.json'), { recursive: true })
  await bench.put(bytes)
  expect((await vault.open()).state).toBe('unlocked')
})

test('a vault file that appears after the look is never run over by a new vault', async () => {
  const vault = bench.start()
  await vault.open()
  await bench.start().write('a', 'f', 'of the other one')
  expect(code(await vault.write('b', 'f', 'x'))).toBe('vault.alreadySet')
  const again = bench.start()
  await again.open()
  expect(again.read('a', 'f')).toEqual({ ok: true, data: 'of the other one' })
})

test('an enormous file is damage, not memory', async () => {
  await bench.start().write('a', 'f', 'secret')
  await bench.put(Buffer.concat([await bench.bytes(), randomBytes(1024), Buffer.alloc(17 * 1024 * 1024)]))
  expect((await bench.start().open()).problem).toBe('vault.corrupt')
})

/** What one can do to a file without its key: change the body and make the checksum right again. */
async function tamper(): Promise<void> {
  const { body, mac } = v.parse(
    v.object({ body: v.string(), mac: v.string() }),
    JSON.parse((await bench.bytes()).toString()),
  )
  const parsed = v.parse(v.looseObject({ records: v.array(v.unknown()) }), JSON.parse(body))
  const changed = JSON.stringify({ ...parsed, records: parsed.records.slice(1) })
  const checksum = createHash('sha256').update(`bellhop.vault\n1\n${changed}\n${mac}`).digest('base64')
  await bench.put(
    Buffer.from(`${JSON.stringify({ format: 'bellhop.vault', version: 1, body: changed, mac, checksum })}\n`),
  )
}

test('a file someone took a record out of is not believed: the previous generation is used, or none', async () => {
  await twoGenerations()
  await tamper()
  const vault = bench.start()
  expect(await vault.open()).toMatchObject({ state: 'unlocked', problem: 'vault.recovered' })
  expect(vault.read('a', 'f')).toEqual({ ok: true, data: 'older' })
  await rm(join(bench.dir, 'vault.previous.json'))
  await tamper()
  const before = await bench.bytes()
  const alone = bench.start()
  expect(await alone.open()).toMatchObject({ state: 'corrupt', problem: 'vault.corrupt' })
  expect(code(await alone.write('a', 'f', 'x'))).toBe('vault.corrupt')
  expect((await bench.bytes()).equals(before)).toBe(true)
})

test('a tampered file behind a passphrase is told as corrupt after the right passphrase, and nothing is read from it', async () => {
  bench.keyring.mood = 'gone'
  await bench.start().setPassphrase(PASSPHRASE)
  const first = bench.start()
  await first.unlock(PASSPHRASE)
  await first.write('a', 'f', 'secret')
  await rm(join(bench.dir, 'vault.previous.json'))
  await tamper()
  const vault = bench.start()
  expect(code(await vault.unlock(PASSPHRASE))).toBe('vault.corrupt')
  expect(vault.status().state).toBe('corrupt')
  expect(code(vault.read('a', 'f'))).toBe('vault.corrupt')
})
