// The vault's door: `createVault` puts the parts together with the real disk, random and cost.
import { randomBytes } from 'node:crypto'
import * as files from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock, Logger } from '../networks/ports'
import type { VaultFiles, WriteStep } from './atomic-write'
import type { RandomBytes } from './gcm'
import { Generations, type Place } from './generations'
import { SCRYPT_COST, type ScryptCost } from './passphrase-slot'
import type { KeyProvider, RecoverableVault } from './types'
import { SecretVault } from './vault'
import { VaultFile } from './vault-file'

export interface VaultOptions {
  /** A folder of the vault's own; made with mode 0700. */
  readonly dir: string
  readonly keyring: KeyProvider
  readonly clock: Clock
  readonly log: Logger
  readonly randomBytes?: RandomBytes
  readonly scrypt?: ScryptCost
  readonly files?: VaultFiles
  readonly sleep?: (ms: number) => Promise<void>
  /** Hears every secret that is written or read: give it the log's `registerSecret`. */
  readonly onSecret?: (value: string) => void
  /** Called at each step of a write: where crash tests kill the process. */
  readonly onWriteStep?: (place: Place, step: WriteStep) => void
}

/** Makes the vault; reads nothing before its first call. Call `open()` once the app is ready. */
export function createVault(options: VaultOptions): RecoverableVault {
  const { dir, keyring, clock, log } = options
  const generations = new Generations({
    dir,
    files: options.files ?? files,
    sleep: options.sleep ?? ((ms) => sleep(ms)),
    onStep: options.onWriteStep,
  })
  const random = options.randomBytes ?? ((size) => randomBytes(size))
  const file = new VaultFile({ generations, clock, log, randomBytes: random })
  const scrypt = options.scrypt ?? SCRYPT_COST
  return new SecretVault({ file, keyring, clock, log, randomBytes: random, scrypt, onSecret: options.onSecret })
}
