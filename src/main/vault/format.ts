// The vault file, version 1: how it is written, and how a file is judged before any key is at hand.
// The outer object carries the body as one string, so that checksum and MAC cover exact bytes and need no canonical form.
import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { DataKey } from './data-key'
import { PassphraseSlot } from './passphrase-slot'

export const FORMAT = 'bellhop.vault'
export const VERSION = 1

const Base64 = v.pipe(v.string(), v.base64())

const OsSlot = v.strictObject({ kind: v.literal('os'), wrapped: Base64 })
export type OsSlot = v.InferOutput<typeof OsSlot>
export type Slot = OsSlot | PassphraseSlot

const StoredRecord = v.strictObject({ account: v.string(), field: v.string(), iv: Base64, data: Base64 })
export type StoredRecord = v.InferOutput<typeof StoredRecord>

const Body = v.strictObject({
  keyId: Base64,
  /** Counts the writes: tells which of two good files is the later one. */
  generation: v.pipe(v.number(), v.integer(), v.minValue(1)),
  slots: v.pipe(v.array(v.variant('kind', [OsSlot, PassphraseSlot])), v.maxLength(2)),
  records: v.array(StoredRecord),
})
export type Body = v.InferOutput<typeof Body>

const Outer = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  body: v.string(),
  mac: v.string(),
  checksum: v.string(),
})

/** A file that is whole as far as can be told without a key. */
export interface SealedFile {
  readonly bytes: Buffer
  readonly body: Body
  readonly bodyText: string
  readonly mac: string
}

export type Judgement =
  | { readonly kind: 'whole'; readonly file: SealedFile }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'newer'; readonly version: number }

/** The file's bytes. The MAC covers version, slots and the whole set of records; the checksum needs no key. */
export function encodeFile(body: Body, key: DataKey): SealedFile {
  const bodyText = JSON.stringify(body)
  const mac = key.mac(macInput(bodyText))
  return { bytes: Buffer.from(serialise(bodyText, mac), 'utf8'), body, bodyText, mac }
}

/** True when the key that sealed the records vouches for this very file. */
export function isAuthentic(file: SealedFile, key: DataKey): boolean {
  return key.verify(macInput(file.bodyText), file.mac)
}

/** Judges bytes without a key. Anything that is not exactly what `encodeFile` writes is damaged or newer. */
export function judge(bytes: Buffer): Judgement {
  const outer = parseJson(decodeText(bytes))
  const version = newerVersion(outer)
  if (version !== undefined) return { kind: 'newer', version }
  const parsed = v.safeParse(Outer, outer)
  if (!parsed.success) return { kind: 'damaged' }
  const { body: bodyText, mac } = parsed.output
  // Byte for byte: neither the checksum nor the spelling of the JSON may differ.
  if (serialise(bodyText, mac) !== decodeText(bytes)) return { kind: 'damaged' }
  const body = v.safeParse(Body, parseJson(bodyText))
  if (!body.success || hasTwins(body.output)) return { kind: 'damaged' }
  return { kind: 'whole', file: { bytes, body: body.output, bodyText, mac } }
}

function hasTwins(body: Body): boolean {
  const records = new Set(body.records.map(({ account, field }) => JSON.stringify([account, field])))
  const slots = new Set(body.slots.map((slot) => slot.kind))
  return records.size !== body.records.length || slots.size !== body.slots.length
}

function newerVersion(outer: unknown): number | undefined {
  if (typeof outer !== 'object' || outer === null || !('format' in outer) || !('version' in outer)) return undefined
  const { format, version } = outer
  if (format !== FORMAT || typeof version !== 'number' || !Number.isInteger(version)) return undefined
  return version > VERSION ? version : undefined
}

function macInput(bodyText: string): string {
  return `${FORMAT}\n${String(VERSION)}\n${bodyText}`
}

function serialise(body: string, mac: string): string {
  const checksum = createHash('sha256')
    .update(`${macInput(body)}\n${mac}`, 'utf8')
    .digest('base64')
  return `${JSON.stringify({ format: FORMAT, version: VERSION, body, mac, checksum })}\n`
}

function decodeText(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
