// The one shape all handlers of the Bitrix24 client have: a call goes in, a reply comes out, nothing is thrown.
// Each handler wraps another and knows nothing of the rest.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { AppError } from '../../../shared/contract/result'
import type { OutgoingFile } from '../ports'
import type { StreamBody } from './upload-body'

/** What a person waits for goes before what the app does by itself. */
export type Lane = 'interactive' | 'background'

export interface Call {
  /** Method of the REST API, or `batch`. */
  readonly method: string
  readonly params: JsonObject
  /** A write may change something on the portal: it is repeated only where it provably was not done. */
  readonly kind: 'read' | 'write'
  readonly lane: Lane
  /** The methods that run on the portal: of a batch, those inside it by key. */
  readonly runs: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Goes along as `fields.content`, in base64. */
  readonly file?: OutgoingFile
}

/**
 * `notSent`: no byte of the request left. `refused`: a server said by its HTTP status that it did not take the request.
 * In both nothing was done. `unknown`: it may have been done.
 */
export type Phase = 'notSent' | 'refused' | 'unknown'

/** What a method has used of its execution time, from `time` of an answer. */
export interface OperatingTime {
  /** Seconds used in the current ten minutes. */
  readonly operating: number
  /** Seconds from the answer until the oldest minute is forgotten. */
  readonly resetIn: number
}

export interface Answered {
  readonly kind: 'ok'
  readonly status: number
  readonly result: JsonValue
  readonly total?: number
  readonly next?: number
  /** By key of `Call.runs`. */
  readonly times: Readonly<Record<string, OperatingTime>>
  /** Set when the portal answered from a new address: the host it now has. */
  readonly movedTo?: string
}

/** The portal answered with an error: the `error` key was there, whatever it held. */
export interface Refused {
  readonly kind: 'refused'
  readonly status: number
  /** As the portal sent it; may be empty. */
  readonly code: string
  /** As the portal sent it; may be empty or in the portal's language. For the table and the log only. */
  readonly text: string
  /** False where the portal failed rather than refused, so that a write may have been done. */
  readonly certain: boolean
}

/** No answer, or none that can be read. */
export interface Failed {
  readonly kind: 'failed'
  readonly phase: Phase
  readonly error: AppError
  readonly status?: number
  /** The same call may work soon: the network or the server faltered. */
  readonly transient: boolean
  readonly retryAfterMs?: number
}

export type Reply = Answered | Refused | Failed
export type Handler = (call: Call) => Promise<Reply>

/** One HTTP exchange, below the REST API. */
export interface WireRequest {
  readonly origin: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | StreamBody
  readonly signal?: AbortSignal
}

export interface WireAnswer {
  readonly kind: 'answer'
  readonly status: number
  readonly contentType: string
  readonly location: string | undefined
  readonly body: string
}

export type WireReply = WireAnswer | Failed
export type Wire = (request: WireRequest) => Promise<WireReply>

/** A call that was given up by its caller. */
export function cancelled(phase: Phase): Failed {
  return { kind: 'failed', phase, error: { code: 'net.cancelled', params: {}, retry: 'later' }, transient: false }
}
