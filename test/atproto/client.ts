// The Bluesky network over real sockets, as the app wires it, with an account whose vault is in memory.
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import type { AccountId, JsonObject } from '../../src/shared/contract/common'
import { fail, ok } from '../../src/shared/contract/result'
import { createBluesky, type BlueskyConfig } from '../../src/main/networks/bluesky'
import { DEADLINE_MS } from '../../src/main/networks/bluesky/config'
import type {
  AccountHandle,
  ConnectedIdentity,
  Connection,
  Health,
  Network,
  NetworkDeps,
} from '../../src/main/networks/ports'
import type { Person, World } from './servers/world.mjs'

const silent = (): void => undefined

const deps = (): NetworkDeps => ({
  clock: Date.now,
  // Pauses before repeating pass at once; the deadline of a call is real.
  timers: {
    sleep: (ms, signal) => wait(ms === DEADLINE_MS ? ms : 0, undefined, { ref: false, ...(signal ? { signal } : {}) }),
  },
  random: Math.random,
  log: { debug: silent, info: silent, warn: silent, error: silent },
  state: { get: () => undefined, set: silent },
  userAgent: 'Bellhop/test',
  allowHttpOrigin: () => false,
  systemCa: () => [],
  proxyFor: () => Promise.resolve(undefined),
  onCall: silent,
})

export function networkFor(world: World, config: Partial<BlueskyConfig> = {}): Network {
  return createBluesky(deps(), {
    plcUrl: world.plc.url,
    chatService: world.chat.service,
    chatUrl: world.chat.url,
    entryway: world.front.url,
    allowHttpLoopback: true,
    ...config,
  })
}

export const connect = (network: Network, person: Person, extra: JsonObject = {}) =>
  network.connect({ identifier: person.handle, appPassword: person.appPassword, ...extra }, { practice: false })

export interface OpenAccount {
  readonly connection: Connection
  readonly healths: Health[]
  /** The session as the vault holds it. */
  session(): { accessJwt: string; refreshJwt: string }
  /** Puts another access token into the vault, as if time had passed; effective for an account opened after it. */
  vault: { stored: string; failing: boolean }
}

/** Opens an account over the given vault text; several may be opened over the same text. */
export function openAccount(
  network: Network,
  identity: ConnectedIdentity,
  stored = identity.secrets['session'] ?? '',
): OpenAccount {
  const healths: Health[] = []
  const vault = { stored, failing: false }
  const account: AccountHandle = {
    id: 'account-1' as AccountId,
    host: identity.host,
    userId: identity.userId,
    practice: false,
    settings: identity.settings,
    onHealth: (health) => void healths.push(health),
    secrets: {
      read: () => ok(vault.stored),
      write: (_field, value) => {
        if (vault.failing) return Promise.resolve(fail('vault.writeFailed', 'later'))
        vault.stored = value
        return Promise.resolve(ok(undefined))
      },
    },
  }
  const session = () => JSON.parse(vault.stored) as { accessJwt: string; refreshJwt: string }
  return { connection: network.open(account), healths, session, vault }
}

/** Signs a person in and opens the account; with `expired` its access token has run out. */
export async function signIn(world: World, person: Person, options: { expired?: boolean } = {}): Promise<OpenAccount> {
  const network = networkFor(world)
  const connected = await connect(network, person)
  expect(connected).toMatchObject({ ok: true })
  if (!connected.ok) throw new Error(connected.error.code)
  const data = JSON.parse(connected.data.secrets['session'] ?? '') as { accessJwt: string }
  const accessJwt = options.expired ? await world.expiredToken(data.accessJwt) : data.accessJwt
  return openAccount(network, connected.data, JSON.stringify({ ...data, accessJwt }))
}
