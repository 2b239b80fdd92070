// Starts the whole practice portal: both services, and the control door when asked. For the process and for tests alike.
import { startBitrix24Practice, type RunningBitrix24 } from './bitrix24'
import type { LifeRules } from './bitrix24/life'
import type { BucketRule } from './bitrix24/limits'
import { startBlueskyPractice, type BlueskyPractice } from './bluesky'
import { createArrivalLog } from './arrivals'
import { createPracticeClock, type PracticeClock } from './clock'
import { controlListener } from './control'
import { createFaultQueue } from './faults'
import { listenOnLoopback, type LoopbackServer, type TlsFiles } from './listen'
import { hex, seededRandom } from './random'
import type { ArrivalLog, Clock, FaultQueue, JsonValue, PracticeInfo, Random, ServiceDeps, Sleep } from './types'

export interface PracticeOptions {
  readonly clock: Clock
  /** For webhook codes and passwords. */
  readonly random: Random
  readonly sleep: Sleep
  /** The world's seed; 1 when absent. */
  readonly seed?: number
  /** First of a row of ports: four portals, three Bluesky servers, control. 0 or absent: any free ports. */
  readonly port?: number
  /** How many groups the first portal has; its own number when absent. */
  readonly groups?: number
  /** Opens the control door. */
  readonly control?: boolean
  /** Serves the Bitrix24 portals over https. */
  readonly tls?: TlsFiles
  /** Whether anything happens by itself; nothing when absent. */
  readonly life?: LifeRules
  /** The request limit of every portal; the cloud's when absent. */
  readonly bucket?: BucketRule
  /** How long a Bluesky login takes, milliseconds. */
  readonly loginDelayMs?: number
}

export interface RunningPractice {
  readonly info: PracticeInfo
  readonly bitrix24: RunningBitrix24
  readonly bluesky: BlueskyPractice
  readonly faults: FaultQueue
  readonly arrivals: ArrivalLog
  readonly clock: PracticeClock
  close(): Promise<void>
}

const BLUESKY_PORT_OFFSET = 4
const CONTROL_PORT_OFFSET = 7

function portAt(options: PracticeOptions, offset: number): { port: number } | Record<string, never> {
  return options.port === undefined || options.port === 0 ? {} : { port: options.port + offset }
}

function bitrix24Of(options: PracticeOptions, deps: ServiceDeps): Promise<RunningBitrix24> {
  const { tls, life, bucket, groups } = options
  return startBitrix24Practice({
    ...deps,
    ...portAt(options, 0),
    ...(tls === undefined ? {} : { tls }),
    ...(life === undefined ? {} : { life }),
    ...(bucket === undefined ? {} : { bucket }),
    ...(groups === undefined ? {} : { groups }),
  })
}

function blueskyOf(options: PracticeOptions, deps: ServiceDeps): Promise<BlueskyPractice> {
  const { loginDelayMs, life } = options
  return startBlueskyPractice({
    ...deps,
    ...portAt(options, BLUESKY_PORT_OFFSET),
    ...(life === undefined ? {} : { life }),
    ...(loginDelayMs === undefined ? {} : { loginDelayMs }),
  })
}

interface Services {
  readonly bitrix24: RunningBitrix24
  readonly bluesky: BlueskyPractice
}

async function openControl(
  options: PracticeOptions,
  parts: { readonly services: Services; readonly deps: ServiceDeps; readonly clock: PracticeClock },
): Promise<{ server: LoopbackServer; url: string }> {
  const { services, deps, clock } = parts
  const prefix = `/control-${hex(options.random, 24)}`
  const listener = controlListener(
    {
      clock,
      faults: deps.faults,
      arrivals: deps.arrivals,
      services: { bitrix24: services.bitrix24.hooks, bluesky: services.bluesky.hooks },
      info: () => ({ bitrix24: services.bitrix24.info, bluesky: services.bluesky.info }) as unknown as JsonValue,
    },
    prefix,
  )
  const server = await listenOnLoopback({ listener, ...portAt(options, CONTROL_PORT_OFFSET) })
  return { server, url: `${server.origin}${prefix}/` }
}

/**
 * Starts everything on 127.0.0.1.
 * @returns what the process announces, and the parts for tests in the same process.
 * @throws when a wished port is taken; nothing is left running then.
 */
export async function startPractice(options: PracticeOptions): Promise<RunningPractice> {
  const clock = createPracticeClock(options.clock)
  const deps: ServiceDeps = {
    clock: clock.now,
    random: options.random,
    seed: options.seed ?? 1,
    sleep: options.sleep,
    faults: createFaultQueue({ clock: clock.now, random: seededRandom(options.seed ?? 1) }),
    arrivals: createArrivalLog(),
  }
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    await Promise.all(closers.map((closer) => closer()))
  }
  try {
    const bitrix24 = await bitrix24Of(options, deps)
    closers.push(bitrix24.close)
    const bluesky = await blueskyOf(options, deps)
    closers.push(() => bluesky.close())
    const control =
      options.control === true
        ? await openControl(options, { services: { bitrix24, bluesky }, deps, clock })
        : undefined
    if (control !== undefined) closers.push(control.server.close)
    const info: PracticeInfo = {
      bitrix24: bitrix24.info,
      bluesky: bluesky.info,
      ...(control === undefined ? {} : { control: control.url }),
    }
    return { info, bitrix24, bluesky, faults: deps.faults, arrivals: deps.arrivals, clock, close }
  } catch (error) {
    await close()
    throw error
  }
}
