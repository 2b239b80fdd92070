// What every port of one open account works with.
import { fail } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { Clock, KeyValueStore, Timers } from '../ports'
import type { CallResult, Client, NotDone } from './client'
import type { MessageEcho } from './message-echo'
import type { PictureAddress } from './picture-address'
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
  readonly picture: PictureAddress
  /** Shared by the accounts of one portal. */
  readonly echo: MessageEcho
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

/** Before looking again what something led to: it may still be at work. */
export const SETTLE_MS = 1_000

/** What is read now; where it is not yet as wanted, what is read a little later. */
export async function settled<T>(
  portal: Portal,
  read: () => Promise<Result<T>>,
  isThere: (now: T) => boolean,
): Promise<Result<T>> {
  const now = await read()
  if (now.ok && isThere(now.data)) return now
  await portal.timers.sleep(SETTLE_MS)
  return read()
}

/** The answer to a write on a dialog was lost and its effect cannot be seen. */
export function lost(asked: NotDone): ReturnType<typeof fail<'openlines.unknownOutcome'>> {
  return fail('openlines.unknownOutcome', 'user', { host: asked.error.params['host'] ?? '' })
}
