// What the user may do with the outbox. Every step is in the journal before its answer.
import type { HandlersOf, RoutesOf } from '../../shared/contract/index'
import type { OutboxItem } from '../../shared/contract/outbox'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { OutboxState } from '../../shared/domain/states'
import { guarded } from '../store/guarded'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'
import { enqueue } from './enqueue'
import { presentItem, type OutboxJournal } from './journal'
import type { Scheduler } from './scheduler'
import type { Slots } from './slots'

interface HandlerDeps extends OutboxDeps {
  readonly journal: OutboxJournal
  readonly slots: Slots
  readonly scheduler: Scheduler
}

type Stepped = Result<OutboxItem, 'outbox.notFound' | 'outbox.wrongState' | 'store.failed'>

export function outboxHandlers(deps: HandlerDeps): HandlersOf<RoutesOf<'outbox'>> {
  const { store, journal, scheduler } = deps
  return {
    'outbox.enqueue': (input) => {
      const added = enqueue(deps, journal, input)
      if (added.ok) scheduler.pump()
      return added
    },
    'outbox.list': (filter) => ok(store.outbox.list(filter).map(presentItem)),
    'outbox.cancel': ({ id }) =>
      step(deps, { id, from: ['held', 'queued'] }, (item) => journal.move(item, 'cancelled', { heldUntil: undefined })),
    'outbox.retry': ({ id }) =>
      step(deps, { id, from: ['failed'] }, (item) => journal.move(item, 'queued', { nextAttemptAt: undefined })),
    'outbox.resolve': ({ id, as }) => step(deps, { id, from: ['needsDecision'] }, (item) => resolve(deps, item, as)),
  }
}

function resolve({ store, journal, slots }: HandlerDeps, item: OutboxRecord, as: 'sent' | 'resend' | 'discard') {
  switch (as) {
    case 'discard':
      return journal.move(item, 'cancelled')
    case 'resend':
      return journal.move(item, 'queued', { nextAttemptAt: undefined })
    case 'sent': {
      const sentAt = item.evidence?.attemptedAt ?? item.updatedAt
      return store.transaction(() => {
        slots.sent(item, sentAt)
        return journal.move(item, 'sent', { sentAt })
      })
    }
  }
}

function step(
  { store, scheduler, log }: HandlerDeps,
  { id, from }: { readonly id: string; readonly from: readonly OutboxState[] },
  work: (item: OutboxRecord) => OutboxRecord,
): Stepped {
  const item = store.outbox.get(id)
  if (item === undefined) return fail('outbox.notFound')
  if (!from.includes(item.state)) return fail('outbox.wrongState')
  const done = guarded(log, () => work(item))
  if (!done.ok) return done
  scheduler.pump()
  return ok(presentItem(done.data))
}
