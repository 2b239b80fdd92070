// Pictures of groups and people: windows know a key, main alone knows the address, fetches from it once and keeps what
// it got. A picture that cannot be had is no error: nothing is shown in its place.
import type { AccountId } from '../../shared/contract/common'
import { pictureFacts } from '../../shared/domain/picture'
import type { Accounts, Clock, Logger, Picture } from '../networks/ports'
import type { AvatarFiles } from '../store/avatar-files'
import { avatarKey, type AvatarRow } from '../store/avatars-repository'
import { guarded, guardedPort } from '../store/guarded'
import type { Store } from '../store/open-store'
import { createAvatarQueue } from './avatar-queue'

/** The key of a picture: 32 of [a-z0-9]; `undefined` for an address nothing can be fetched from. */
export type AvatarKeyOf = (accountId: AccountId, url: string) => string | undefined

export interface Avatars {
  /** Cheap, also for thousands of pictures: what was asked in one go is remembered in one transaction. */
  readonly keyOf: AvatarKeyOf
  /** The picture, from disk or fetched now; `undefined` where there is none to be had. Never rejects. */
  read(key: string): Promise<Picture | undefined>
  accountRemoved(accountId: AccountId): void
  /** Removes what a crash left of accounts that are no more. */
  start(): void
  stop(): void
}

export interface AvatarsDeps {
  readonly store: Pick<Store, 'avatars'>
  readonly accounts: Pick<Accounts, 'list' | 'portOf'>
  readonly files: AvatarFiles
  readonly clock: Clock
  readonly log: Logger
}

const MAX_URL = 2048
/** A picture that failed is not asked for at every sight of its group; sooner again where only the connection failed. */
export const FAILED_MS = 30 * 60_000
export const UNREACHED_MS = 60_000
const MAX_FAILURES = 10_000

/** An address that could be a picture's: http(s), without a password in it. Its host is the network's to judge. */
function usable(url: string): boolean {
  if (url.length > MAX_URL) return false
  const parsed = URL.parse(url)
  if (parsed === null || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return false
  return parsed.username === '' && parsed.password === ''
}

/** Keys by address, remembered together. */
function createKeys({ store, log }: AvatarsDeps) {
  const waiting = new Map<string, AvatarRow>()
  const flush = (): void => {
    const rows = [...waiting.values()]
    waiting.clear()
    // Lost pictures are no reason to fail what they belong to: the next reading names them again.
    guarded(log, () => {
      store.avatars.remember(rows)
    })
  }
  const keyOf: AvatarKeyOf = (accountId, url) => {
    if (!usable(url)) return undefined
    const key = avatarKey(accountId, url)
    if (waiting.size === 0) queueMicrotask(flush)
    waiting.set(key, { key, accountId, url })
    return key
  }
  const rowOf = (key: string): AvatarRow | undefined => {
    const found = guarded(log, () => waiting.get(key) ?? store.avatars.get(key))
    return found.ok ? found.data : undefined
  }
  return { keyOf, rowOf }
}

/** Which pictures failed lately, until when. */
function createFailures(clock: Clock) {
  const until = new Map<string, number>()
  return {
    has(key: string): boolean {
      const end = until.get(key)
      if (end !== undefined && end <= clock()) until.delete(key)
      return until.has(key)
    },
    add(key: string, ms: number): void {
      const [oldest] = until.keys()
      if (until.size >= MAX_FAILURES && oldest !== undefined) until.delete(oldest)
      until.set(key, clock() + ms)
    },
  }
}

async function kept(row: AvatarRow, files: AvatarFiles): Promise<Picture | undefined> {
  const bytes = await files.read(row)
  if (bytes === undefined) return undefined
  const facts = pictureFacts(bytes)
  if (facts !== undefined) return { bytes, type: facts.type }
  // Damaged on the disk: fetched anew.
  await files.remove(row)
  return undefined
}

export function createAvatars(deps: AvatarsDeps): Avatars {
  const { accounts, files, clock, log } = deps
  const keys = createKeys(deps)
  const failures = createFailures(clock)
  const queue = createAvatarQueue()
  const stopping = new AbortController()
  const reading = new Map<string, Promise<Picture | undefined>>()
  const fetch = async (row: AvatarRow): Promise<Picture | undefined> => {
    const port = accounts.portOf(row.accountId, 'groups')
    const avatar = port.ok ? port.data.avatar : undefined
    if (avatar === undefined || stopping.signal.aborted) return undefined
    const fetched = await guardedPort(log, () => avatar(row.url, stopping.signal))
    if (!fetched.ok) {
      if (stopping.signal.aborted) return undefined
      failures.add(row.key, fetched.error.retry === 'later' ? UNREACHED_MS : FAILED_MS)
      return undefined
    }
    // Removed while it was fetched: its folder must not come back.
    if (accounts.portOf(row.accountId, 'groups').ok) await files.write(row, fetched.data.bytes)
    return fetched.data
  }
  const read = async (key: string): Promise<Picture | undefined> => {
    const row = keys.rowOf(key)
    if (row === undefined) return undefined
    const found = await kept(row, files)
    if (found !== undefined || failures.has(key)) return found
    return queue.run(row.accountId, () => fetch(row))
  }
  return {
    keyOf: keys.keyOf,
    read(key) {
      const already = reading.get(key)
      if (already !== undefined) return already
      const now = read(key)
        .catch((error: unknown) => {
          log.error('a picture could not be read', { error: error instanceof Error ? error.message : String(error) })
          return undefined
        })
        .finally(() => reading.delete(key))
      reading.set(key, now)
      return now
    },
    accountRemoved: (accountId) => void files.removeAccount(accountId),
    start: () => void files.keepOnly(accounts.list().map(({ id }) => id)),
    stop() {
      stopping.abort()
    },
  }
}
