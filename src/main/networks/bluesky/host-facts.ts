// What servers tell in passing: how many calls they still take, and what time it is there.
import type { Budget } from '../../../shared/contract/diagnostics'
import type { Clock } from '../ports'

export interface HostFacts {
  learn(host: string, method: string, headers: Headers): void
  clockOffset(host: string): number | undefined
  budgets(): Budget[]
}

// Logins are counted apart (30 in 5 minutes per identifier) and would hide the server's general budget.
const COUNTED_APART = 'com.atproto.server.createSession'

/**
 * Remembers the newest `RateLimit-*` headers (https://docs.bsky.app/docs/advanced-guides/rate-limits: 3000 calls in 5
 * minutes per address, proxied ones included) and `Date`. They are for display and for comparing times, never for waiting:
 * after a refusal by the chat service they still show the login server's own, unused budget.
 */
export function createHostFacts(clock: Clock): HostFacts {
  const budgets = new Map<string, Budget>()
  const offsets = new Map<string, number>()
  return {
    learn(host, method, headers) {
      const date = Date.parse(headers.get('date') ?? '')
      if (Number.isFinite(date)) offsets.set(host, date - clock())
      const left = Number.parseInt(headers.get('ratelimit-remaining') ?? '', 10)
      const policy = /^(\d+);w=(\d+)/.exec(headers.get('ratelimit-policy') ?? '')
      if (method === COUNTED_APART || !Number.isFinite(left) || !policy) return
      const burst = Number(policy[1])
      const seconds = Number(policy[2])
      if (seconds > 0) budgets.set(host, { host, left, burst, perSecond: burst / seconds })
    },
    clockOffset: (host) => offsets.get(host),
    budgets: () => [...budgets.values()],
  }
}
