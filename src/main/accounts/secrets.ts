// Where each account's secrets are: the vault, or memory for practice accounts, whose secrets are made anew each start.
import type { AccountId } from '../../shared/contract/common'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { AccountSecrets } from '../networks/ports'
import type { Vault } from '../vault/types'

export interface Secrets {
  /** Whether a new secret could be kept now; else what the user has to put right first (`vault.*`). Writes nothing. */
  ready(): Result<void>
  of(account: { readonly id: AccountId; readonly practice: boolean }): AccountSecrets
  /** Writes all fields or none: when one fails, those before it are put back as they were. */
  writeAll(
    account: { readonly id: AccountId; readonly practice: boolean },
    secrets: Readonly<Record<string, string>>,
  ): Promise<Result<{ undo(): Promise<void> }>>
  forget(account: { readonly id: AccountId; readonly practice: boolean }): Promise<Result<void>>
}

export function createSecrets(vault: Vault): Secrets {
  const memory = new Map<AccountId, Map<string, string>>()
  const of: Secrets['of'] = ({ id, practice }) => (practice ? inMemory(memory, id) : inVault(vault, id))
  const forget: Secrets['forget'] = async ({ id, practice }) => {
    if (practice) {
      memory.delete(id)
      return ok(undefined)
    }
    const forgotten = await vault.forget(id)
    // No vault: there is nothing of this account in it.
    return forgotten.ok || forgotten.error.code === 'vault.absent' ? ok(undefined) : forgotten
  }
  return {
    of,
    forget,
    ready() {
      const tried = vault.read('-', '-')
      if (tried.ok || tried.error.code === 'vault.secretMissing') return ok(undefined)
      // The first secret makes the vault where there is a keyring.
      return tried.error.code === 'vault.absent' && vault.status().keyringAvailable ? ok(undefined) : tried
    },
    async writeAll(account, secrets) {
      const kept = of(account)
      const before = new Map(Object.keys(secrets).map((field) => [field, kept.read(field)]))
      const undo = async (): Promise<void> => {
        const had = [...before].flatMap(([field, old]) => (old.ok ? [[field, old.data] as const] : []))
        if (had.length === 0) await forget(account)
        for (const [field, old] of had) await kept.write(field, old)
      }
      for (const [field, value] of Object.entries(secrets)) {
        const written = await kept.write(field, value)
        if (written.ok) continue
        await undo()
        return written
      }
      return ok({ undo })
    },
  }
}

function inVault(vault: Vault, id: AccountId): AccountSecrets {
  return {
    read(field) {
      const secret = vault.read(id, field)
      if (secret.ok || secret.error.code !== 'vault.absent' || !vault.status().keyringAvailable) return secret
      // Nothing is to be chosen where there is a keyring: connecting the account again makes the vault.
      return fail('vault.secretMissing', 'user')
    },
    write: (field, value) => vault.write(id, field, value),
  }
}

function inMemory(memory: Map<AccountId, Map<string, string>>, id: AccountId): AccountSecrets {
  return {
    read(field) {
      const value = memory.get(id)?.get(field)
      return value === undefined ? fail('accounts.practiceUnavailable', 'later') : ok(value)
    },
    write(field, value) {
      const fields = memory.get(id) ?? new Map<string, string>()
      memory.set(id, fields.set(field, value))
      return Promise.resolve(ok(undefined))
    },
  }
}
