// What an error says about the account it happened to.
import type { ErrorCode } from '../contract/errors'
import type { HealthState } from './states'

const SINGLE: { readonly [C in ErrorCode]?: HealthState } = {
  'net.rateLimited': 'limited',
  'bitrix24.queryLimit': 'limited',
  'bitrix24.operationTimeLimit': 'limited',
  'bitrix24.insufficientScope': 'missingScope',
  'bitrix24.invalidCredentials': 'signedOut',
  'bluesky.signedOut': 'signedOut',
  'bluesky.wrongPassword': 'signedOut',
  // Kept for one session only, or in a vault that was replaced: the way back is to connect again.
  'vault.secretMissing': 'signedOut',
  'bluesky.temporarilyOffline': 'offline',
  'bluesky.chatUnavailable': 'offline',
  'accounts.practiceUnavailable': 'offline',
}

/** The health an error stands for; `undefined` when it says nothing about the service (a locked vault, our own bug). */
export function healthOfError(code: ErrorCode): HealthState | undefined {
  const single = SINGLE[code]
  if (single !== undefined) return single
  if (code.startsWith('net.') && code !== 'net.cancelled') return 'offline'
  if (code.startsWith('bitrix24.') || code.startsWith('bluesky.')) return 'blocked'
  return undefined
}

/**
 * Errors that say "not now, and not because of what was asked": the vault is closed, the machine is offline, the
 * practice portal is not up. Waiting for a change is the cure, and repeating meanwhile costs no attempt.
 */
export function isWaitingError(code: ErrorCode): boolean {
  return (
    code === 'vault.locked' ||
    code === 'vault.absent' ||
    code === 'vault.keyringChanged' ||
    code === 'vault.keyringUnavailable' ||
    code === 'accounts.practiceUnavailable' ||
    code === 'net.offline' ||
    code === 'net.dns' ||
    code === 'net.refused'
  )
}
