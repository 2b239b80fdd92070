// What has been dealt with, read from the events of the capabilities: its news needs nobody any more. Pure.
import type { EventName, PayloadOf } from '../../shared/contract/index'
import type { Place } from '../../shared/contract/links'

/** An event without its revision, whichever it is. */
export type Happening = {
  readonly [E in EventName]: { readonly event: E; readonly payload: Omit<PayloadOf<E>, 'revision'> }
}[EventName]

/** The places whose news is settled by what happened: sent, decided, answered, read or gone. */
export function settledBy(happening: Happening): readonly Place[] {
  switch (happening.event) {
    case 'outbox.changed': {
      const { upsert, remove } = happening.payload
      const done = upsert.filter(({ state }) => state !== 'failed' && state !== 'needsDecision').map(({ id }) => id)
      return [...done, ...remove].map((id) => ({ kind: 'outbox', id }))
    }
    case 'requests.changed': {
      const { incoming = { upsert: [], remove: [] } } = happening.payload
      const done = [...incoming.upsert.filter(({ state }) => state !== 'waiting'), ...incoming.remove]
      return done.map(({ accountId, requestId }) => ({ kind: 'incoming', accountId, requestId }))
    }
    case 'openlines.changed': {
      const { accountId, upsert, remove } = happening.payload
      const done = upsert.filter(({ status, unread }) => status !== 'waiting' && unread === 0)
      return [...done.map(({ chatId }) => chatId), ...remove].map((chatId) => ({ kind: 'dialog', accountId, chatId }))
    }
    default:
      return []
  }
}
