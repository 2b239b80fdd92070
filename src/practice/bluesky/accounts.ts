// The accounts of the practice PDS: who may sign in, with what, and how the account stands. Knows no HTTP and no tokens.
import type { DidString, HandleString } from '@atproto/lex'

export type AccountStatus = 'active' | 'takendown' | 'suspended' | 'deactivated'

export interface AppPassword {
  readonly name: string
  readonly password: string
  /** "Allow access to your direct messages" was ticked. */
  readonly privileged: boolean
}

export interface Account {
  /** The name tests call it by: `anna`. */
  readonly key: string
  readonly did: DidString
  readonly handle: HandleString
  readonly email: string
  readonly password: string
  readonly appPasswords: readonly AppPassword[]
  /** The code the e-mail would hold. */
  readonly authFactorToken: string
  /** Asked for an e-mailed code when signing in with the account password. */
  emailAuthFactor: boolean
  status: AccountStatus
}

export type Credential = { readonly kind: 'account' } | { readonly kind: 'app'; readonly appPassword: AppPassword }

export interface Accounts {
  readonly all: readonly Account[]
  byDid(did: string): Account | undefined
  byKey(key: string): Account | undefined
  /** By handle or e-mail in any case, or DID. */
  byIdentifier(identifier: string): Account | undefined
}

/** @returns lookups over `all`. */
export function createAccounts(all: readonly Account[]): Accounts {
  return {
    all,
    byDid: (did) => all.find((account) => account.did === did),
    byKey: (key) => all.find((account) => account.key === key),
    byIdentifier(identifier) {
      const wanted = identifier.trim().toLowerCase()
      return all.find(
        (account) => account.handle === wanted || account.email.toLowerCase() === wanted || account.did === identifier,
      )
    },
  }
}

/** Which of the account's passwords `password` is. */
export function credentialOf(account: Account, password: string): Credential | undefined {
  if (password === account.password) return { kind: 'account' }
  const appPassword = account.appPasswords.find((candidate) => candidate.password === password)
  return appPassword && { kind: 'app', appPassword }
}
