// Starts the practice Bitrix24: one loopback server per portal, so that portals are different hosts, as in real life.
import { listenOnLoopback, type LoopbackServer, type TlsFiles } from '../listen'
import { alphanumeric } from '../random'
import type { Bitrix24PortalInfo, RunningService, ServiceDeps } from '../types'
import { allMethods } from './methods'
import { makePortal, type Portal } from './portal'
import { PORTALS, type PortalSeed } from './seed/portals'
import { seedWorld } from './seed'
import { portalListener } from './server'

export interface Bitrix24Options extends ServiceDeps {
  /** The first portal's port, the next ones follow; 0 or absent: any free ports. */
  readonly port?: number
  readonly tls?: TlsFiles
  /** Which portals to serve; all when absent. */
  readonly only?: readonly string[]
}

/** A running portal as tests inside the same process see it. */
export interface RunningPortal {
  readonly portal: Portal
  readonly origin: string
  readonly webhookUrl: string
}

export interface RunningBitrix24 extends RunningService<readonly Bitrix24PortalInfo[]> {
  /** All portals, the ones not announced too. */
  readonly portals: readonly RunningPortal[]
}

function build(seed: PortalSeed, options: Bitrix24Options): Portal {
  const methods = allMethods()
  const webhook = { userId: seed.me, code: alphanumeric(options.random, 16), scopes: seed.scopes, state: seed.state }
  const portal: Portal = makePortal({
    seed,
    clock: options.clock,
    faults: options.faults,
    arrivals: options.arrivals,
    methods,
    webhooks: [webhook],
    world: seedWorld(seed, { seed: options.seed, now: options.clock() }),
    catchUp: () => undefined,
  })
  return portal
}

/** Starts all portals. Rejects when a wished port is taken. */
export async function startBitrix24Practice(options: Bitrix24Options): Promise<RunningBitrix24> {
  const seeds = PORTALS.filter((seed) => options.only === undefined || options.only.includes(seed.key))
  const servers: LoopbackServer[] = []
  const portals: RunningPortal[] = []
  for (const [index, seed] of seeds.entries()) {
    const portal = build(seed, options)
    const server = await listenOnLoopback({
      listener: portalListener(portal, options.sleep),
      port: options.port === undefined || options.port === 0 ? 0 : options.port + index,
      ...(options.tls === undefined ? {} : { tls: options.tls }),
    })
    servers.push(server)
    const webhook = portal.webhooks[0]
    portals.push({ portal, origin: server.origin, webhookUrl: `${server.origin}/rest/${webhook?.userId}/${webhook?.code}/` })
  }
  return {
    info: portals
      .filter(({ portal }) => portal.seed.announced)
      .map(({ portal, webhookUrl }) => ({
        webhookUrl,
        name: portal.seed.name,
        lineCodes: portal.world.networkLines.filter((line) => line.joined && line.active).map(({ code, name }) => ({ code, name })),
      })),
    hooks: {
      advance: () => undefined,
      reset: () => undefined,
      state: () => ({}),
      account: () => ({ ok: true }),
    },
    portals,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()))
    },
  }
}
