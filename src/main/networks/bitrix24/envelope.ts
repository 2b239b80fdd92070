// From an HTTP answer to a reply of the REST API. A failure is the presence of the `error` key, whatever it holds.
// Knows envelopes, not methods.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { ErrorCode } from '../../../shared/contract/errors'
import { isObject } from '../../../shared/domain/json-shape'
import { asNumber, asObject, asText } from './json'
import type { Call, Failed, OperatingTime, Reply, WireAnswer } from './types'

/** With these a portal says that it did not run the method, even with a status of 500 or above. */
const REFUSALS = new Set([
  'QUERY_LIMIT_EXCEEDED',
  'OPERATION_TIME_LIMIT',
  'OVERLOAD_LIMIT',
  'PORTAL_DELETED',
  'ACCESS_DENIED',
  'INVALID_CREDENTIALS',
  'NO_AUTH_FOUND',
])

/**
 * Reads an answer. `host` is told in errors.
 * @see https://apidocs.bitrix24.com/api-reference/data-types.html
 */
export function readEnvelope(answer: WireAnswer, call: Call, host: string): Reply {
  const { status } = answer
  const text = answer.body.replace(/^\uFEFF/, '').trim()
  if (!/^[{["\dtfn-]/.test(text))
    return unreadable(status, host, looksLikeMarkup(answer, text) ? 'net.notJson' : 'net.badAnswer')
  const body = parse(text)
  if (!isObject(body)) return unreadable(status, host, 'net.badAnswer')
  if (Object.hasOwn(body, 'error')) return refusal(status, body)
  if (status < 200 || status > 299 || !Object.hasOwn(body, 'result')) return unreadable(status, host, 'net.badAnswer')
  const [total, next] = [asNumber(body['total']), asNumber(body['next'])]
  return {
    kind: 'ok',
    status,
    result: body['result'] ?? null,
    ...(total === undefined ? {} : { total }),
    ...(next === undefined ? {} : { next }),
    times: timesOf(call, body),
  }
}

function looksLikeMarkup(answer: WireAnswer, text: string): boolean {
  return text.startsWith('<') || /html|xml/i.test(answer.contentType)
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

function refusal(status: number, body: JsonObject): Reply {
  const error = body['error']
  const nested = isObject(error)
  const code = (nested ? asText(error['code']) : asText(error)) ?? ''
  const text = (nested ? asText(error['message']) : asText(body['error_description'])) ?? ''
  const certain = REFUSALS.has(code) || (status < 500 && code !== 'WRONG_ENCODING')
  return { kind: 'refused', status, code, text, certain }
}

/** An answer that is not the REST API's: a page of a proxy, a login form, half a JSON. */
function unreadable(status: number, host: string, code: 'net.notJson' | 'net.badAnswer'): Failed {
  const error = (is: ErrorCode): Failed['error'] => ({ code: is, params: { host, status }, retry: 'later' })
  const base = { kind: 'failed', status } as const
  if (status === 429) return { ...base, phase: 'refused', error: error('net.rateLimited'), transient: true }
  if (status === 404 || status === 405 || status === 410) {
    return { ...base, phase: 'refused', error: { ...error('bitrix24.wrongHost'), retry: 'user' }, transient: false }
  }
  if (status === 401)
    return { ...base, phase: 'refused', error: { ...error('bitrix24.noAuth'), retry: 'user' }, transient: false }
  if (status >= 500) return { ...base, phase: 'unknown', error: error('net.serverError'), transient: true }
  return { ...base, phase: status >= 400 ? 'refused' : 'unknown', error: error(code), transient: false }
}

/** `time.operating` of the method, or of each method of a batch. @see https://apidocs.bitrix24.com/limits.html */
function timesOf(call: Call, body: JsonObject): Record<string, OperatingTime> {
  const outer = asObject(body['time'])
  const inner = asObject(asObject(body['result'])['result_time'])
  const entries = Object.keys(call.runs).flatMap((key) => {
    const time = timeOf(call.method === 'batch' ? asObject(inner[key]) : outer, outer)
    return time === undefined ? [] : [[key, time] as const]
  })
  return Object.fromEntries(entries)
}

function timeOf(time: JsonObject, outer: JsonObject): OperatingTime | undefined {
  const operating = asNumber(time['operating'])
  const resetAt = asNumber(time['operating_reset_at'])
  const finish = asNumber(time['finish']) ?? asNumber(outer['finish'])
  if (operating === undefined || resetAt === undefined || finish === undefined) return undefined
  return { operating, resetIn: Math.min(600, Math.max(0, resetAt - finish)) }
}
