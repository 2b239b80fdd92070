// The keyring key slot: the operating system wraps the data key. Knows the KeyProvider, no file.
import { fail, ok } from '../../shared/contract/result'
import type { Result } from '../../shared/contract/result'
import { DataKey } from './data-key'
import type { OsSlot } from './format'
import type { KeyProvider } from './types'

/** Wraps the key and proves at once that it comes back: a slot that cannot be opened must never be relied on. */
export async function wrapWithKeyring(key: DataKey, keyring: KeyProvider): Promise<Result<OsSlot>> {
  const wrapped = await key.lend((raw) => keyring.wrap(raw))
  if (!wrapped.ok) return wrapped
  const slot: OsSlot = { kind: 'os', wrapped: Buffer.from(wrapped.data).toString('base64') }
  const proof = await unwrapWithKeyring(slot, key.id(), keyring)
  if (!proof.ok) return proof
  proof.data.destroy()
  return ok(slot)
}

/**
 * `vault.keyringUnavailable`: there is no keyring to ask now. `vault.keyringChanged`: there is one, and it does not know
 * this key, or gives back something else (Chromium's Linux ciphertext carries no authentication of its own).
 */
export async function unwrapWithKeyring(
  slot: OsSlot,
  keyId: string,
  keyring: KeyProvider,
): Promise<Result<DataKey, 'vault.keyringUnavailable' | 'vault.keyringChanged'>> {
  const unwrapped = await keyring.unwrap(Buffer.from(slot.wrapped, 'base64'))
  if (!unwrapped.ok) {
    const gone = unwrapped.error.code === 'vault.keyringUnavailable'
    return fail(gone ? 'vault.keyringUnavailable' : 'vault.keyringChanged', 'user')
  }
  const key = DataKey.fromUnwrapped(unwrapped.data, keyId)
  return key ? ok(key) : fail('vault.keyringChanged', 'user')
}
