// The passphrase key slot: scrypt makes a key from a passphrase, and that key wraps the data key. Knows no file.
import { scrypt } from 'node:crypto'
import * as v from 'valibot'
import { DataKey } from './data-key'
import { KEY_BYTES, openBytes, sealBytes, type RandomBytes } from './gcm'

export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** The least cost of https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html (scrypt): 128 MiB. */
export const SCRYPT_COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 }
const SALT_BYTES = 16
/** A file may not make us spend more than this; four times our own cost. */
const MOST_MEMORY = 512 * 1024 * 1024

const Base64 = v.pipe(v.string(), v.maxLength(512), v.base64())
const powerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n))

export const PassphraseSlot = v.pipe(
  v.strictObject({
    kind: v.literal('passphrase'),
    kdf: v.literal('scrypt'),
    N: v.pipe(v.number(), v.integer(), v.minValue(2 ** 10), v.maxValue(2 ** 20), v.check(powerOfTwo)),
    r: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(32)),
    p: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16)),
    salt: Base64,
    iv: Base64,
    wrapped: Base64,
  }),
  v.check(({ N, r }) => 128 * N * r <= MOST_MEMORY),
)
export type PassphraseSlot = v.InferOutput<typeof PassphraseSlot>

/**
 * scrypt (RFC 7914) off the main thread. The passphrase is brought to NFKC first, so that the same keys typed on
 * another system give the same bytes. Throws only when the cost is out of the runtime's reach.
 */
export function derive(passphrase: string, salt: Uint8Array, cost: ScryptCost): Promise<Buffer> {
  // Node refuses the usual 32 MiB bound for this cost; the slack covers scrypt's own blocks.
  const maxmem = 128 * cost.N * cost.r + 128 * cost.r * cost.p + 32 * 1024 * 1024
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem }, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

/** Wraps the data key under a passphrase. */
export async function wrapWithPassphrase(
  key: DataKey,
  passphrase: string,
  options: { cost: ScryptCost; randomBytes: RandomBytes },
): Promise<PassphraseSlot> {
  const { N, r, p } = options.cost
  const salt = Buffer.from(options.randomBytes(SALT_BYTES)).toString('base64')
  const kek = await derive(passphrase, Buffer.from(salt, 'base64'), options.cost)
  try {
    const aad = slotAad(key.id(), { N, r, p, salt })
    const sealed = await key.lend((plain) =>
      Promise.resolve(sealBytes(kek, aad, { plain, randomBytes: options.randomBytes })),
    )
    return {
      kind: 'passphrase',
      kdf: 'scrypt',
      ...{ N, r, p, salt },
      iv: Buffer.from(sealed.iv).toString('base64'),
      wrapped: Buffer.from(sealed.data).toString('base64'),
    }
  } finally {
    kek.fill(0)
  }
}

/** The data key, or `undefined` for a wrong passphrase. Every passphrase, however short, takes the same path. */
export async function unwrapWithPassphrase(
  slot: PassphraseSlot,
  keyId: string,
  passphrase: string,
): Promise<DataKey | undefined> {
  const kek = await derive(passphrase, Buffer.from(slot.salt, 'base64'), slot)
  try {
    const sealed = { iv: Buffer.from(slot.iv, 'base64'), data: Buffer.from(slot.wrapped, 'base64') }
    const raw = openBytes(kek, slotAad(keyId, slot), sealed)
    return raw && DataKey.fromUnwrapped(raw, keyId)
  } finally {
    kek.fill(0)
  }
}

function slotAad(keyId: string, slot: ScryptCost & { salt: string }): string {
  return JSON.stringify(['bellhop.vault.slot', 1, 'passphrase', keyId, slot.N, slot.r, slot.p, slot.salt])
}
