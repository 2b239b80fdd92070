// The last calls to the services, kept in memory only. Records come redacted: no path, no query, no body.
import type { CallRecord } from '../../shared/contract/diagnostics'

export interface CallLog {
  /** Forgets the oldest call when there are too many. */
  record(call: CallRecord): void
  /** Newest first. */
  list(): CallRecord[]
}

export function createCallLog(capacity = 500): CallLog {
  const calls: CallRecord[] = []
  let next = 0
  return {
    record(call) {
      calls[next] = call
      next = (next + 1) % capacity
    },
    list: () => [...calls.slice(next), ...calls.slice(0, next)].reverse(),
  }
}
