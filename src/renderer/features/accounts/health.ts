// How an account's health looks and reads.
import type { Account } from './store'
import type { MessageKey } from '../../../shared/i18n'

type Health = Account['health']

export const HEALTH_COLOR: Readonly<Record<Health, string>> = {
  ok: '#1bce7b',
  limited: '#faa72c',
  offline: '#868d95',
  signedOut: '#e92f2a',
  missingScope: '#faa72c',
  blocked: '#e92f2a',
}

/** The text for a health state. */
export function healthText(health: Health): MessageKey {
  return `accounts.health.${health}`
}

/** Two letters for the rail: those of the label, `@` for a handle. */
export function railLetters(account: Account): string {
  return account.label.startsWith('@') ? account.label.slice(1) : account.label
}

/**
 * What to offer an account that waiting does not mend: signing in anew, or pasting a webhook's address again, new or with
 * what it needs (a certificate, leave for http). Nothing for a practice account: it has no address to paste.
 */
export function reconnectText({ network, health, practice }: Account): MessageKey | undefined {
  if (practice) return undefined
  if (network === 'bluesky') return health === 'signedOut' ? 'accounts.signInAgain' : undefined
  return health === 'signedOut' || health === 'blocked' ? 'welcome.bitrix24.action' : undefined
}
