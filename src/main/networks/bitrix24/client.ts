// What the ports call: one method, or a batch of reads. Turns replies into results with our error codes.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { AppError } from '../../../shared/contract/result'
import type { OutgoingFile } from '../ports'
import { encodeCommands, portions, readCommand } from './batch'
import type { Command, CommandAnswer, Commands } from './batch'
import { explain } from './error-table'
import { kindOf } from './methods'
import type { ReadMethod, WriteMethod } from './methods'
import type { Call, Handler, Lane, Phase, Reply } from './types'

export interface CallOptions {
  /** Default: `interactive`. */
  readonly lane?: Lane
  readonly signal?: AbortSignal
  /** A file that goes along as `fields.content`. */
  readonly file?: OutgoingFile
}

export interface Done {
  readonly ok: true
  readonly data: JsonValue
  readonly total?: number
  readonly next?: number
  /** The portal answered from this host instead. */
  readonly movedTo?: string
}

export interface NotDone {
  readonly ok: false
  readonly error: AppError
  /** `notSent` and `refused`: nothing was done. `unknown`: a write may have been done nevertheless. */
  readonly outcome: Phase
  /** It never left or the portal was busy: the same call may work later. */
  readonly retryable: boolean
  readonly retryAfterMs?: number
  /** The portal's own code, for rules of one method; never shown. */
  readonly portalCode?: string
}

export type CallResult = Done | NotDone
export type BatchResult<K extends string> =
  { readonly ok: true; readonly data: Readonly<Record<K, CallResult>>; readonly movedTo?: string } | NotDone

export interface Client {
  /** Calls one method once, in the sense of the retry rules. Never throws. */
  call(method: ReadMethod | WriteMethod, params?: JsonObject, options?: CallOptions): Promise<CallResult>
  /**
   * Reads in as few requests as possible, fifty commands each, one request after another. Fails as a whole only where
   * a request does; a failing command is in its own entry.
   */
  batch<K extends string>(commands: Readonly<Record<K, Command>>, options?: CallOptions): Promise<BatchResult<K>>
}

/** `host` is told in errors. */
export function createClient(send: Handler, host: string): Client {
  const call: Client['call'] = async (method, params = {}, options = {}) => {
    const one = makeCall({ method, params, runs: { [method]: method } }, options)
    return toResult(one, await send(one), host)
  }

  const batch = async (commands: Commands, options: CallOptions = {}): Promise<BatchResult<string>> => {
    const data: Record<string, CallResult> = {}
    let movedTo: string | undefined
    for (const portion of portions(commands)) {
      const runs = Object.fromEntries(Object.entries(portion).map(([key, { method }]) => [key, method]))
      const one = makeCall({ method: 'batch', params: { halt: 0, cmd: encodeCommands(portion) }, runs }, options)
      const result = toResult(one, await send(one), host)
      if (!result.ok) return result
      movedTo = result.movedTo ?? movedTo
      for (const [key, { method }] of Object.entries(portion)) {
        data[key] = commandResult(method, readCommand(result.data, key), host)
      }
    }
    return { ok: true, data, ...(movedTo === undefined ? {} : { movedTo }) }
  }
  return { call, batch }
}

function makeCall(
  what: Pick<Call, 'method' | 'params' | 'runs'>,
  { lane = 'interactive', ...rest }: CallOptions,
): Call {
  const kind = what.method === 'batch' ? 'read' : kindOf(what.method)
  return { ...what, kind, lane, ...rest }
}

function toResult(call: Call, reply: Reply, host: string): CallResult {
  switch (reply.kind) {
    case 'ok': {
      const { result: data, total, next, movedTo } = reply
      return {
        ok: true,
        data,
        ...(total === undefined ? {} : { total }),
        ...(next === undefined ? {} : { next }),
        ...(movedTo === undefined ? {} : { movedTo }),
      }
    }
    case 'refused': {
      const error = explain(call.method, reply, host)
      const retryable = reply.code === 'QUERY_LIMIT_EXCEEDED'
      return { ok: false, error, outcome: reply.certain ? 'refused' : 'unknown', retryable, portalCode: reply.code }
    }
    case 'failed': {
      const { phase: outcome, error, retryAfterMs } = reply
      const retryable = outcome !== 'unknown' && error.retry === 'later' && error.code !== 'net.cancelled'
      return { ok: false, error, outcome, retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
    }
  }
}

function commandResult(method: string, answer: CommandAnswer, host: string): CallResult {
  switch (answer.kind) {
    case 'ok': {
      const { kind: _, result: data, ...rest } = answer
      return { ok: true, data, ...rest }
    }
    case 'refused': {
      const error = explain(method, { ...answer, status: 400 }, host)
      return { ok: false, error, outcome: 'refused', retryable: false, portalCode: answer.code }
    }
    case 'missing':
      return {
        ok: false,
        error: { code: 'net.badAnswer', params: { host }, retry: 'later' },
        outcome: 'unknown',
        retryable: false,
      }
  }
}
