// Open connections, one per account, opened when first asked for. The other capabilities get their ports here.
import type { AccountId } from '../../shared/contract/common'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { NetworkId } from '../../shared/domain/states'
import type { AccountPorts, Connection, Health, Logger, Network } from '../networks/ports'
import type { AccountRecord } from '../store/accounts-repository'
import type { Secrets } from './secrets'

export interface Registry {
  connectionOf(id: AccountId): Result<Connection, 'accounts.notFound'>
  portOf<P extends keyof AccountPorts>(
    id: AccountId,
    port: P,
  ): Result<AccountPorts[P], 'accounts.notFound' | 'accounts.noPort'>
  /** Closes an account's connection, so that the next call opens it with what is stored now. */
  drop(id: AccountId): Promise<void>
  closeAll(): Promise<void>
}

export interface RegistryDeps {
  readonly networks: Readonly<Record<NetworkId, Network>>
  readonly record: (id: AccountId) => AccountRecord | undefined
  readonly secrets: Secrets
  readonly onHealth: (id: AccountId, health: Health) => void
  readonly log: Logger
}

export function createRegistry(deps: RegistryDeps): Registry {
  const open = new Map<AccountId, Connection>()
  const connectionOf: Registry['connectionOf'] = (id) => {
    const already = open.get(id)
    if (already !== undefined) return ok(already)
    const record = deps.record(id)
    if (record === undefined) return fail('accounts.notFound')
    const connection = deps.networks[record.network].open({
      id,
      host: record.host,
      userId: record.userId,
      practice: record.practice,
      settings: record.settings,
      secrets: deps.secrets.of(record),
      onHealth(health) {
        // A late answer of a connection that was dropped says nothing about the one that replaced it.
        if (open.get(id) === connection) deps.onHealth(id, health)
      },
    })
    open.set(id, connection)
    return ok(connection)
  }
  const drop: Registry['drop'] = async (id) => {
    const connection = open.get(id)
    open.delete(id)
    try {
      await connection?.close()
    } catch (error) {
      deps.log.warn('a connection did not close cleanly', { accountId: id, error: String(error) })
    }
  }
  return {
    connectionOf,
    drop,
    portOf(id, port) {
      const connection = connectionOf(id)
      if (!connection.ok) return connection
      const offered: Partial<AccountPorts> = connection.data
      const found = offered[port]
      return found === undefined ? fail('accounts.noPort') : ok(found)
    },
    async closeAll() {
      await Promise.all([...open.keys()].map(drop))
    },
  }
}
