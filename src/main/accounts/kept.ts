// What the vault, looked at without any call, says about an account's health: whether there is a secret to work with.
import type { Health } from '../networks/ports'
import type { AccountRecord } from '../store/accounts-repository'
import { guarded } from '../store/guarded'
import type { AccountsDeps } from './deps'
import type { AccountRows } from './rows'
import type { Vault } from '../vault/types'

const MISSING: Health = { state: 'signedOut', reason: 'vault.secretMissing' }

/**
 * The health an account has to be shown with now; `undefined` when the vault gives no reason to change it. A vault that
 * is closed says nothing: its secrets may all be there. A missing secret that is there again is missing no longer.
 */
export function healthByVault(account: AccountRecord, vault: Pick<Vault, 'holds'>): Health | undefined {
  // Practice accounts keep no secret in the vault.
  if (account.practice) return undefined
  const held = vault.holds(account.id)
  const missing = held.ok ? !held.data : held.error.code === 'vault.absent'
  if (missing) return MISSING
  if (!held.ok || account.health !== MISSING.state || account.healthReason !== MISSING.reason) return undefined
  return { state: account.missingScopes.length > 0 ? 'missingScope' : 'ok' }
}

interface FollowDeps extends Pick<AccountsDeps, 'store' | 'vault' | 'log'> {
  readonly rows: AccountRows
}

/** Keeps the accounts' health true to what the vault holds: at `start` and whenever the vault's state changes. */
export function followVault({ store, vault, rows, log }: FollowDeps): { start(): void; stop(): void } {
  // A health that cannot be written now is no reason to fail what changed the vault.
  const look = (): void => {
    guarded(log, () => {
      for (const account of store.accounts.list()) {
        const health = healthByVault(account, vault)
        if (health !== undefined) rows.setHealth(account.id, health)
      }
    })
  }
  let leave: (() => void) | undefined
  return {
    start() {
      look()
      leave ??= vault.onChange(look)
    },
    stop: () => leave?.(),
  }
}
