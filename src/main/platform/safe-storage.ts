// The operating system's keyring over Electron's safeStorage. Decides what counts as strong; knows no vault.
// safeStorage comes in by its shape, so that every backend can be played in tests.
import { fail, ok } from '../../shared/contract/result'
import type { Result } from '../../shared/contract/result'
import type { Logger } from '../networks/ports'
import type { KeyProvider } from '../vault/types'

/** https://www.electronjs.org/docs/latest/api/safe-storage; the sync trio is gone from Electron 46 on. */
export interface SafeStorageLike {
  isEncryptionAvailable?(): boolean
  encryptString?(plain: string): Buffer
  decryptString?(encrypted: Buffer): string
  getSelectedStorageBackend?(): string
  isAsyncEncryptionAvailable?(): Promise<boolean>
  encryptStringAsync?(plain: string): Promise<Buffer>
  decryptStringAsync?(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
}

export interface SafeStorageDeps {
  readonly safeStorage: SafeStorageLike
  /** Of `process.versions.electron`. */
  readonly electronMajor: number
  /** Electron's `app.whenReady`: asked earlier, safeStorage says "no keyring" for one that is there. */
  readonly whenReady?: () => Promise<unknown>
  readonly log: Logger
}

/** The two trios of safeStorage as one. */
interface Trio {
  available(): Promise<boolean>
  encrypt(plain: string): Promise<Buffer>
  decrypt(encrypted: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }>
}

/** Before this one `encryptStringAsync` is never called: on 42 it kills the process, and no `try` helps. */
const FIRST_ASYNC_MAJOR = 46
/** Chromium marks what a Linux keyring's key has encrypted; `v10` is the key that every copy of Chromium knows. */
const LINUX_STRONG = 'v11'
const WEAK_BACKENDS = ['basic_text', 'unknown']
const PROBE = 'bellhop keyring probe'

/** The keyring for the vault. Wrapped bytes are safeStorage's ciphertext of the base64 of the plain bytes. */
export function createSafeStorageProvider(deps: SafeStorageDeps): KeyProvider {
  const { log } = deps
  const trio = trioOf(deps)
  /** Only Linux has backends to choose from, and only there Electron offers the question. */
  const isLinux = deps.safeStorage.getSelectedStorageBackend !== undefined
  let rewrap = false

  const isStrong = (encrypted: Uint8Array): boolean =>
    !isLinux || Buffer.from(encrypted.subarray(0, 3)).toString('latin1') === LINUX_STRONG

  const available = async (): Promise<boolean> => {
    await deps.whenReady?.()
    try {
      if (!trio || !(await trio.available())) return false
      if (WEAK_BACKENDS.includes(deps.safeStorage.getSelectedStorageBackend?.() ?? 'of the system')) return false
      // Neither the name nor the flag proves anything: only what comes out does, and that it comes back.
      const probe = await trio.encrypt(PROBE)
      return isStrong(probe) && (await trio.decrypt(probe)).result === PROBE
    } catch {
      log.warn('The keyring failed its probe')
      return false
    }
  }

  const wrap = async (plain: Uint8Array): Promise<Result<Uint8Array>> => {
    if (!trio || !(await available())) return fail('vault.keyringUnavailable', 'user')
    try {
      const wrapped = await trio.encrypt(Buffer.from(plain).toString('base64'))
      return isStrong(wrapped) ? ok(wrapped) : fail('vault.keyringUnavailable', 'user')
    } catch {
      log.warn('The keyring could not wrap')
      return fail('vault.keyringUnavailable', 'user')
    }
  }

  const unwrap = async (wrapped: Uint8Array): Promise<Result<Uint8Array>> => {
    if (!trio || !(await available())) return fail('vault.keyringUnavailable', 'user')
    if (!isStrong(wrapped)) return fail('vault.keyringChanged', 'user')
    try {
      const { result, shouldReEncrypt } = await trio.decrypt(Buffer.from(wrapped))
      rewrap = shouldReEncrypt
      return ok(Buffer.from(result, 'base64'))
    } catch {
      log.warn('The keyring does not know this key')
      return fail('vault.keyringChanged', 'user')
    }
  }

  return { available, wrap, unwrap, shouldRewrap: () => rewrap }
}

function trioOf({ safeStorage, electronMajor }: SafeStorageDeps): Trio | undefined {
  return electronMajor >= FIRST_ASYNC_MAJOR ? asyncTrio(safeStorage) : syncTrio(safeStorage)
}

/** The methods are called on the object itself: Electron's are not free functions. */
function syncTrio(storage: SafeStorageLike): Trio | undefined {
  if (!storage.isEncryptionAvailable || !storage.encryptString || !storage.decryptString) return undefined
  return {
    available: async () => (await later(() => storage.isEncryptionAvailable?.())) === true,
    encrypt: (plain) => later(() => required(storage.encryptString?.(plain))),
    decrypt: (encrypted) =>
      later(() => ({ result: required(storage.decryptString?.(encrypted)), shouldReEncrypt: false })),
  }
}

function asyncTrio(storage: SafeStorageLike): Trio | undefined {
  if (!storage.isAsyncEncryptionAvailable || !storage.encryptStringAsync || !storage.decryptStringAsync)
    return undefined
  return {
    available: async () => (await storage.isAsyncEncryptionAvailable?.()) === true,
    encrypt: async (plain) => required(await storage.encryptStringAsync?.(plain)),
    decrypt: async (encrypted) => required(await storage.decryptStringAsync?.(encrypted)),
  }
}

/** A synchronous call whose throw becomes a rejection. */
function later<T>(call: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(call())
  })
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('safeStorage lost a method')
  return value
}
