// What a method is: who calls it with what, and what it may answer. Errors are values.
import type { JsonObject, JsonValue } from '../types'
import type { Webhook, World } from './world-types'

export interface Call {
  readonly world: World
  /** The webhook's owner: every call runs with this user's rights. */
  readonly userId: number
  readonly webhook: Webhook
  /** Milliseconds since the epoch, practice time. */
  readonly now: number
  /** The portal's own address, without a slash at its end. */
  readonly origin: string
  readonly params: JsonObject
}

export interface MethodError {
  readonly ok: false
  readonly status: number
  readonly error: string
  readonly description: string
  readonly extra?: JsonObject
}

export type MethodAnswer =
  { readonly ok: true; readonly result: JsonValue; readonly total?: number; readonly next?: number } | MethodError

export interface Method {
  /** Any of these opens the method; [] = no scope needed. */
  readonly scopes: readonly string[]
  /** The service upper-cases the parameter names of these methods itself (undocumented). */
  readonly anyCase?: boolean
  /** Registered but not documented: absent on portals that do not show such methods. */
  readonly undocumented?: boolean
  /** Came with im.v2 in 2026: older boxes lack it. */
  readonly newer?: boolean
  /** Callable, but absent from the list of `methods` (undocumented). */
  readonly hidden?: boolean
  run(call: Call): MethodAnswer
}

export type MethodTable = Readonly<Record<string, Method>>

/** Whether this portal has a method that others have. */
export function isHere(method: Method, { quirks }: World): boolean {
  return !((method.undocumented === true && !quirks.undocumented) || (method.newer === true && !quirks.imV2))
}

export function answer(result: JsonValue): MethodAnswer {
  return { ok: true, result }
}

/** HTTP 400 unless said otherwise. */
export function refuse(error: string, description: string, status = 400): MethodError {
  return { ok: false, status, error, description }
}
