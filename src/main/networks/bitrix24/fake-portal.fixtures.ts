// A portal that answers from a script, for tests of the ports: no HTTP, no limits, a clock that moves by itself.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { Clock } from '../ports'
import type { Command } from './batch'
import { createClient } from './client'
import type { CallResult } from './client'
import { readCommand } from './batch'
import { explain } from './error-table'
import { MessageEcho } from './message-echo'
import { kindOf } from './methods'
import { pictureAddress } from './picture-address'
import type { Portal } from './portal'
import { Scopes } from './scopes'
import type { Failed, Reply } from './types'
import { memoryStore } from './virtual-time.fixtures'
import { netFailure } from './wire-errors'

/** Answers one method; `refuse(…)`, `lost()` and `unsent()` make failures. */
export type Answer = JsonValue | Scripted
export interface Scripted {
  readonly scripted: Reply
}

export const refuse = (code: string, text = '', status = 400): Scripted => ({
  scripted: { kind: 'refused', status, code, text, certain: true },
})
export const failWith = (failed: Failed): Scripted => ({ scripted: failed })
export const lost = (): Scripted => failWith(netFailure('net.reset', 'unknown', 'h'))
export const unsent = (): Scripted => failWith(netFailure('net.refused', 'notSent', 'h'))
export const page = (result: JsonValue, total: number, next?: number): Scripted => ({
  scripted: { kind: 'ok', status: 200, result, total, ...(next === undefined ? {} : { next }), times: {} },
})

export type Script = (method: string, params: JsonObject) => Answer

export interface FakePortal {
  readonly portal: Portal
  /** Methods in the order they ran, those inside batches included. */
  readonly ran: string[]
  /** Writes with their parameters. */
  readonly writes: (readonly [method: string, params: JsonObject])[]
  /** HTTP requests. */
  readonly requests: string[][]
  readonly slept: number[]
}

export function fakePortal(
  script: Script,
  missing: readonly string[] = [],
  clock: Clock = () => 1_700_000_000_000,
): FakePortal {
  const ran: string[] = []
  const writes: [string, JsonObject][] = []
  const requests: string[][] = []
  const slept: number[] = []
  const reply = (method: string, params: JsonObject): Reply => {
    ran.push(method)
    if (kindOf(method) === 'write') writes.push([method, params])
    const answer = script(method, params)
    if (typeof answer === 'object' && answer !== null && !Array.isArray(answer) && 'scripted' in answer)
      return (answer as Scripted).scripted
    return { kind: 'ok', status: 200, result: answer, times: {} }
  }
  const single = createClient((call) => {
    requests.push([call.method])
    return Promise.resolve(reply(call.method, call.params))
  }, 'h')
  const batch = (commands: Record<string, Command>): unknown => {
    requests.push(Object.values(commands).map(({ method }) => method))
    const data: Record<string, CallResult> = {}
    for (const [key, { method, params = {} }] of Object.entries(commands)) {
      const one = reply(method, params)
      if (one.kind === 'failed') return { ok: false, error: one.error, outcome: one.phase, retryable: false }
      data[key] = toEntry(method, one)
    }
    return { ok: true, data }
  }
  const state = memoryStore()
  const portal: Portal = {
    client: { call: single.call, batch: ((commands) => Promise.resolve(batch(commands))) as Portal['client']['batch'] },
    host: 'h',
    userId: '7',
    scopes: new Scopes(missing),
    clock,
    timers: { sleep: (ms) => Promise.resolve(void slept.push(ms)) },
    state,
    echo: new MessageEcho({ host: 'h', state, clock }),
    picture: pictureAddress(() => ({ origin: 'https://h', secret: 'c0de' })),
  }
  return { portal, ran, writes, requests, slept }
}

/** As the real client reads a command of a batch. */
function toEntry(method: string, reply: Exclude<Reply, Failed>): CallResult {
  if (reply.kind === 'refused') {
    const error = explain(method, { ...reply, status: 400 }, 'h')
    return { ok: false, error, outcome: 'refused', retryable: false, portalCode: reply.code }
  }
  const numbers = { ...(reply.total === undefined ? {} : { a: reply.total }) }
  const next = { ...(reply.next === undefined ? {} : { a: reply.next }) }
  const read = readCommand(
    { result: { a: reply.result }, result_error: [], result_total: numbers, result_next: next },
    'a',
  )
  if (read.kind !== 'ok') throw new Error('a scripted answer must be readable')
  const { kind: _, result: data, ...rest } = read
  return { ok: true, data, ...rest }
}
