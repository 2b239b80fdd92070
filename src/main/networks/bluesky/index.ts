// The Bluesky network: what `main/index.ts` may know of this folder.
import { Resolver } from 'node:dns/promises'
import type { Network, NetworkDeps } from '../ports'
import type { BlueskyConfig } from './config'
import { connect } from './connect'
import { openConnection } from './connection'
import type { ResolveTxt } from './lookup'
import { createTransport } from './transport'
import { createWire, type Wire } from './wire'

export { DEFAULT_CONFIG, type BlueskyConfig } from './config'

/** The two doors to the outside world, replaced in tests. */
export interface BlueskyDoors {
  readonly wire?: Wire
  readonly resolveTxt?: ResolveTxt
}

const systemTxt: ResolveTxt = (name) => new Resolver({ timeout: 3_000, tries: 1 }).resolveTxt(name)

/** Makes the network. Nothing happens before `connect` or the first call through an open account. */
export function createBluesky(deps: NetworkDeps, config: BlueskyConfig, doors: BlueskyDoors = {}): Network {
  const { allowHttpLoopback } = config
  const transport = createTransport({ deps, wire: doors.wire ?? createWire(deps), allowHttpLoopback })
  const resolveTxt = doors.resolveTxt ?? systemTxt
  return {
    id: 'bluesky',
    connect: (input, options) => connect(input, options, { fetch: transport.fetch, resolveTxt, config }),
    open: (account) => openConnection(account, { deps, config, transport }),
    budgets: () => transport.budgets(),
  }
}
