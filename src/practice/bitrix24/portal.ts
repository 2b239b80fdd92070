// One practice portal at run time: its world, webhooks and limits, and the way a single method call goes through them.
import type { ArrivalLog, Clock, FaultQueue, JsonObject } from '../types'
import { isHere, refuse, type MethodAnswer, type MethodTable } from './call'
import { createBucket, createOperatingTimes, type Bucket, type OperatingReport, type OperatingTimes } from './limits'
import { upperKeys } from './params'
import { systemError } from './system-errors'
import type { PortalSeed } from './seed/portals'
import type { Webhook, World } from './world-types'

export interface Portal {
  readonly seed: PortalSeed
  readonly clock: Clock
  readonly faults: FaultQueue
  readonly arrivals: ArrivalLog
  readonly methods: MethodTable
  readonly webhooks: readonly Webhook[]
  readonly bucket: Bucket
  readonly operating: OperatingTimes
  /** `http://127.0.0.1:PORT`, known once it is served. */
  origin: string
  /** Replaced as a whole by a reset. */
  world: World
  /** Lets the world catch up with the clock: customers write, moderators decide. */
  catchUp(): void
}

export interface MethodRequest {
  readonly webhook: Webhook
  readonly method: string
  readonly params: JsonObject
}

export interface Finished {
  readonly answer: MethodAnswer
  /** Unix milliseconds. */
  readonly startedAt: number
  /** Simulated working time, seconds. */
  readonly seconds: number
  readonly report?: OperatingReport
  /** Milliseconds that faults of commands hold the answer back. */
  readonly heldMs?: number
}

/** What a call costs of the method's time budget, seconds. Writes are dearer, as on the service. */
function costOf(method: string): number {
  return /\.(request|add|join|answer|skip|finish|transfer|intercept|confirm)$/.test(method) ? 0.12 : 0.03
}

/** Extra scopes that open a method besides its own: `user` is the wide form of `user_brief`. */
function inScope(scopes: readonly string[], webhook: Webhook): boolean {
  return scopes.length === 0 || scopes.some((scope) => webhook.scopes.includes(scope))
}

/** Runs one method for a webhook that has been let in; never throws for bad input. */
export function runMethod(portal: Portal, request: MethodRequest): Finished {
  const { world, methods } = portal
  const startedAt = portal.clock()
  const stop = (answer: MethodAnswer): Finished => ({ answer, startedAt, seconds: 0 })
  const method = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined
  if (method === undefined || !isHere(method, world)) {
    return stop(systemError(world, 'ERROR_METHOD_NOT_FOUND'))
  }
  if (!inScope(method.scopes, request.webhook)) return stop(systemError(world, 'insufficient_scope'))
  const key = `${request.webhook.code}:${request.method}`
  if (!portal.operating.allows(key)) return stop(systemError(world, 'OPERATION_TIME_LIMIT'))
  const answer = method.run({
    world,
    userId: request.webhook.userId,
    webhook: request.webhook,
    now: startedAt,
    origin: portal.origin,
    params: method.anyCase === true ? upperKeys(request.params) : request.params,
  })
  const seconds = costOf(request.method)
  return { answer, startedAt, seconds, report: portal.operating.spend(key, seconds) }
}

/** Finds the webhook of an address; the user part may be a login instead of a number (undocumented). */
export function findWebhook(portal: Portal, user: string, code: string): Webhook | undefined {
  return portal.webhooks.find((webhook) => {
    const login = portal.world.people.get(webhook.userId)?.email.split('@')[0]
    return webhook.code === code && (String(webhook.userId) === user || login === user)
  })
}

/** REST 3.0 knows none of the methods served here. https://apidocs.bitrix24.com/api-reference/rest-v3.html */
export function unknownInVersion3(method: string): MethodAnswer {
  return refuse('BITRIX_REST_V3_EXCEPTION_UNKNOWNMETHODEXCEPTION', `Unknown method: ${method}`, 404)
}

export function makePortal(parts: Omit<Portal, 'bucket' | 'operating'>): Portal {
  return { ...parts, bucket: createBucket(parts.clock), operating: createOperatingTimes(parts.clock) }
}
