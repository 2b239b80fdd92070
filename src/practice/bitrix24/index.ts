// Starts the practice Bitrix24: one loopback server per portal, so that portals are different hosts, as in real life.
import { listenOnLoopback, type LoopbackServer, type TlsFiles } from '../listen'
import { alphanumeric } from '../random'
import type { Bitrix24PortalInfo, JsonValue, RunningService, ServiceDeps, ServiceHooks } from '../types'
import { changePortal } from './changes'
import { createLife, STILL, type Life, type LifeRules } from './life'
import { CLOUD_BUCKET, type BucketRule } from './limits'
import { allMethods } from './methods'
import { makePortal, type Portal } from './portal'
import { PORTALS, type PortalSeed } from './seed/portals'
import { seedWorld } from './seed'
import { portalListener } from './server'
import { portalState } from './state'

export interface Bitrix24Options extends ServiceDeps {
  /** The first portal's port, the next ones follow; 0 or absent: any free ports. */
  readonly port?: number
  readonly tls?: TlsFiles
  /** Whether anything happens by itself; `STILL` when absent. */
  readonly life?: LifeRules
  /** The request limit; the cloud's when absent. */
  readonly bucket?: BucketRule
  /** How many groups the first portal has; its own number when absent. */
  readonly groups?: number
}

/** A running portal as tests inside the same process see it. */
export interface RunningPortal {
  readonly portal: Portal
  readonly origin: string
  readonly webhookUrl: string
  /** Of somebody else who works there. */
  readonly colleagueUrl: string
}

export interface RunningBitrix24 extends RunningService<readonly Bitrix24PortalInfo[]> {
  /** All portals, the ones not announced too. */
  readonly portals: readonly RunningPortal[]
}

interface Living {
  readonly portal: Portal
  life: Life
  /** Back to the seed; the webhook's address stays. */
  reset(): void
}

function build(seed: PortalSeed, options: Bitrix24Options): Living {
  const freshWorld = (): Portal['world'] => seedWorld(seed, { seed: options.seed, now: options.clock() })
  const freshLife = (): Life =>
    createLife({ seed: options.seed + seed.me, me: seed.me, startedAt: options.clock(), rules: options.life ?? STILL })
  const webhook = { userId: seed.me, code: alphanumeric(options.random, 16), scopes: seed.scopes, state: seed.state }
  const world = freshWorld()
  const portal = makePortal({
    seed,
    clock: options.clock,
    faults: options.faults,
    arrivals: options.arrivals,
    methods: allMethods(),
    webhooks: [webhook, { ...webhook, userId: colleagueOf(world, seed.me), code: alphanumeric(options.random, 16) }],
    world,
    origin: '',
    catchUp: () => living.life.catchUp(portal.world, options.clock()),
  })
  const restoreLimits = (): void => {
    portal.bucket.setRule(options.bucket ?? CLOUD_BUCKET)
    portal.operating.clear()
  }
  const living: Living = {
    portal,
    life: freshLife(),
    reset() {
      portal.world = freshWorld()
      living.life = freshLife()
      for (const each of portal.webhooks) Object.assign(each, { scopes: seed.scopes, state: seed.state })
      restoreLimits()
    },
  }
  restoreLimits()
  return living
}

/** Somebody else who works there: a second account of the same portal. */
function colleagueOf({ people }: Portal['world'], me: number): number {
  const other = [...people.values()].find(({ id, kind, active }) => kind === 'user' && active && id !== me && id !== 1)
  return other?.id ?? me
}

function hooksOf(living: readonly Living[], portals: readonly RunningPortal[]): ServiceHooks {
  return {
    advance(step) {
      for (const { portal, life } of living) {
        portal.catchUp()
        const now = portal.clock()
        if (step.steps !== undefined) life.move(portal.world, { steps: step.steps, now })
        if (step.decide !== undefined) life.decideAll(portal.world, { accept: step.decide === 'accept', now })
      }
    },
    reset: () => living.forEach((one) => one.reset()),
    state(query): JsonValue {
      const asked = portals.filter(({ portal }) => query['portal'] === undefined || portal.seed.key === query['portal'])
      return Object.fromEntries(
        asked.map(({ portal, webhookUrl, colleagueUrl }) => {
          const addresses: Readonly<Record<string, JsonValue>> = { webhookUrl, colleagueUrl }
          return [portal.seed.key, addresses[query['what'] ?? ''] ?? portalState(portal, query)]
        }),
      )
    },
    account: (change) =>
      changePortal(
        living.map(({ portal }) => portal),
        change,
      ),
  }
}

async function serve(
  living: Living,
  options: Bitrix24Options,
  index: number,
): Promise<{ server: LoopbackServer; running: RunningPortal }> {
  const { portal } = living
  const server = await listenOnLoopback({
    listener: portalListener(portal, options.sleep),
    port: options.port === undefined || options.port === 0 ? 0 : options.port + index,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
  })
  portal.origin = server.origin
  const [webhookUrl = '', colleagueUrl = ''] = portal.webhooks.map(
    ({ userId, code }) => `${server.origin}/rest/${userId}/${code}/`,
  )
  return { server, running: { portal, origin: server.origin, webhookUrl, colleagueUrl } }
}

/** Starts all portals. Rejects when a wished port is taken; nothing is left running then. */
export async function startBitrix24Practice(options: Bitrix24Options): Promise<RunningBitrix24> {
  const { groups } = options
  const living = PORTALS.map((seed, index) =>
    build(index === 0 && groups !== undefined ? { ...seed, groups } : seed, options),
  )
  const servers: LoopbackServer[] = []
  const portals: RunningPortal[] = []
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.close()))
  }
  try {
    for (const [index, one] of living.entries()) {
      const { server, running } = await serve(one, options, index)
      servers.push(server)
      portals.push(running)
    }
  } catch (error) {
    await close()
    throw error
  }
  const announced = portals.filter(({ portal }) => portal.seed.announced)
  return {
    info: announced.map(({ portal, webhookUrl }) => ({
      webhookUrl,
      name: portal.seed.name,
      lineCodes: portal.world.networkLines.filter((line) => line.joined).map(({ code, name }) => ({ code, name })),
    })),
    hooks: hooksOf(living, portals),
    portals,
    close,
  }
}
