// A vault while it is open: the key in memory, the sealed contents, and their file once there is one.
// Decrypts one secret per read and keeps none. Its owner runs one change at a time.
import { fail, ok } from '../../shared/contract/result'
import type { Result } from '../../shared/contract/result'
import type { KeySlotKind } from '../../shared/domain/states'
import { nextFile, secretOf, withSecret, withSlot, withoutAccount, type Content, type SecretRef } from './content'
import type { DataKey } from './data-key'
import type { SealedFile } from './format'
import type { RandomBytes } from './gcm'
import { unwrapWithKeyring, wrapWithKeyring } from './os-slot'
import { wrapWithPassphrase, type ScryptCost } from './passphrase-slot'
import type { KeyProvider } from './types'
import type { VaultFile } from './vault-file'

export interface OpenVaultDeps {
  readonly file: VaultFile
  readonly keyring: KeyProvider
  readonly randomBytes: RandomBytes
  readonly scrypt: ScryptCost
  /** Hears every secret that passes, so that the log can keep it out. */
  readonly onSecret?: ((value: string) => void) | undefined
}

export class OpenVault {
  readonly #deps: OpenVaultDeps
  readonly #key: DataKey
  #content: Content
  /** As it lies on disk; absent while the secrets live in memory only. */
  #file: SealedFile | undefined

  constructor(deps: OpenVaultDeps, parts: { key: DataKey; content: Content; file?: SealedFile }) {
    this.#deps = deps
    this.#key = parts.key
    this.#content = parts.content
    this.#file = parts.file
  }

  get durable(): boolean {
    return this.#file !== undefined
  }

  get slots(): KeySlotKind[] {
    return this.#content.slots.map(({ kind }) => kind)
  }

  /** `vault.secretMissing`; `vault.corrupt` for a record that was not sealed for this account and field. */
  read(ref: SecretRef): Result<string> {
    const secret = secretOf(this.#content, ref, this.#key)
    if (secret.kind === 'found') {
      this.#deps.onSecret?.(secret.value)
      return ok(secret.value)
    }
    return secret.kind === 'missing' ? fail('vault.secretMissing', 'user') : fail('vault.corrupt', 'user')
  }

  holds(accountId: string): boolean {
    return [...this.#content.records.values()].some(({ account }) => account === accountId)
  }

  write(secret: SecretRef & { value: string }): Promise<Result<void>> {
    this.#deps.onSecret?.(secret.value)
    return this.#save(withSecret(this.#content, secret, { key: this.#key, randomBytes: this.#deps.randomBytes }))
  }

  async forget(accountId: string): Promise<Result<void>> {
    const kept = withoutAccount(this.#content, accountId)
    return kept.records.size === this.#content.records.size ? ok(undefined) : this.#save(kept, true)
  }

  /** Adds or replaces the passphrase slot. */
  async addPassphrase(passphrase: string): Promise<Result<void>> {
    const { scrypt, randomBytes } = this.#deps
    const slot = await wrapWithPassphrase(this.#key, passphrase, { cost: scrypt, randomBytes })
    return this.#save(withSlot(this.#content, slot), true)
  }

  /** Adds or replaces the keyring slot. */
  async addKeyring(): Promise<Result<void>> {
    const slot = await wrapWithKeyring(this.#key, this.#deps.keyring)
    return slot.ok ? this.#save(withSlot(this.#content, slot.data), true) : slot
  }

  /** True when there is a keyring slot and the keyring no longer opens it. */
  async keyringSlotFails(): Promise<boolean> {
    const slot = this.#content.slots.find((each) => each.kind === 'os')
    if (!slot) return false
    const works = await unwrapWithKeyring(slot, this.#content.keyId, this.#deps.keyring)
    if (works.ok) works.data.destroy()
    return !works.ok
  }

  /** Writes the first file. One that has appeared meanwhile is never run over: `vault.alreadySet`. */
  async establish(): Promise<Result<void>> {
    const found = await this.#deps.file.look()
    return found.kind === 'nothing' ? this.#put(this.#content, false) : fail('vault.alreadySet', 'user')
  }

  /** Zeroes the key. Answers the file it can be opened from again. */
  close(): SealedFile | undefined {
    this.#key.destroy()
    return this.#file
  }

  async #save(content: Content, settle = false): Promise<Result<void>> {
    if (this.#file) return this.#put(content, settle)
    this.#content = content
    return ok(undefined)
  }

  /** The contents in memory change only once they are on disk. */
  async #put(content: Content, settle: boolean): Promise<Result<void>> {
    const next = nextFile(content, this.#key)
    const put = await this.#deps.file.put(next.file, { before: this.#file, settle })
    if (!put.ok) return put
    this.#content = next.content
    this.#file = next.file
    return put
  }
}
