// Pictures kept in memory instead of on the disk, by key.
import type { AvatarFiles } from '../store/avatar-files'

export interface FakeAvatarFiles extends AvatarFiles {
  readonly kept: Map<string, Uint8Array>
  /** Accounts whose pictures were removed. */
  readonly removedAccounts: string[]
}

export function createFakeAvatarFiles(): FakeAvatarFiles {
  const kept = new Map<string, Uint8Array>()
  const removedAccounts: string[] = []
  return {
    kept,
    removedAccounts,
    read: ({ key }) => Promise.resolve(kept.get(key)),
    write: ({ key }, bytes) => Promise.resolve(void kept.set(key, bytes)),
    remove: ({ key }) => Promise.resolve(void kept.delete(key)),
    removeAccount: (accountId) => Promise.resolve(void removedAccounts.push(accountId)),
    keepOnly: () => Promise.resolve(),
  }
}
