// What a capability told the windows and the log, kept for a test to look at.
import type { Emit, EventName, PayloadOf } from '../../shared/contract/index'
import type { Logger } from '../networks/ports'

export interface Recorded {
  readonly emit: Emit
  of<E extends EventName>(event: E): Omit<PayloadOf<E>, 'revision'>[]
}

export function recordEvents(): Recorded {
  const events: { readonly event: EventName; readonly payload: unknown }[] = []
  return {
    emit(event, payload) {
      // A copy, as the window gets one: later changes must not show.
      events.push({ event, payload: structuredClone(payload) })
    },
    of: <E extends EventName>(wanted: E) =>
      events.filter(({ event }) => event === wanted).map(({ payload }) => payload as Omit<PayloadOf<E>, 'revision'>),
  }
}

export function recordLog(): Logger & { readonly lines: { level: string; message: string; data: unknown }[] } {
  const lines: { level: string; message: string; data: unknown }[] = []
  const at =
    (level: string): Logger['info'] =>
    (message, data) => {
      lines.push({ level, message, data })
    }
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** Ids one after the other, in the form of a lowercase UUID v4. */
export function countingUuid(): () => string {
  let count = 0
  return () => {
    count += 1
    return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`
  }
}
