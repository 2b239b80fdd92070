// What the user may do with the outbox. Every step is in the journal before its answer.
import type { HandlersOf, RoutesOf } from '../../shared/contract/index'
import { fail, ok } from '../../shared/contract/result'
import { isoAt } from '../../shared/domain/time'
import { guarded } from '../store/guarded'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'
import { enqueue, enqueueMany } from './enqueue'
import { exportItems } from './export'
import { presentItem, type OutboxJournal } from './journal'
import type { KeptFiles } from './kept-files'
import type { Slots } from './slots'
import { REPLACEABLE, takeStep, takeSteps, type Go, type Step } from './steps'

interface HandlerDeps extends OutboxDeps {
  readonly journal: OutboxJournal
  readonly slots: Slots
  readonly files: KeptFiles
  readonly go: Go
}

export function outboxHandlers(deps: HandlerDeps): HandlersOf<RoutesOf<'outbox'>> {
  const { store, journal, go, log, files } = deps
  const { cancel, retry, flush } = stepsOf(deps)
  return {
    'outbox.enqueue': (input) => {
      const added = enqueue(deps, input)
      if (added.ok) go([input.accountId])
      return added
    },
    'outbox.enqueueMany': (input) => {
      const added = enqueueMany(deps, input)
      if (added.ok) go([input.accountId])
      return added
    },
    ...files.handlers,
    'outbox.list': (page) => ok(store.outbox.list(page).map(presentItem)),
    'outbox.attempts': ({ id }) =>
      store.outbox.get(id) === undefined ? fail('outbox.notFound') : ok(store.outbox.attempts(id)),
    'outbox.counts': (filter) => ok(store.outbox.counts(filter)),
    'outbox.cancel': ({ id }) => takeStep(deps, id, cancel),
    'outbox.cancelMany': ({ ids }) => takeSteps(deps, ids, cancel),
    'outbox.retry': ({ id }) => takeStep(deps, id, retry),
    'outbox.retryMany': ({ ids }) => takeSteps(deps, ids, retry),
    'outbox.flush': ({ ids }) => takeSteps(deps, ids, flush),
    'outbox.reschedule': ({ id, notBefore }) => takeStep(deps, id, reschedule(deps, notBefore)),
    'outbox.remove': ({ ids }) => guarded(log, () => journal.remove(ids)),
    'outbox.export': (filter) => exportItems(deps, filter),
    'outbox.resolve': ({ id, as }) => takeStep(deps, id, resolve(deps, as)),
  }
}

/** What the user has just said may leave: its age counts from now. */
function confirmed({ clock }: OutboxDeps): Partial<OutboxRecord> {
  return { confirmedAt: isoAt(clock()), staleSince: undefined }
}

function stepsOf(deps: HandlerDeps): Readonly<Record<'cancel' | 'retry' | 'flush', Step>> {
  const { journal } = deps
  return {
    cancel: { from: REPLACEABLE, take: (item) => journal.move(item, 'cancelled', { heldUntil: undefined }) },
    retry: {
      from: ['failed'],
      take: (item) => journal.move(item, 'queued', { ...confirmed(deps), nextAttemptAt: undefined }),
    },
    flush: { from: ['queued'], take: (item) => journal.note(item, confirmed(deps)) },
  }
}

/** Also a word that it may leave: without a time at once, out of its hold. A wait that the service asked for stays. */
function reschedule(deps: HandlerDeps, notBefore: string | undefined): Step {
  const { journal, clock } = deps
  return {
    from: ['held', 'queued'],
    take(item) {
      const when = { ...confirmed(deps), notBefore }
      const released = item.state === 'held' && notBefore === undefined
      return released
        ? journal.move(item, 'queued', { ...when, heldUntil: undefined })
        : journal.note(item, { ...when, updatedAt: isoAt(clock()) })
    },
  }
}

function resolve(deps: HandlerDeps, as: 'sent' | 'resend' | 'discard'): Step {
  const { journal, slots } = deps
  return {
    from: ['needsDecision'],
    take(item) {
      switch (as) {
        case 'discard':
          return journal.move(item, 'cancelled')
        case 'resend':
          return journal.move(item, 'queued', { ...confirmed(deps), nextAttemptAt: undefined })
        case 'sent': {
          const sentAt = item.evidence?.attemptedAt ?? item.updatedAt
          return journal.together(() => {
            slots.sent(item, sentAt, { confirmed: false })
            return journal.move(item, 'sent', { sentAt })
          })
        }
      }
    },
  }
}
