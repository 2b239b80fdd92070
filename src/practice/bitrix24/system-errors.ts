// The errors any method can answer. Statuses differ between the documentation and servers; portals show either.
// https://apidocs.bitrix24.com/_includes/system-errors.html
import { refuse, type MethodError } from './call'
import type { WebhookState, World } from './world-types'

interface SystemError {
  readonly documented: number
  /** As servers set it (undocumented). */
  readonly observed: number
  readonly text: string
}

const SYSTEM_ERRORS = {
  QUERY_LIMIT_EXCEEDED: { documented: 503, observed: 503, text: 'Too many requests' },
  OPERATION_TIME_LIMIT: { documented: 429, observed: 429, text: 'Method is blocked due to operation time limit.' },
  NO_AUTH_FOUND: { documented: 401, observed: 401, text: 'Wrong authorization data' },
  INVALID_CREDENTIALS: { documented: 403, observed: 401, text: 'Invalid request credentials' },
  insufficient_scope: {
    documented: 403,
    observed: 401,
    text: 'The request requires higher privileges than provided by the webhook token',
  },
  INVALID_REQUEST: { documented: 400, observed: 401, text: 'Https required.' },
  OVERLOAD_LIMIT: { documented: 503, observed: 401, text: 'REST API is blocked due to overload.' },
  ACCESS_DENIED: { documented: 403, observed: 401, text: 'REST is available only by subscription.' },
  PORTAL_DELETED: { documented: 500, observed: 403, text: 'Portal was deleted' },
  ERROR_METHOD_NOT_FOUND: { documented: 404, observed: 404, text: 'Method not found!' },
  authorization_error: { documented: 401, observed: 401, text: 'Unable to authorize user' },
  ERROR_BATCH_METHOD_NOT_ALLOWED: { documented: 405, observed: 405, text: 'Method is not allowed for batch usage' },
  ERROR_BATCH_LENGTH_EXCEEDED: { documented: 400, observed: 400, text: 'Max batch length exceeded' },
} as const satisfies Readonly<Record<string, SystemError>>

export type SystemErrorCode = keyof typeof SYSTEM_ERRORS

/** @returns the error with the status this portal uses. */
export function systemError(world: World, code: SystemErrorCode): MethodError {
  const known = SYSTEM_ERRORS[code]
  return refuse(code, known.text, known[world.quirks.statuses])
}

/** What a webhook in this state answers to every call; `undefined` when it works. */
export function webhookError(world: World, state: WebhookState): MethodError | undefined {
  switch (state) {
    case 'ok':
      return undefined
    case 'dead':
    case 'blocked':
      return systemError(world, 'INVALID_CREDENTIALS')
    case 'expired':
      // The documentation names no code for an expired webhook, only this text.
      return refuse('', 'authorization error', 401)
    case 'noSubscription':
      return systemError(world, 'ACCESS_DENIED')
    case 'userInactive':
      return systemError(world, 'authorization_error')
    case 'portalDeleted':
      return systemError(world, 'PORTAL_DELETED')
    case 'httpsRequired':
      return systemError(world, 'INVALID_REQUEST')
    case 'overload':
      return systemError(world, 'OVERLOAD_LIMIT')
  }
}
