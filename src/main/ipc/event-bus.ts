// Tells every window what changed, and counts: a window that misses a revision reads again. Knows no capability.
import type { Emit, EventName } from '../../shared/contract'
import type { JsonObject } from '../../shared/contract/common'

export interface EventMessage {
  readonly event: EventName
  readonly payload: JsonObject
}

/** Makes the bus over a way to reach the windows; revisions start at 1 and never skip. */
export function createEventBus(broadcast: (message: EventMessage) => void): Emit {
  const revisions = new Map<EventName, number>()
  return (event, payload) => {
    const revision = (revisions.get(event) ?? 0) + 1
    revisions.set(event, revision)
    broadcast({ event, payload: { ...(payload as JsonObject), revision } })
  }
}
