// Which picture a key stands for: the address stays here, windows get the key.
import { createHash } from 'node:crypto'
import type { AccountId } from '../../shared/contract/common'
import type { Database } from './database'
import { text } from './rows'

export interface AvatarRow {
  readonly key: string
  readonly accountId: AccountId
  readonly url: string
}

/** The key of an account's picture: 32 of [0-9a-f], the same for the same address at every reading. */
export function avatarKey(accountId: AccountId, url: string): string {
  return createHash('sha256').update(`${accountId}\n${url}`).digest('hex').slice(0, 32)
}

export interface AvatarsRepository {
  /** Remembers all of them in one transaction; those of accounts that are gone are left out. */
  remember(rows: readonly AvatarRow[]): void
  get(key: string): AvatarRow | undefined
}

export function createAvatarsRepository(db: Database): AvatarsRepository {
  // An account may be removed while its groups are read: its pictures must not make the others' fail.
  const insert = db.prepare(
    `INSERT OR IGNORE INTO avatars (key, account_id, url)
     SELECT :key, :accountId, :url WHERE EXISTS (SELECT 1 FROM accounts WHERE id = :accountId)`,
  )
  const one = db.prepare('SELECT * FROM avatars WHERE key = ?')
  return {
    remember(rows) {
      db.transaction(() => {
        for (const { key, accountId, url } of rows) insert.run({ key, accountId, url })
      })
    },
    get(key) {
      const row = one.get(key)
      if (row === undefined) return undefined
      return { key: text(row, 'key'), accountId: text(row, 'account_id') as AccountId, url: text(row, 'url') }
    },
  }
}
