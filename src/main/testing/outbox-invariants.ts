// What must be true of any outbox journal, whatever happened: a test lists what is not.
import { canOutboxMove } from '../../shared/domain/outbox-machine'
import type { OutboxAttempt } from '../../shared/contract/outbox'
import type { OutboxState } from '../../shared/domain/states'
import type { OutgoingMessage } from '../networks/ports'
import type { OutboxRecord } from '../store/outbox-rows'
import type { Store } from '../store/open-store'
import type { Recorded } from './recorders'

export interface Picture {
  readonly item: OutboxRecord
  readonly attempts: readonly OutboxAttempt[]
}

/** The whole journal. */
export function pictureOf(store: Pick<Store, 'outbox'>): Picture[] {
  return store.outbox.list().map((item) => ({ item, attempts: store.outbox.attempts(item.id) }))
}

/** The attempts written down are those of the state: one for each count, an open one exactly while it is sending. */
export function wrongAttempts(pictures: readonly Picture[]): string[] {
  return pictures.flatMap(({ item: { id, state, attempts: count, evidence }, attempts }) => {
    const open = attempts.filter(({ outcome }) => outcome === undefined).length
    const wrong =
      attempts.length !== count ||
      open !== (state === 'sending' ? 1 : 0) ||
      (state === 'sending' && attempts.at(-1)?.outcome !== undefined) ||
      (state === 'needsDecision' && (evidence === undefined || attempts.at(-1)?.outcome !== 'unknown'))
    return wrong ? [`${id} is ${state} after ${count} attempts, and they are ${JSON.stringify(attempts)}`] : []
  })
}

/** What is called sent is there, what never left is not; nothing is there more often than `most` allows, or unknown here. */
export function wrongCounts(
  pictures: readonly Picture[],
  delivered: readonly OutgoingMessage[],
  most: (id: string) => number = () => 1,
): string[] {
  const times = new Map<string, number>()
  for (const { id } of delivered) times.set(id, (times.get(id) ?? 0) + 1)
  const known = new Set(pictures.map(({ item }) => item.id))
  const invented = [...times.keys()].filter((id) => !known.has(id)).map((id) => `${id} was delivered and is not known`)
  const wrong = pictures.flatMap(({ item: { id, state, attempts } }) => {
    const count = times.get(id) ?? 0
    if (count > most(id)) return [`${id} was delivered ${count} times`]
    if (state === 'sent' && count === 0) return [`${id} is called sent and was not delivered`]
    if (attempts === 0 && count > 0) return [`${id} was delivered without an attempt`]
    return []
  })
  return [...invented, ...wrong]
}

/** Every step the windows were told of is an arrow of the state machine. */
export function wrongSteps(events: Recorded): string[] {
  const last = new Map<string, OutboxState>()
  const wrong: string[] = []
  for (const { upsert } of events.of('outbox.changed')) {
    for (const { id, state } of upsert) {
      const before = last.get(id)
      if (before !== undefined && before !== state && !canOutboxMove(before, state))
        wrong.push(`${id}: no arrow from ${before} to ${state}`)
      last.set(id, state)
    }
  }
  return wrong
}
