// What the vault's tests share: a keyring with moods, a folder that goes away, a clock that is told the time.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { Logger } from '../../networks/ports'
import { createVault, type VaultOptions } from '../index'
import type { ScryptCost } from '../passphrase-slot'
import type { KeyProvider, RecoverableVault } from '../types'

/** Cheap enough for a thousand unlocks; the real cost has a test of its own. */
export const CHEAP: ScryptCost = { N: 1024, r: 1, p: 1 }
export const PASSPHRASE = 'seven green umbrellas'
export const OTHER_PASSPHRASE = 'nine quiet locomotives'

/** `gone`: no keyring. `faithless`: says it is there, cannot wrap. `lying`: unwraps to other bytes of the right size. */
export type Mood = 'here' | 'gone' | 'faithless' | 'lying'

export class TestKeyring implements KeyProvider {
  mood: Mood
  stale = false
  wraps = 0
  #key = randomBytes(32)

  constructor(mood: Mood = 'here') {
    this.mood = mood
  }

  /** As after a reinstalled desktop: there is a keyring, and it is another one. */
  replace(): void {
    this.#key = randomBytes(32)
  }

  available(): Promise<boolean> {
    return Promise.resolve(this.mood !== 'gone')
  }

  wrap(plain: Uint8Array): Promise<Result<Uint8Array>> {
    if (this.mood === 'gone' || this.mood === 'faithless') {
      return Promise.resolve(fail('vault.keyringUnavailable', 'user'))
    }
    this.wraps += 1
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv)
    return Promise.resolve(ok(Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()])))
  }

  unwrap(wrapped: Uint8Array): Promise<Result<Uint8Array>> {
    if (this.mood === 'gone') return Promise.resolve(fail('vault.keyringUnavailable', 'user'))
    if (this.mood === 'lying') return Promise.resolve(ok(randomBytes(32)))
    const decipher = createDecipheriv('aes-256-gcm', this.#key, wrapped.subarray(0, 12))
    decipher.setAuthTag(wrapped.subarray(-16))
    try {
      const plain = Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()])
      return Promise.resolve(ok(plain))
    } catch {
      return Promise.resolve(fail('vault.keyringChanged', 'user'))
    }
  }

  shouldRewrap(): boolean {
    return this.stale
  }
}

export interface Bench {
  readonly dir: string
  readonly keyring: TestKeyring
  /** Milliseconds; set it to move time. */
  time: number
  readonly logged: string[]
  /** A vault as after a start of the app: same folder, same keyring, nothing in memory. */
  start(more?: Partial<VaultOptions>): RecoverableVault
  bytes(name?: string): Promise<Buffer>
  put(bytes: Uint8Array, name?: string): Promise<void>
  destroy(): Promise<void>
}

export async function makeBench(mood: Mood = 'here'): Promise<Bench> {
  const root = await mkdtemp(join(tmpdir(), 'bellhop-vault-'))
  const logged: string[] = []
  const note = (message: string, data?: object): void => void logged.push(`${message} ${JSON.stringify(data ?? {})}`)
  const log: Logger = { debug: note, info: note, warn: note, error: note }
  const bench: Bench = {
    dir: join(root, 'vault'),
    keyring: new TestKeyring(mood),
    time: Date.UTC(2026, 10, 20),
    logged,
    start: (more) =>
      createVault({
        ...{ dir: bench.dir, keyring: bench.keyring, clock: () => bench.time, log, scrypt: CHEAP },
        sleep: () => Promise.resolve(),
        ...more,
      }),
    bytes: (name = 'vault.json') => readFile(join(bench.dir, name)),
    put: (bytes, name = 'vault.json') => writeFile(join(bench.dir, name), bytes),
    destroy: () => rm(root, { recursive: true, force: true }),
  }
  return bench
}
