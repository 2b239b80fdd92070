// AES-256-GCM on byte strings: the one cipher of the vault. Knows no file, no slot, no account.
// ChaCha20 and Argon2 are left out on purpose: Electron's BoringSSL has neither.
import { createCipheriv, createDecipheriv } from 'node:crypto'

export type RandomBytes = (size: number) => Uint8Array

/** `data` is the ciphertext followed by the 16-byte tag. */
export interface Sealed {
  readonly iv: Uint8Array
  readonly data: Uint8Array
}

export const KEY_BYTES = 32
export const IV_BYTES = 12
export const TAG_BYTES = 16

/** Encrypts `plain` under a 32-byte key with a fresh 96-bit nonce; `aad` is bound but not stored. */
export function sealBytes(
  key: Uint8Array,
  aad: string,
  { plain, randomBytes }: { plain: Uint8Array; randomBytes: RandomBytes },
): Sealed {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(aad, 'utf8'))
  return { iv, data: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) }
}

/** The plain bytes, or `undefined` when key, nonce, data or `aad` differ by a single bit. */
export function openBytes(key: Uint8Array, aad: string, sealed: Sealed): Buffer | undefined {
  if (sealed.iv.length !== IV_BYTES || sealed.data.length < TAG_BYTES) return undefined
  const split = sealed.data.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(aad, 'utf8'))
  decipher.setAuthTag(sealed.data.subarray(split))
  const plain = decipher.update(sealed.data.subarray(0, split))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    // The tag did not match: what was decrypted so far must not outlive the refusal.
    return undefined
  } finally {
    plain.fill(0)
  }
}
