// How an account fares, read from the replies to its calls and told when it changes.
import type { ErrorCode } from '../../../shared/contract/errors'
import type { AppError } from '../../../shared/contract/result'
import type { HealthState } from '../../../shared/domain/states'
import type { Clock, Health } from '../ports'
import { explain } from './error-table'
import type { Handler } from './types'

const STATES: Partial<Record<ErrorCode, HealthState>> = {
  'bitrix24.invalidCredentials': 'signedOut',
  'bitrix24.noAuth': 'signedOut',
  'bitrix24.userInactive': 'signedOut',
  'bitrix24.subscription': 'blocked',
  'bitrix24.licence': 'blocked',
  'bitrix24.portalDeleted': 'blocked',
  'bitrix24.overloadBlocked': 'blocked',
  'bitrix24.httpsRequired': 'blocked',
  'bitrix24.wrongHost': 'blocked',
  'net.moved': 'blocked',
  'net.tls': 'blocked',
  'net.tlsPinMismatch': 'blocked',
  'net.badCa': 'blocked',
  'net.httpNotAllowed': 'blocked',
  'net.offline': 'offline',
  'net.dns': 'offline',
  'net.refused': 'offline',
  'net.timeout': 'offline',
  'net.reset': 'offline',
  'net.proxy': 'offline',
  'net.serverError': 'offline',
  'net.notJson': 'offline',
  'net.badAnswer': 'offline',
  'bitrix24.queryLimit': 'limited',
  'bitrix24.operationTimeLimit': 'limited',
  'net.rateLimited': 'limited',
  'bitrix24.insufficientScope': 'missingScope',
}

const LIMITED_MS = 30_000

/** What a failure says of the account; `undefined` where it says nothing of it (a method's own refusal, a locked vault). */
export function healthOf(error: AppError, now: number, retryAfterMs = LIMITED_MS): Health | undefined {
  const state = STATES[error.code]
  if (state === undefined) return undefined
  const until = state === 'limited' ? { until: new Date(now + retryAfterMs).toISOString() } : {}
  return { state, reason: error.code, ...until }
}

export interface HealthOptions {
  readonly clock: Clock
  readonly host: string
  /** How the account fares while all is well: `ok`, or `missingScope`. */
  readonly base: () => Health
  onHealth(health: Health): void
}

/** Tells `onHealth` whenever a reply shows the account to be better or worse off than the one before. */
export function withHealth({ clock, host, base, onHealth }: HealthOptions, inner: Handler): Handler {
  let last = ''
  const tell = (health: Health): void => {
    const key = `${health.state} ${health.reason ?? ''}`
    if (key === last && health.until === undefined) return
    last = key
    onHealth(health)
  }
  return async (call) => {
    const reply = await inner(call)
    switch (reply.kind) {
      case 'ok':
        tell(reply.movedTo === undefined ? base() : { state: 'blocked', reason: 'net.moved' })
        break
      case 'refused':
        tell(healthOf(explain(call.method, reply, host), clock()) ?? base())
        break
      case 'failed': {
        const health = healthOf(reply.error, clock(), reply.retryAfterMs)
        if (health !== undefined) tell(health)
      }
    }
    return reply
  }
}
