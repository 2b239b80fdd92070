// The accounts capability: who the user is where. Owns the rows, their health and their open connections.
import type { AccountId, JsonObject } from '../../shared/contract/common'
import type { HandlersOf, RoutesOf } from '../../shared/contract/index'
import type { Accounts } from '../networks/ports'
import { createConnect, type Connect } from './connect'
import type { AccountsDeps } from './deps'
import { accountHandlers } from './handlers'
import { followVault } from './kept'
import { connectPractice } from './practice'
import { createRegistry, type Registry } from './registry'
import { createAccountRows, type AccountRows } from './rows'
import { createSecrets, type Secrets } from './secrets'

export interface AccountListeners {
  /** An account that could not be used can be used again. */
  usable(id: AccountId): void
  /** Within the transaction that removes the account. */
  removing(id: AccountId): void
  removed(id: AccountId): void
}

export interface AccountsCapability extends Accounts {
  readonly handlers: HandlersOf<RoutesOf<'accounts'>>
  listen(listeners: AccountListeners): void
  /** Forgets what the last run knew of a passing nature, and follows whether the vault has the accounts' secrets. */
  start(): void
  /** Connects the practice accounts the user still has; does nothing when there are none. */
  restorePractice(): Promise<void>
  stop(): Promise<void>
}

export function createAccounts(deps: AccountsDeps): AccountsCapability {
  const { store, networks, startPractice, log } = deps
  let listeners: AccountListeners | undefined
  const usable = (id: AccountId): void => listeners?.usable(id)
  const rows = createAccountRows(deps, usable)
  const secrets = createSecrets(deps.vault)
  const record = (id: AccountId) => store.accounts.get(id)
  const registry = createRegistry({ networks, record, secrets, log, onHealth: rows.setHealth })
  const connect = announced({ ...deps, rows, registry, secrets, usable })
  const kept = followVault({ ...deps, rows })
  const practice = { startPractice, networks, connect, store, log }
  return {
    list: rows.list,
    get: rows.get,
    portOf: (id, port) => registry.portOf(id, port),
    touched: (id) => {
      rows.changed([id])
    },
    handlers: accountHandlers({
      ...deps,
      secrets,
      registry,
      rows,
      connect: (network, input, label) => connect({ network: networks[network], input: input as JsonObject, label }),
      connectPractice: () => connectPractice(practice),
      removing: (id) => listeners?.removing(id),
      removed: (id) => listeners?.removed(id),
    }),
    listen(given) {
      listeners = given
    },
    async restorePractice() {
      const mine = store.accounts.list().filter((account) => account.practice)
      if (mine.length === 0) return
      const connected = await connectPractice(practice, new Set(mine.map((account) => account.identityKey)))
      for (const { id, identityKey } of mine) {
        if (connected.ok && !connected.data.failed.includes(identityKey)) continue
        rows.setHealth(id, { state: 'offline', reason: 'accounts.practiceUnavailable' })
      }
    },
    start() {
      rows.forgetPassingHealth()
      kept.start()
    },
    stop() {
      kept.stop()
      return registry.closeAll()
    },
  }
}

interface Announced extends AccountsDeps {
  readonly rows: AccountRows
  readonly registry: Registry
  readonly secrets: Secrets
  readonly usable: (id: AccountId) => void
}

/** Connecting, after which the next call opens the account with what was just learnt, and everybody is told. */
function announced(deps: Announced): Connect {
  const connect = createConnect(deps)
  return async (options) => {
    const connected = await connect(options)
    if (!connected.ok) return connected
    await deps.registry.drop(connected.data.id)
    deps.rows.changed([connected.data.id])
    deps.usable(connected.data.id)
    return connected
  }
}
