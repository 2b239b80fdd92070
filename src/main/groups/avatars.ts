// Pictures of groups and people: windows know a key, main alone knows the address and fetches from it.
import type { AccountId } from '../../shared/contract/common'
import type { Logger } from '../networks/ports'
import { avatarKey, type AvatarRow } from '../store/avatars-repository'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'

/** The key of a picture: 32 of [a-z0-9]; `undefined` for an address nothing can be fetched from. */
export type AvatarKeyOf = (accountId: AccountId, url: string) => string | undefined

export interface Avatars {
  /** Cheap, also for thousands of pictures: what was asked in one go is remembered in one transaction. */
  readonly keyOf: AvatarKeyOf
}

export interface AvatarsDeps {
  readonly store: Pick<Store, 'avatars'>
  readonly log: Logger
}

const MAX_URL = 2048

/** An address that could be a picture's: http(s), without a password in it. Its host is the network's to judge. */
function usable(url: string): boolean {
  if (url.length > MAX_URL) return false
  const parsed = URL.parse(url)
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return false
  return parsed.username === '' && parsed.password === ''
}

export function createAvatars({ store, log }: AvatarsDeps): Avatars {
  const waiting = new Map<string, AvatarRow>()
  const flush = (): void => {
    const rows = [...waiting.values()]
    waiting.clear()
    // Lost pictures are no reason to fail what they belong to: the next reading names them again.
    guarded(log, () => {
      store.avatars.remember(rows)
    })
  }
  return {
    keyOf(accountId, url) {
      if (!usable(url)) return undefined
      const key = avatarKey(accountId, url)
      if (waiting.size === 0) queueMicrotask(flush)
      waiting.set(key, { key, accountId, url })
      return key
    },
  }
}
