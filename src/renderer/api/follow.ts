// Following main's truth: read once, then patches by event; a missed revision means reading again.
import type { EventName, PayloadOf } from '../../shared/contract'

type Follow<E extends EventName> = {
  readonly event: E
  /** Reads everything anew; resolves when it has been put into the store. */
  readonly read: () => Promise<void>
  readonly apply: (payload: PayloadOf<E>) => void
}

/**
 * Listens to `event`, reads, and keeps applying patches. Patches that arrive while a reading is under way are applied
 * again after it, so that an answer that was already old does not undo them.
 * Resolves after the first reading with a function that stops listening.
 */
export async function follow<E extends EventName>({ event, read, apply }: Follow<E>): Promise<() => void> {
  let last: number | undefined
  let reading = false
  let again = false
  let during: PayloadOf<E>[] = []

  const readAll = async (): Promise<void> => {
    if (reading) {
      again = true
      return
    }
    reading = true
    do {
      again = false
      during = []
      await read()
    } while (again)
    reading = false
    for (const payload of during) apply(payload)
    during = []
  }

  const stop = window.bellhop.on(event, (payload) => {
    const gap = last !== undefined && payload.revision !== last + 1
    last = payload.revision
    if (reading) during.push(payload)
    apply(payload)
    if (gap) void readAll()
  })
  await readAll()
  return stop
}
