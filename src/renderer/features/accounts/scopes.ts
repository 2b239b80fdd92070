// What each right of a webhook unlocks, by the rights' real codes.
import type { MessageKey } from '../../../shared/i18n'

const KNOWN = ['sonet_group', 'socialnetwork', 'im', 'imopenlines', 'user_brief'] as const

/** The text that tells what a right unlocks; a general one for rights this version does not know. */
export function scopeText(scope: string): MessageKey {
  const known = KNOWN.find((name) => name === scope)
  return known ? `accounts.scopes.${known}` : 'accounts.scopes.other'
}
