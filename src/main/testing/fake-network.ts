// A network whose identities a test invents: it opens connections and remembers what became of them.
import type { JsonObject } from '../../shared/contract/common'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { NetworkId } from '../../shared/domain/states'
import type {
  AccountHandle,
  AccountPorts,
  ConnectedIdentity,
  Connection,
  IdentityPort,
  Network,
} from '../networks/ports'

export interface FakeNetwork extends Network {
  /** What `connect` was asked with. */
  readonly asked: { readonly input: JsonObject; readonly practice: boolean }[]
  /** Every account opened, in order. */
  readonly opened: AccountHandle[]
  readonly closed: string[]
  readonly signedOut: string[]
  /** Answer of `connect`; by default a new identity named after the input. */
  answer?: Result<ConnectedIdentity>
  check?: () => ReturnType<IdentityPort['check']>
  signOut?: (account: AccountHandle) => Promise<void>
  ports: Partial<AccountPorts>
}

export function identity(network: NetworkId, name: string, fields: Partial<ConnectedIdentity> = {}): ConnectedIdentity {
  return {
    network,
    identityKey: `${network}:${name}`,
    label: name,
    host: `${name}.example`,
    userId: '7',
    userName: 'Ann Clark',
    missingScopes: [],
    ports: ['groups', 'requests'],
    settings: {},
    secrets: { token: `secret of ${name}` },
    ...fields,
  }
}

export function createFakeNetwork(id: NetworkId): FakeNetwork {
  const network: FakeNetwork = {
    id,
    asked: [],
    opened: [],
    closed: [],
    signedOut: [],
    ports: {},
    budgets: () => [{ host: `${id}.example`, left: 49.5, burst: 50, perSecond: 2 }],
    connect(input, { practice }) {
      network.asked.push({ input, practice })
      const typed = input['webhookUrl'] ?? input['identifier']
      if (network.answer !== undefined) return Promise.resolve(network.answer)
      return Promise.resolve(typeof typed === 'string' ? ok(identity(id, typed)) : fail('webhook.empty', 'user'))
    },
    open: (account) => openFake(network, account),
  }
  return network
}

function openFake(network: FakeNetwork, account: AccountHandle): Connection {
  network.opened.push(account)
  const healthy = { health: { state: 'ok' as const }, missingScopes: [], userName: 'Ann Clark' }
  return {
    ...network.ports,
    identity: {
      check: () => network.check?.() ?? Promise.resolve(ok(healthy)),
      async signOut() {
        const secret = account.secrets.read('token')
        network.signedOut.push(secret.ok ? secret.data : account.id)
        await network.signOut?.(account)
      },
    },
    close() {
      network.closed.push(account.id)
      return Promise.resolve()
    },
  }
}
