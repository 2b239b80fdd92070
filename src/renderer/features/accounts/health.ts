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

/** Whether the account can be used, be it with some rights missing. */
export function isUsable(health: Health): boolean {
  return health === 'ok' || health === 'missingScope'
}

/** Reasons that a webhook pasted anew, with another address or with other trust, takes away. */
const MENDED_BY_PASTING: ReadonlySet<Account['healthReason']> = new Set([
  'bitrix24.httpsRequired',
  'bitrix24.wrongHost',
  'net.badCa',
  'net.httpNotAllowed',
  'net.moved',
  'net.tls',
  'net.tlsPinMismatch',
])

/**
 * What to offer an account that neither waiting nor the portal's administrator mends: signing in anew, or pasting the
 * webhook again. Nothing for a practice account: it has no address to paste.
 */
export function reconnectText({ network, health, healthReason, practice }: Account): MessageKey | undefined {
  if (practice) return undefined
  if (network === 'bluesky') return health === 'signedOut' ? 'accounts.signInAgain' : undefined
  const mended = health === 'signedOut' || (health === 'blocked' && MENDED_BY_PASTING.has(healthReason))
  return mended ? 'welcome.bitrix24.action' : undefined
}
