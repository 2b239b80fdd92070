// Helps the contract tests: a practice portal started by itself, raw requests over undici, a certificate for the SDK.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, request, type Dispatcher } from 'undici'
import { createArrivalLog } from '../../../src/practice/arrivals'
import { startBitrix24Practice, type RunningBitrix24, type RunningPortal } from '../../../src/practice/bitrix24'
import type { LifeRules } from '../../../src/practice/bitrix24/life'
import { createPracticeClock, type PracticeClock } from '../../../src/practice/clock'
import { createFaultQueue } from '../../../src/practice/faults'
import type { TlsFiles } from '../../../src/practice/listen'
import { seededRandom } from '../../../src/practice/random'
import type { ArrivalLog, FaultQueue, JsonObject } from '../../../src/practice/types'

/** A fixed start, so that every run sees the same world. */
export const START = Date.parse('2026-03-02T09:00:00Z')

export interface Envelope {
  readonly result?: unknown
  readonly total?: number
  readonly next?: number
  readonly time?: Readonly<Record<string, unknown>>
  readonly error?: unknown
  readonly error_description?: string
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  readonly json: Envelope
}

export interface Bench {
  readonly bitrix24: RunningBitrix24
  readonly faults: FaultQueue
  readonly arrivals: ArrivalLog
  readonly clock: PracticeClock
  portal(key: string): RunningPortal
  /** Calls a method of the portal `acme` unless told otherwise: POST with a JSON body. */
  call(method: string, params?: JsonObject, portal?: string): Promise<Answer>
  /** The result of a call that must succeed. */
  result<T>(method: string, params?: JsonObject, portal?: string): Promise<T>
  close(): Promise<void>
}

/** One connection per request, so that a reset of one test cannot reach another. */
const agent = new Agent({ pipelining: 0, keepAliveTimeout: 1, keepAliveMaxTimeout: 1 })

type RawOptions = Pick<Dispatcher.RequestOptions, 'method' | 'body'> & { readonly headers?: Record<string, string> }

/** A raw request; a body that is not JSON gives an empty envelope. */
export async function raw(url: string, options: Partial<RawOptions> = {}): Promise<Answer> {
  const response = await request(url, { method: 'GET', dispatcher: agent, ...options })
  const text = await response.body.text()
  return { status: response.statusCode, headers: response.headers, text, json: parse(text) }
}

function parse(text: string): Envelope {
  try {
    return JSON.parse(text) as Envelope
  } catch {
    return {}
  }
}

export function postJson(url: string, body: unknown): Promise<Answer> {
  return raw(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
}

export interface BenchOptions {
  readonly life?: LifeRules
  readonly tls?: TlsFiles
  /** Keeps the request limit of the cloud. */
  readonly limited?: boolean
  /** How many groups `acme` has. */
  readonly groups?: number
}

/** Starts all portals at `START`; nothing moves but by `clock.advance`. */
export async function startBench(options: BenchOptions = {}): Promise<Bench> {
  const clock = createPracticeClock(() => START)
  const faults = createFaultQueue({ clock: clock.now, random: seededRandom(7) })
  const arrivals = createArrivalLog()
  const bitrix24 = await startBitrix24Practice({
    clock: clock.now,
    random: seededRandom(7),
    seed: 1,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    faults,
    arrivals,
    bucket: { enabled: options.limited === true, burst: 50, perSecond: 2 },
    ...(options.groups === undefined ? {} : { groups: options.groups }),
    ...(options.life === undefined ? {} : { life: options.life }),
    ...(options.tls === undefined ? {} : { tls: options.tls }),
  })
  const portal = (key: string): RunningPortal => {
    const found = bitrix24.portals.find((candidate) => candidate.portal.seed.key === key)
    if (found === undefined) throw new Error(`no portal ${key}`)
    return found
  }
  const call = (method: string, params: JsonObject = {}, key = 'acme'): Promise<Answer> =>
    postJson(`${portal(key).webhookUrl}${method}`, params)
  return {
    bitrix24,
    faults,
    arrivals,
    clock,
    portal,
    call,
    async result<T>(method: string, params: JsonObject = {}, key = 'acme'): Promise<T> {
      const answer = await call(method, params, key)
      if (answer.status !== 200) throw new Error(`${method}: ${answer.status} ${answer.text}`)
      return answer.json.result as T
    },
    close: bitrix24.close,
  }
}

/** The id of a fixed group by the beginning of its name. */
export function groupNamed(bench: Bench, name: string, key = 'acme'): number {
  const group = [...bench.portal(key).portal.world.groups.values()].find((candidate) => candidate.name.startsWith(name))
  if (group === undefined) throw new Error(`no group ${name}`)
  return group.id
}

/** A self-signed certificate for 127.0.0.1, made for this run by openssl. */
export function makeCertificate(): TlsFiles {
  const folder = mkdtempSync(join(tmpdir(), 'practice-tls-'))
  const key = join(folder, 'key.pem')
  const cert = join(folder, 'cert.pem')
  const subject = ['-subj', '/CN=practice', '-addext', 'subjectAltName=IP:127.0.0.1']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
  try {
    execFileSync(
      'openssl',
      ['req', '-x509', ...curve, '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
      {
        stdio: 'pipe',
      },
    )
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
