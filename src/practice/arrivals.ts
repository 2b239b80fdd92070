// The record of what arrived at the practice servers, for tests to count. Bounded; knows nothing of either server.
import type { ArrivalLog, Arrived } from './types'

const KEPT = 5000
/** Files of a portal: no calls, so told only to those who ask for them. */
export const PICTURE = 'picture'

/** @returns an empty log. */
export function createArrivalLog(): ArrivalLog {
  let entries: Arrived[] = []
  let counts: Record<string, number> = {}
  let number = 0
  return {
    add(entry) {
      number += 1
      entries.push({ number, ...entry })
      if (entries.length > KEPT) entries = entries.slice(-KEPT)
      if (entry.method !== PICTURE) counts[entry.method] = (counts[entry.method] ?? 0) + 1
    },
    list: (match = {}) =>
      entries.filter(
        (entry) =>
          (match.service === undefined || match.service === entry.service) &&
          (match.portal === undefined || match.portal === entry.portal) &&
          (match.method === undefined ? entry.method !== PICTURE : match.method === entry.method),
      ),
    counts: () => ({ ...counts }),
    clear() {
      entries = []
      counts = {}
    },
  }
}
