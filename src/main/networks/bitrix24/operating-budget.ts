// The execution time a method may use of a portal in ten minutes, per webhook: known from the answers themselves.
// A method that has used it up is not called until the portal forgets its oldest minute.
import { asObject } from './json'
import type { Clock } from '../ports'
import type { Answered, Call, Failed, Handler, Reply } from './types'

/** Seconds. The documentation's example is 480, the servers' own default 420 (undocumented). */
export const OPERATING_LIMIT_S = 420
/** Where the portal does not tell when: the length of one of its buckets. */
const UNKNOWN_RESET_MS = 60_000

export interface OperatingBudgetOptions {
  readonly clock: Clock
  /** `host[:port]`, told in errors. */
  readonly host: string
}

/**
 * Refuses, unsent, calls of a method whose time is used up: `bitrix24.operationTimeLimit` with `retryAfterMs`.
 * @see https://apidocs.bitrix24.com/limits.html
 */
export function withOperatingBudget({ clock, host }: OperatingBudgetOptions, inner: Handler): Handler {
  const resetAt = new Map<string, number>()
  const blocked = new Map<string, number>()

  const refuse = (phase: Failed['phase'], until: number): Failed => {
    const retryAfterMs = Math.max(0, until - clock())
    const params = { host, seconds: Math.ceil(retryAfterMs / 1000) }
    const error = { code: 'bitrix24.operationTimeLimit', params, retry: 'later' } as const
    return { kind: 'failed', phase, error, transient: false, retryAfterMs }
  }
  const block = (method: string): number => {
    const known = resetAt.get(method) ?? 0
    const until = known > clock() ? known : clock() + UNKNOWN_RESET_MS
    blocked.set(method, until)
    return until
  }
  const learn = (call: Call, reply: Answered): void => {
    for (const [key, method] of Object.entries(call.runs)) {
      const time = reply.times[key]
      if (time === undefined) continue
      resetAt.set(method, clock() + time.resetIn * 1000)
      if (time.operating >= OPERATING_LIMIT_S) block(method)
      else blocked.delete(method)
    }
    for (const key of overrunKeys(call, reply)) block(call.runs[key] ?? '')
  }

  return async (call) => {
    const until = Math.max(0, ...Object.values(call.runs).map((method) => blocked.get(method) ?? 0))
    if (until > clock()) return refuse('notSent', until)
    const reply: Reply = await inner(call)
    if (reply.kind === 'ok') learn(call, reply)
    if (reply.kind !== 'refused' || reply.code !== 'OPERATION_TIME_LIMIT') return reply
    return refuse('refused', Math.max(...Object.values(call.runs).map(block)))
  }
}

function overrunKeys(call: Call, reply: Answered): string[] {
  if (call.method !== 'batch') return []
  const errors = asObject(asObject(reply.result)['result_error'])
  return Object.keys(call.runs).filter((key) => asObject(errors[key])['error'] === 'OPERATION_TIME_LIMIT')
}
