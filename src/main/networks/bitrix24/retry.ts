// When a call is made again. Reads: after busy, server and network failures. Writes: only where they provably were not
// done, and never after an unknown outcome.
import type { Timers } from '../ports'
import type { Call, Failed, Handler, Lane, Reply } from './types'
import { cancelled } from './types'

export interface RetryOptions {
  readonly timers: Timers
  /** In [0, 1). */
  readonly random: () => number
}

const ATTEMPTS: Readonly<Record<Lane, number>> = { interactive: 3, background: 5 }
const FIRST_DELAY_MS: Readonly<Record<Lane, number>> = { interactive: 400, background: 1_000 }
/** The bucket gives one request per half second; the portal's other users want theirs too. */
const BUSY_DELAY_MS = 1_500
const MAX_DELAY_MS = 30_000
/** Longest wait for a method's execution time: nobody waits that long in front of a window. */
const MAX_OPERATING_WAIT_MS: Readonly<Record<Lane, number>> = { interactive: 0, background: 90_000 }

/** Repeats calls by the rules above; answers the last reply, or `net.cancelled` if given up between attempts. */
export function withRetry({ timers, random }: RetryOptions, inner: Handler): Handler {
  return async (call) => {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await inner(call)
      const delay = attempt < ATTEMPTS[call.lane] ? retryDelay(call, reply, attempt) : undefined
      if (delay === undefined) return reply
      try {
        await timers.sleep(jittered(delay, random()), call.signal)
      } catch {
        return cancelled('notSent')
      }
    }
  }
}

/**
 * Milliseconds before the next attempt, without jitter; `undefined` where there must be none.
 * `attempt` counts from 1.
 */
export function retryDelay(call: Call, reply: Reply, attempt: number): number | undefined {
  if (reply.kind === 'ok') return undefined
  if (isBusy(reply)) return Math.min(MAX_DELAY_MS, BUSY_DELAY_MS * 1.5 ** (attempt - 1))
  if (reply.kind === 'failed' && reply.error.code === 'bitrix24.operationTimeLimit') return operatingWait(call, reply)
  if (!mayRepeat(call, reply, attempt)) return undefined
  return Math.min(MAX_DELAY_MS, FIRST_DELAY_MS[call.lane] * 2 ** (attempt - 1))
}

/** The portal did not take the request because there were too many: safe to repeat for writes too. */
function isBusy(reply: Exclude<Reply, { kind: 'ok' }>): boolean {
  if (reply.kind === 'refused') return reply.code === 'QUERY_LIMIT_EXCEEDED'
  return reply.error.code === 'net.rateLimited' && reply.phase === 'refused'
}

function operatingWait(call: Call, reply: Failed): number | undefined {
  const wait = reply.retryAfterMs ?? 60_000
  return wait <= MAX_OPERATING_WAIT_MS[call.lane] ? wait : undefined
}

function mayRepeat(call: Call, reply: Exclude<Reply, { kind: 'ok' }>, attempt: number): boolean {
  if (reply.kind === 'refused') return call.kind === 'read' && !reply.certain && reply.code !== 'WRONG_ENCODING'
  if (!reply.transient) return false
  if (reply.phase === 'notSent') return true
  const waitedLong = reply.error.code === 'net.timeout'
  return call.kind === 'read' && (!waitedLong || (call.lane === 'background' && attempt === 1))
}

function jittered(delay: number, random: number): number {
  return Math.round(delay * (0.8 + 0.4 * random))
}
