// The door for tests: takes faults, tells what arrived, moves time, changes accounts. Never opened in the installed app.
// Its address holds a random part, so that no web page can guess it.
import type { IncomingMessage, RequestListener } from 'node:http'
import * as v from 'valibot'
import { sendRendered } from './fault-wire'
import { parseFault } from './fault-schema'
import { readBody } from './http-body'
import type { PracticeClock } from './clock'
import type { AdvanceStep, ArrivalLog, FaultQueue, JsonObject, JsonValue, PracticeService, ServiceHooks } from './types'

const BODY_LIMIT = 4 * 1024 * 1024

export interface ControlParts {
  readonly clock: PracticeClock
  readonly faults: FaultQueue
  readonly arrivals: ArrivalLog
  readonly services: Readonly<Record<PracticeService, ServiceHooks>>
  readonly info: () => JsonValue
}

interface Asked {
  readonly query: Readonly<Record<string, string>>
  readonly body: JsonValue
}

type Reply = { readonly status: number; readonly body: JsonValue }
type Route = (parts: ControlParts, asked: Asked) => Reply

const done = (body: JsonValue = {}): Reply => ({ status: 200, body })
const wrong = (reason: string): Reply => ({ status: 400, body: { error: reason } })

function isService(name: string | undefined): name is PracticeService {
  return name === 'bitrix24' || name === 'bluesky'
}

function asObject(value: JsonValue): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

/** All or none: a wrong fault adds nothing. */
function addFaults(parts: ControlParts, { body }: Asked): Reply {
  const parsed = (Array.isArray(body) ? body : [body]).map(parseFault)
  const ids: string[] = []
  for (const entry of parsed) if (!entry.ok) return wrong(entry.reason)
  for (const entry of parsed) if (entry.ok) ids.push(parts.faults.add(entry.fault))
  return done({ ids })
}

function arrived(parts: ControlParts, { query }: Asked): Reply {
  const { service, portal, method } = query
  const entries = parts.arrivals.list({
    ...(isService(service) ? { service } : {}),
    ...(portal === undefined ? {} : { portal }),
    ...(method === undefined ? {} : { method }),
  })
  return done({ counts: parts.arrivals.counts(), arrived: entries.map((entry) => ({ ...entry })) })
}

const StepSchema = v.strictObject({
  ms: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
  steps: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000))),
  decide: v.optional(v.picklist(['accept', 'decline'])),
})

function advance(parts: ControlParts, { body }: Asked): Reply {
  const parsed = v.safeParse(StepSchema, body)
  if (!parsed.success) return wrong(v.summarize(parsed.issues))
  const { ms, steps, decide } = parsed.output
  parts.clock.advance(ms)
  const step: AdvanceStep = {
    ms,
    ...(steps === undefined ? {} : { steps }),
    ...(decide === undefined ? {} : { decide }),
  }
  for (const hooks of Object.values(parts.services)) hooks.advance(step)
  return done({ now: new Date(parts.clock.now()).toISOString() })
}

function state(parts: ControlParts, { query }: Asked): Reply {
  const { service, ...rest } = query
  if (isService(service)) return done(parts.services[service].state(rest))
  return done({ bitrix24: parts.services.bitrix24.state(rest), bluesky: parts.services.bluesky.state(rest) })
}

function accounts(parts: ControlParts, { body }: Asked): Reply {
  const { service = 'bitrix24', ...change } = asObject(body)
  if (typeof service !== 'string' || !isService(service)) return wrong('service is bitrix24 or bluesky')
  const result = parts.services[service].account(change)
  return result.ok ? done() : wrong(result.reason)
}

function reset(parts: ControlParts): Reply {
  parts.faults.clear()
  parts.arrivals.clear()
  for (const hooks of Object.values(parts.services)) hooks.reset()
  return done()
}

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /': (parts) => done({ info: parts.info(), routes: Object.keys(ROUTES) }),
  'POST /faults': addFaults,
  'GET /faults': (parts) => done(parts.faults.list() as unknown as JsonValue),
  'DELETE /faults': (parts) => (parts.faults.clear(), done()),
  'GET /arrived': arrived,
  'DELETE /arrived': (parts) => (parts.arrivals.clear(), done()),
  'POST /reset': reset,
  'POST /advance': advance,
  'GET /state': state,
  'POST /accounts': accounts,
}

async function bodyOf(request: IncomingMessage): Promise<JsonValue | undefined> {
  const body = await readBody(request, BODY_LIMIT)
  if (body === undefined) return undefined
  if (body.length === 0) return {}
  try {
    return JSON.parse(body.toString('utf8')) as JsonValue
  } catch {
    return undefined
  }
}

async function reply(parts: ControlParts, request: IncomingMessage, prefix: string): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://control.invalid')
  if (url.pathname !== prefix && !url.pathname.startsWith(`${prefix}/`))
    return { status: 404, body: { error: 'unknown address' } }
  const path = `/${url.pathname
    .slice(prefix.length)
    .split('/')
    .filter((part) => part !== '')
    .join('/')}`
  const key = `${request.method ?? 'GET'} ${path}`
  const route = Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined
  if (route === undefined) return { status: 404, body: { error: `no route ${key}`, routes: Object.keys(ROUTES) } }
  const body = await bodyOf(request)
  if (body === undefined) return wrong('the body is not JSON')
  return route(parts, { query: Object.fromEntries(url.searchParams), body })
}

/** @param prefix the secret first part of every path, with a leading slash. */
export function controlListener(parts: ControlParts, prefix: string): RequestListener {
  return (request, response) => {
    reply(parts, request, prefix)
      .catch((error: unknown): Reply => ({
        status: 500,
        body: { error: error instanceof Error ? error.message : 'failed' },
      }))
      .then(({ status, body }) =>
        sendRendered(response, { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      )
      .catch(() => response.destroy())
  }
}
