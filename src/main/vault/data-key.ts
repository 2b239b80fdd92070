// The vault's data key: 256 random bits that seal every secret and authenticate the file. Knows nothing of slots or files.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { KEY_BYTES, openBytes, sealBytes, type RandomBytes, type Sealed } from './gcm'

type Purpose = 'records' | 'file' | 'key id'

/** Holds the key in one buffer of its own, so that `destroy` leaves no copy behind. */
export class DataKey {
  readonly #key: Buffer

  private constructor(key: Uint8Array) {
    // `Buffer.alloc` never takes from the shared pool, so zeroing it is final.
    this.#key = Buffer.alloc(KEY_BYTES)
    this.#key.set(key)
  }

  static random(randomBytes: RandomBytes): DataKey {
    const bytes = randomBytes(KEY_BYTES)
    const key = new DataKey(bytes)
    bytes.fill(0)
    return key
  }

  /** From unwrapped bytes, which are zeroed; `undefined` unless they are the key that `keyId` names. */
  static fromUnwrapped(bytes: Uint8Array, keyId: string): DataKey | undefined {
    if (bytes.length !== KEY_BYTES) return undefined
    const key = new DataKey(bytes)
    bytes.fill(0)
    if (sameText(key.id(), keyId)) return key
    key.destroy()
    return undefined
  }

  /** Names the key without telling anything of it, so that a wrong unwrap is noticed before the file is blamed. */
  id(): string {
    return this.#use('key id', (key) => key.subarray(0, 16).toString('base64'))
  }

  seal(aad: string, plain: Uint8Array, randomBytes: RandomBytes): Sealed {
    return this.#use('records', (key) => sealBytes(key, aad, { plain, randomBytes }))
  }

  open(aad: string, sealed: Sealed): Buffer | undefined {
    return this.#use('records', (key) => openBytes(key, aad, sealed))
  }

  /** HMAC-SHA-256 over a text, base64. */
  mac(text: string): string {
    return this.#use('file', (key) => createHmac('sha256', key).update(text, 'utf8').digest('base64'))
  }

  verify(text: string, mac: string): boolean {
    return sameText(this.mac(text), mac)
  }

  /** Lends the raw key to `wrap` and zeroes the lent copy afterwards. */
  async lend<T>(wrap: (key: Uint8Array) => Promise<T>): Promise<T> {
    const copy = Buffer.alloc(KEY_BYTES)
    copy.set(this.#key)
    try {
      return await wrap(copy)
    } finally {
      copy.fill(0)
    }
  }

  destroy(): void {
    this.#key.fill(0)
  }

  /** One derived key per purpose (HKDF-SHA-256, RFC 5869), so that no key ever serves two algorithms. */
  #use<T>(purpose: Purpose, work: (key: Buffer) => T): T {
    const derived = Buffer.from(hkdfSync('sha256', this.#key, '', `bellhop vault 1 ${purpose}`, KEY_BYTES))
    try {
      return work(derived)
    } finally {
      derived.fill(0)
    }
  }
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8')
  const right = Buffer.from(b, 'utf8')
  return left.length === right.length && timingSafeEqual(left, right)
}
