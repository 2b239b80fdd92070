// Our network client in Node, as main makes it: what a bench sends and reads through.
import { setTimeout as wait } from 'node:timers/promises'
import { createBitrix24 } from '../../../src/main/networks/bitrix24'
import type {
  Clock,
  Connection,
  Health,
  KeyValueStore,
  Logger,
  NetworkDeps,
  Timers,
} from '../../../src/main/networks/ports'
import type { AccountId, JsonValue } from '../../../src/shared/contract/common'
import { fail, ok } from '../../../src/shared/contract/result'

export interface OurClientOptions {
  readonly account: AccountId
  readonly webhookUrl: string
  /** The portal's certificate. */
  readonly caPem: string
  readonly time?: Time
  /** What survives a restart; in memory when absent. */
  readonly state?: KeyValueStore
  readonly onHealth?: (health: Health) => void
}

export interface Time {
  readonly clock: Clock
  readonly timers: Timers
}

const silent = (): void => undefined

export const SILENT_LOG: Logger = { debug: silent, info: silent, warn: silent, error: silent }

export const REAL_TIME: Time = {
  clock: Date.now,
  timers: { sleep: (ms, signal) => wait(ms, undefined, signal ? { signal } : {}) },
}

function inMemory(): KeyValueStore {
  const state = new Map<string, JsonValue>()
  return { get: (key) => state.get(key), set: (key, value) => void state.set(key, value) }
}

function depsOf({ clock, timers }: Time, state: KeyValueStore): NetworkDeps {
  return {
    clock,
    timers,
    random: Math.random,
    log: SILENT_LOG,
    state,
    userAgent: 'Bellhop/bench',
    allowHttpOrigin: () => false,
    systemCa: () => [],
    proxyFor: () => Promise.resolve(undefined),
    onCall: silent,
  }
}

/** Connects and opens the account; the secret stays in memory. */
export async function connectOurs({
  account,
  webhookUrl,
  caPem,
  time = REAL_TIME,
  state = inMemory(),
  onHealth = silent,
}: OurClientOptions): Promise<Connection> {
  const network = createBitrix24(depsOf(time, state))
  const connecting = await network.connect({ webhookUrl, trust: { caPem } }, { practice: false })
  if (!connecting.ok) throw new Error(`could not connect: ${connecting.error.code}`)
  const { secrets, ...identity } = connecting.data
  return network.open({
    ...identity,
    id: account,
    practice: false,
    onHealth,
    secrets: {
      read: (field) => (secrets[field] === undefined ? fail('vault.secretMissing', 'user') : ok(secrets[field])),
      write: () => Promise.resolve(ok(undefined)),
    },
  })
}
