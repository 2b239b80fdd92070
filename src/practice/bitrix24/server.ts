// The HTTP side of one portal: reads a request, lets faults and limits have their say, writes the answer. Knows no method.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { PICTURE } from '../arrivals'
import { answerWithFault, sendRendered, wasDone, type FaultedWork, type Rendered } from '../fault-wire'
import type { FaultEffect, JsonObject, Sleep } from '../types'
import { recordArrival } from './arrival'
import { runBatch } from './batch'
import { refuse, type MethodError } from './call'
import { COMMON_HEADERS, errorBody, render, renderVersion3 } from './envelope'
import { pictureAt } from './pictures'
import { findWebhook, runMethod, unknownInVersion3, type Portal } from './portal'
import { parseTarget, readParams, type Target } from './request'
import { systemError, webhookError } from './system-errors'

interface Incoming {
  readonly target: Target
  readonly params: JsonObject
  readonly totalsDelta: number
  /** What the commands' faults ask to be waited before the answer. */
  readonly held: { ms: number }
}

function renderError(error: MethodError): Rendered {
  return { status: error.status, headers: COMMON_HEADERS, body: JSON.stringify(errorBody(error)), error: error.error }
}

/** The way of every request: bucket, address, webhook, method. */
function process(portal: Portal, incoming: Incoming): Rendered {
  const { world } = portal
  const { target } = incoming
  if (!portal.bucket.take()) return renderError(systemError(world, 'QUERY_LIMIT_EXCEEDED'))
  if (target.user === undefined || target.code === undefined) {
    return renderError(systemError(world, target.method.includes('/') ? 'ERROR_METHOD_NOT_FOUND' : 'NO_AUTH_FOUND'))
  }
  const webhook = findWebhook(portal, target.user, target.code)
  if (webhook === undefined) return renderError(systemError(world, 'INVALID_CREDENTIALS'))
  const refused = webhookError(world, webhook.state)
  if (refused !== undefined) return renderError(refused)
  if (target.version === 3) {
    const unknown = unknownInVersion3(target.method)
    return unknown.ok
      ? render(world, { answer: unknown, startedAt: portal.clock(), seconds: 0 })
      : renderVersion3(unknown)
  }
  const request = { webhook, method: target.method, params: incoming.params }
  const finished = target.method === 'batch' ? runBatch(portal, request) : runMethod(portal, request)
  incoming.held.ms = finished.heldMs ?? 0
  return render(world, finished, incoming.totalsDelta)
}

function workOf(portal: Portal, incoming: Incoming, sleep: Sleep): FaultedWork {
  return {
    sleep,
    async process() {
      const rendered = process(portal, incoming)
      if (incoming.held.ms > 0) await sleep(incoming.held.ms)
      return rendered
    },
    renderError: (effect) => {
      const rendered = renderError(refuse(effect.error, effect.description ?? '', effect.status))
      return { ...rendered, headers: { ...rendered.headers, ...effect.headers } }
    },
  }
}

async function serve(
  portal: Portal,
  exchange: { request: IncomingMessage; response: ServerResponse; sleep: Sleep },
): Promise<void> {
  const { request, response, sleep } = exchange
  const url = new URL(request.url ?? '/', 'http://portal.invalid')
  const target = parseTarget(url.pathname)
  if (target === undefined) {
    if (servePicture(portal, { request, response, path: url.pathname })) return
    response
      .writeHead(404, { 'content-type': 'text/html; charset=utf-8' })
      .end('<html><body><h1>404 Not Found</h1></body></html>')
    return
  }
  if (request.method === 'OPTIONS') {
    response.writeHead(200, { ...COMMON_HEADERS, 'access-control-allow-headers': 'origin, content-type, accept' }).end()
    return
  }
  const params = await readParams(request, url.search)
  portal.catchUp()
  const fault = portal.faults.take({ service: 'bitrix24', portal: portal.seed.key, method: target.method })
  const effect: FaultEffect | undefined = fault?.effect
  const incoming = { target, params, totalsDelta: effect?.kind === 'totals' ? effect.delta : 0, held: { ms: 0 } }
  const work = workOf(portal, incoming, sleep)
  const arrived = { method: target.method, params, command: false }
  if (fault === undefined) {
    const rendered = await work.process()
    recordArrival(portal, {
      ...arrived,
      processed: wasDone(rendered),
      status: rendered.status,
      ...errorOf(rendered),
    })
    sendRendered(response, rendered)
    return
  }
  const outcome = await answerWithFault(response, fault, work)
  recordArrival(portal, {
    ...arrived,
    processed: outcome.processed,
    status: outcome.status,
    ...errorOf(outcome),
    fault: effect?.kind ?? 'delay',
  })
}

/** Whoever knows the address gets the picture: no webhook is asked for. */
function servePicture(
  portal: Portal,
  { request, response, path }: { request: IncomingMessage; response: ServerResponse; path: string },
): boolean {
  const picture = request.method === 'GET' ? pictureAt(portal.world, path) : undefined
  if (picture === undefined) return false
  recordArrival(portal, { method: PICTURE, params: { path }, command: false, processed: true, status: 200 })
  response.writeHead(200, { 'content-type': 'image/png', 'cache-control': 'max-age=2592000' }).end(picture)
  return true
}

function errorOf(outcome: { readonly error?: string }): { readonly error?: string } {
  return outcome.error === undefined ? {} : { error: outcome.error }
}

/** @returns the listener of one portal's server; an unexpected failure answers 500 as the service does. */
export function portalListener(portal: Portal, sleep: Sleep): RequestListener {
  return (request, response) => {
    serve(portal, { request, response, sleep }).catch(() => {
      if (response.headersSent || response.destroyed) {
        response.destroy()
        return
      }
      sendRendered(response, renderError(refuse('INTERNAL_SERVER_ERROR', 'Internal server error', 500)))
    })
  }
}
