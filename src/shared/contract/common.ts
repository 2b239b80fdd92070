// Small schemas that several capabilities share.
import * as v from 'valibot'
import type { Brand } from 'valibot'
import { ERROR_CODES } from './errors'

export type AccountId = string & Brand<'AccountId'>
/** Our own id of an account (uuid). */
export const AccountId = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.brand('AccountId'))
/** An id the service gave: Bitrix24 numbers as strings, Bluesky convo ids and DIDs. */
export const ServiceId = v.pipe(v.string(), v.minLength(1), v.maxLength(512))
/** Our own id of a request or an outbox item (uuid). */
export const RowId = v.pipe(v.string(), v.minLength(1), v.maxLength(64))
export const IsoTime = v.pipe(v.string(), v.isoTimestamp())
export const ErrorCodeSchema = v.picklist(ERROR_CODES)
export const Nothing = v.strictObject({})
/** A name as the service tells it: shown as text, never as markup. */
export const Title = v.pipe(v.string(), v.maxLength(2000))
export const Revision = v.pipe(v.number(), v.integer(), v.minValue(0))
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
/** What a person typed or pasted; checked for meaning by main, for size here. */
export const Typed = v.pipe(v.string(), v.maxLength(4096))
export type JsonObject = { [key: string]: JsonValue }
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject
export const Json: v.GenericSchema<JsonValue> = v.lazy(() =>
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(Json), v.record(v.string(), Json)]),
)
