// What a call's failure says about the account as a whole, told once per change.
import type { AppError } from '../../../shared/contract/result'
import type { Health } from '../ports'

/** The health an error speaks of; `undefined` when it is about the one call only. */
export function healthOf(error: AppError): Health | undefined {
  const { code } = error
  switch (code) {
    case 'bluesky.signedOut':
    case 'bluesky.takenDown':
    case 'vault.secretMissing':
      return { state: 'signedOut', reason: code }
    case 'bluesky.noDmAccess':
      return { state: 'missingScope', reason: code }
    case 'bluesky.deactivated':
      return { state: 'blocked', reason: code }
    case 'bluesky.temporarilyOffline':
    case 'bluesky.chatUnavailable':
    case 'net.offline':
    case 'net.dns':
    case 'net.refused':
    case 'net.proxy':
    case 'net.timeout':
    case 'net.reset':
    case 'net.tls':
    case 'net.notJson':
    case 'net.httpNotAllowed':
      return { state: 'offline', reason: code }
    default:
      return undefined
  }
}

const keyOf = (health: Health): string => `${health.state} ${health.reason ?? ''} ${health.until ?? ''}`

/** Hands on a health only when it differs from the last one. */
export function onlyChanges(listener: (health: Health) => void): (health: Health) => void {
  let last = ''
  return (health) => {
    const key = keyOf(health)
    if (key === last) return
    last = key
    listener(health)
  }
}
