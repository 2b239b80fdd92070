// The vault's seams: what the rest of main may ask of it, and what it asks of the operating system's keyring.
import type { VaultStatus } from '../../shared/contract/vault'
import type { Result } from '../../shared/contract/result'

/**
 * The operating system's keyring as the vault sees it. `platform` implements it over Electron's safeStorage.
 * Never call before the app is ready: it would answer "no keyring" for one that is there.
 */
export interface KeyProvider {
  /** True only for a strong backend, proved by a probe; a name or an `available` flag alone proves nothing. */
  available(): Promise<boolean>
  /** Wraps up to a few hundred bytes. `vault.keyringUnavailable` when it cannot. */
  wrap(plain: Uint8Array): Promise<Result<Uint8Array>>
  unwrap(wrapped: Uint8Array): Promise<Result<Uint8Array>>
  /** True when the last `unwrap` told that the keyring's own key was rotated: then the key should be wrapped anew. */
  shouldRewrap?(): boolean
}

export interface Vault {
  /** Reads the file and tries the slots that need no person. Nothing is deleted on doubt. */
  open(): Promise<VaultStatus>
  status(): VaultStatus
  setPassphrase(passphrase: string): Promise<Result<VaultStatus>>
  unlock(passphrase: string): Promise<Result<VaultStatus>>
  useMemory(): Promise<Result<VaultStatus>>
  /** Zeroes the key. With secrets in memory only it refuses (`vault.absent`): they would be lost. `open` or `unlock` undo it. */
  lock(): Promise<Result<VaultStatus>>
  /**
   * One secret, decrypted for this call. `vault.secretMissing`; while the vault is not open the reason why:
   * `vault.locked`, `vault.absent`, `vault.keyringChanged`, `vault.keyringUnavailable`, `vault.corrupt`, `vault.newer`,
   * `vault.unreadable`.
   */
  read(accountId: string, field: string): Result<string>
  /** Whether anything is kept for an account; decrypts nothing. While the vault is not open the reason why, as `read`. */
  holds(accountId: string): Result<boolean>
  /** Durable when it resolves. With no vault yet and a keyring at hand, it is made; else `vault.absent` asks the user to choose. */
  write(accountId: string, field: string, value: string): Promise<Result<void>>
  /** Forgets all secrets of one account. */
  forget(accountId: string): Promise<Result<void>>
  onChange(listener: (status: VaultStatus) => void): () => void
}

/** What the vault's own routes may ask besides: the way out of a vault that cannot be opened any more. */
export interface RecoverableVault extends Vault {
  /**
   * Renames a vault file that cannot be opened out of the way (nothing is deleted) so that a new one can be made.
   * `vault.absent`, `vault.alreadySet` while it is open, `vault.newer` and `vault.unreadable` for a file that may be good.
   */
  startOver(): Promise<Result<VaultStatus>>
}
