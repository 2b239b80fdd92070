// What an open vault holds: its key, slots and sealed records. Values in, values out; no disk, no state.
import type { DataKey } from './data-key'
import { VERSION, encodeFile, type Body, type SealedFile, type Slot, type StoredRecord } from './format'
import type { RandomBytes } from './gcm'

/** Sealed contents. Secrets stay encrypted in here too; each read decrypts one. */
export interface Content {
  readonly keyId: string
  readonly generation: number
  readonly slots: readonly Slot[]
  readonly records: ReadonlyMap<string, StoredRecord>
}

export function emptyContent(key: DataKey): Content {
  return { keyId: key.id(), generation: 0, slots: [], records: new Map() }
}

export function contentOf(body: Body): Content {
  const records = new Map(body.records.map((record) => [nameOf(record.account, record.field), record]))
  return { keyId: body.keyId, generation: body.generation, slots: body.slots, records }
}

/** The next generation as a file. */
export function nextFile(content: Content, key: DataKey): { content: Content; file: SealedFile } {
  const next = { ...content, generation: content.generation + 1 }
  const body: Body = {
    keyId: next.keyId,
    generation: next.generation,
    slots: [...next.slots],
    records: [...next.records.values()],
  }
  return { content: next, file: encodeFile(body, key) }
}

/** With this slot instead of any of its kind. */
export function withSlot(content: Content, slot: Slot): Content {
  return { ...content, slots: [...content.slots.filter(({ kind }) => kind !== slot.kind), slot] }
}

export interface SecretRef {
  readonly accountId: string
  readonly field: string
}

/** With one secret sealed under `key`, bound to its account and field. */
export function withSecret(
  content: Content,
  ref: SecretRef & { value: string },
  seal: { key: DataKey; randomBytes: RandomBytes },
): Content {
  const plain = Buffer.from(ref.value, 'utf8')
  const sealed = seal.key.seal(aadOf(ref), plain, seal.randomBytes)
  plain.fill(0)
  const record: StoredRecord = {
    account: ref.accountId,
    field: ref.field,
    iv: Buffer.from(sealed.iv).toString('base64'),
    data: Buffer.from(sealed.data).toString('base64'),
  }
  return { ...content, records: new Map(content.records).set(nameOf(ref.accountId, ref.field), record) }
}

export function withoutAccount(content: Content, accountId: string): Content {
  const kept = [...content.records].filter(([, record]) => record.account !== accountId)
  return { ...content, records: new Map(kept) }
}

/** The secret; `missing` when there is none; `corrupt` when the record is not the one sealed for this account and field. */
export function secretOf(
  content: Content,
  ref: SecretRef,
  key: DataKey,
): { readonly kind: 'found'; readonly value: string } | { readonly kind: 'missing' } | { readonly kind: 'corrupt' } {
  const record = content.records.get(nameOf(ref.accountId, ref.field))
  if (!record) return { kind: 'missing' }
  const sealed = { iv: Buffer.from(record.iv, 'base64'), data: Buffer.from(record.data, 'base64') }
  const plain = key.open(aadOf(ref), sealed)
  if (!plain) return { kind: 'corrupt' }
  const value = plain.toString('utf8')
  plain.fill(0)
  return { kind: 'found', value }
}

/** JSON keeps the parts apart: no account and field can spell another pair. */
function nameOf(accountId: string, field: string): string {
  return JSON.stringify([accountId, field])
}

function aadOf({ accountId, field }: SecretRef): string {
  return JSON.stringify(['bellhop.vault.secret', VERSION, accountId, field])
}
