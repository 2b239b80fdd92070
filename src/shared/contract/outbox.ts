// The outbox: the journal through which every message leaves.
import * as v from 'valibot'
import { OUTBOX_STATES } from '../domain/states'
import { AccountId, Count, ErrorCodeSchema, IsoTime, Json, Revision, RowId, Title } from './common'
import { Composed, MESSAGE_PROBLEMS, MessageTarget } from './messages'
import { event, route } from './route'

export const OutboxItem = v.strictObject({
  id: RowId,
  accountId: AccountId,
  target: MessageTarget,
  /** Names for people: who, and through which line. */
  targetTitle: Title,
  text: v.string(),
  attach: v.optional(Json),
  keyboard: v.optional(Json),
  urlPreview: v.boolean(),
  state: v.picklist(OUTBOX_STATES),
  reason: v.optional(ErrorCodeSchema),
  /** What is known when a decision is needed: shown beside the buttons. */
  evidence: v.optional(
    v.strictObject({
      attemptedAt: IsoTime,
      phase: v.picklist(['unknown', 'crash']),
      detail: v.optional(ErrorCodeSchema),
    }),
  ),
  attempts: Count,
  heldUntil: v.optional(IsoTime),
  notBefore: v.optional(IsoTime),
  sentAt: v.optional(IsoTime),
  createdAt: IsoTime,
  updatedAt: IsoTime,
})
export type OutboxItem = v.InferOutput<typeof OutboxItem>

const IdOnly = v.strictObject({ id: RowId })

export const outbox = {
  /** Journals the message before answering; a check that fails journals nothing. */
  'outbox.enqueue': route({
    input: v.strictObject({
      ...Composed.entries,
      targetTitle: v.optional(Title),
      /** Undo window in seconds, 0-30; the setting's value when absent. */
      holdSeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(30))),
      notBefore: v.optional(IsoTime),
    }),
    output: OutboxItem,
    errors: [...MESSAGE_PROBLEMS, 'accounts.notFound', 'store.failed'],
  }),
  'outbox.list': route({
    input: v.strictObject({
      accountIds: v.optional(v.array(AccountId)),
      states: v.optional(v.array(v.picklist(OUTBOX_STATES))),
    }),
    output: v.array(OutboxItem),
    errors: [],
  }),
  'outbox.cancel': route({
    input: IdOnly,
    output: OutboxItem,
    errors: ['outbox.notFound', 'outbox.wrongState', 'store.failed'],
  }),
  /** Queues a failed item again. */
  'outbox.retry': route({
    input: IdOnly,
    output: OutboxItem,
    errors: ['outbox.notFound', 'outbox.wrongState', 'store.failed'],
  }),
  'outbox.resolve': route({
    input: v.strictObject({ id: RowId, as: v.picklist(['sent', 'resend', 'discard']) }),
    output: OutboxItem,
    errors: ['outbox.notFound', 'outbox.wrongState', 'store.failed'],
  }),
} as const

export const outboxEvents = {
  'outbox.changed': event(v.strictObject({ revision: Revision, upsert: v.array(OutboxItem), remove: v.array(RowId) })),
} as const
