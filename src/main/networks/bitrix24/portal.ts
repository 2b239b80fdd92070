// What every port of one open account works with.
import { fail } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { Clock, KeyValueStore, Timers } from '../ports'
import type { CallResult, Client, NotDone } from './client'
import type { Scopes } from './scopes'

export interface Portal {
  readonly client: Client
  /** `host[:port]`. */
  readonly host: string
  /** My user id on the portal. */
  readonly userId: string
  readonly scopes: Scopes
  readonly clock: Clock
  readonly timers: Timers
  readonly state: KeyValueStore
}

/** A failed call as a plain failed result. */
export function failed(result: Extract<CallResult, { ok: false }>): Extract<Result<never>, { ok: false }> {
  return { ok: false, error: result.error }
}

/** An id the portal understands: decimal digits without a leading zero. */
export function isNumericId(id: string): boolean {
  return /^[1-9]\d{0,14}$/.test(id)
}

/**
 * Whether a call failed because the newer group methods are not to be had here; from then on the older ones are used.
 * True only once, so that the caller may try again with those.
 */
export function fallsBack(portal: Portal, result: CallResult | undefined): boolean {
  if (result === undefined || result.ok || !portal.scopes.has('socialnetwork')) return false
  if (result.error.code !== 'bitrix24.methodNotFound' && result.error.code !== 'bitrix24.insufficientScope')
    return false
  portal.scopes.retire('socialnetwork')
  return true
}

/** Before looking again what a join or an action led to. */
export const SETTLE_MS = 1_000

/** The answer to a write on a dialog was lost and its effect cannot be seen. */
export function lost(asked: NotDone): ReturnType<typeof fail<'openlines.unknownOutcome'>> {
  return fail('openlines.unknownOutcome', 'user', { host: asked.error.params['host'] ?? '' })
}
