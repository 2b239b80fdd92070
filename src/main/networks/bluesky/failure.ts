// Reads a failed XRPC call: which of our errors it is, and whether a write can have been carried out all the same.
// https://atproto.com/specs/xrpc#error-responses
import { isXrpcErrorPayload } from '@atproto/lex'
import type { XrpcFailure } from '@atproto/lex'
import type { ErrorCode } from '../../../shared/contract/errors'
import type { AppError, ErrorParams, Retry } from '../../../shared/contract/result'
import { toTransportError, type TransportError } from './net-errors'

/**
 * `refused`: the service said no, nothing was done. `neverSent`: it did not arrive. `unknown`: it may have been done.
 */
export type FailureKind = 'refused' | 'neverSent' | 'unknown'

export interface CallFailure {
  readonly kind: FailureKind
  readonly error: AppError
  /** A read may be tried again soon. */
  readonly passing: boolean
  /** The error's name on the wire, for the log; never shown. */
  readonly name: string
  readonly status: number | undefined
}

/** The error names a method declares, with what they mean for us. */
export type DeclaredErrors = Readonly<Record<string, ErrorCode>>

export interface ReadingOptions {
  /** The host that was called: every `net.*` sentence names it. */
  readonly host: string
  /** What the error names of the called method mean. */
  readonly declared?: DeclaredErrors
}

export const appError = (code: ErrorCode, retry: Retry, params: ErrorParams = {}): AppError => ({ code, params, retry })

const NEEDS_USER = new Set<ErrorCode>(['net.tls', 'net.httpNotAllowed', 'net.badCa', 'net.tlsPinMismatch'])

/** Our error for a connection that failed. */
export function netError(cause: TransportError): AppError {
  return appError(cause.code, NEEDS_USER.has(cause.code) ? 'user' : 'later', { host: cause.host })
}

// Names that mean the same whichever method answers them.
const COMMON: Readonly<Record<string, readonly [ErrorCode, Retry]>> = {
  AccountNotFound: ['bluesky.signedOut', 'user'],
  AccountTakedown: ['bluesky.takenDown', 'user'],
  AccountSuspended: ['bluesky.takenDown', 'user'],
  AccountDeactivated: ['bluesky.deactivated', 'user'],
  XRPCNotSupported: ['bluesky.chatUnavailable', 'later'],
  MethodNotImplemented: ['bluesky.chatUnavailable', 'later'],
  // A signed-in call answers this only when the refresh before it failed for a passing reason; the session is still good.
  ExpiredToken: ['bluesky.temporarilyOffline', 'later'],
}

/** An app password made without "allow access to your direct messages"; the session itself is good. */
export function isNoDmAccess(failure: { readonly error: string; readonly message: string }): boolean {
  return failure.error === 'InvalidToken' && /bad token (?:method|scope)/i.test(failure.message)
}

const safeName = (name: string): string => (/^\w{1,64}$/.test(name) ? name : 'Unknown')

type Reading = readonly [FailureKind, AppError, boolean]

/** From 500 up the request may have reached the chat service: a 502 was seen after the work had been done. */
function fromServerError(status: number, isXrpc: boolean): Reading {
  const code = status === 502 && isXrpc ? 'bluesky.chatUnavailable' : 'bluesky.temporarilyOffline'
  return ['unknown', appError(code, 'later'), true]
}

function fromRefusal(failure: { error: string; message: string }, declared: DeclaredErrors): Reading {
  if (isNoDmAccess(failure)) return ['refused', appError('bluesky.noDmAccess', 'user'), false]
  const own = Object.hasOwn(declared, failure.error) ? declared[failure.error] : undefined
  if (own) return ['refused', appError(own, 'never'), false]
  const common = Object.hasOwn(COMMON, failure.error) ? COMMON[failure.error] : undefined
  if (common) return ['refused', appError(common[0], common[1]), failure.error === 'ExpiredToken']
  // The PDS could not find the chat service: the setting or its DID document is wrong, not the request.
  if (/proxy (?:header|did)/i.test(failure.message)) {
    return ['refused', appError('bluesky.chatUnavailable', 'later'), false]
  }
  return ['refused', appError('bluesky.refused', 'never', { name: safeName(failure.error) }), false]
}

function fromStatus(status: number, failure: XrpcFailure, { host, declared = {} }: ReadingOptions): Reading {
  // Redirects are not followed with a token in hand; they come from a network that wants its own sign-in first.
  if (status >= 300 && status < 400) return ['refused', appError('net.notJson', 'later', { host }), false]
  if (status === 429) return ['refused', appError('net.rateLimited', 'later', { host }), false]
  if (status === 408 || (status >= 500 && status !== 501)) {
    const payload = 'payload' in failure ? failure.payload : undefined
    return fromServerError(status, isXrpcErrorPayload(payload))
  }
  if (status >= 400) return fromRefusal(failure, declared)
  // A success that cannot be read: whatever was asked for was probably done.
  const json = 'payload' in failure && failure.payload?.encoding === 'application/json'
  return ['unknown', appError(json ? 'net.badAnswer' : 'net.notJson', 'later', { host }), false]
}

function reading(failure: XrpcFailure, options: ReadingOptions): Reading {
  if ('response' in failure) return fromStatus(failure.response.status, failure, options)
  if (failure.name !== 'XrpcFetchError') return ['neverSent', appError('internal', 'never'), false]
  const cause = toTransportError(failure.cause, options.host)
  return [cause.phase, netError(cause), cause.code !== 'net.cancelled' && cause.code !== 'net.httpNotAllowed']
}

/** Classifies a failed call. */
export function readFailure(failure: XrpcFailure, options: ReadingOptions): CallFailure {
  const [kind, error, passing] = reading(failure, options)
  const status = 'response' in failure ? failure.response.status : undefined
  return { kind, error, passing, name: safeName(failure.error), status }
}
