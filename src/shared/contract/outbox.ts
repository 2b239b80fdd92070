// The outbox: the journal through which every message leaves.
import * as v from 'valibot'
import { OUTBOX_STATES } from '../domain/states'
import { AccountId, Count, ErrorCodeSchema, IsoTime, Json, Nothing, Revision, RowId, Title } from './common'
import { Composed, Content, KeptFile, MAX_TARGETS, MESSAGE_PROBLEMS, MessageTarget } from './messages'
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
  /** The file that goes with the text. */
  file: v.optional(KeptFile),
  state: v.picklist(OUTBOX_STATES),
  reason: v.optional(ErrorCodeSchema),
  /** What is known when a decision is needed: shown beside the buttons. */
  evidence: v.optional(
    v.strictObject({
      attemptedAt: IsoTime,
      phase: v.picklist(['unknown', 'crash']),
      detail: v.optional(ErrorCodeSchema),
      /** What looking for it showed, where one could look; `cannotKnow` where the service shows too little. */
      found: v.optional(v.picklist(['no', 'cannotKnow'])),
      /** When one last looked. */
      readAt: v.optional(IsoTime),
    }),
  ),
  attempts: Count,
  heldUntil: v.optional(IsoTime),
  notBefore: v.optional(IsoTime),
  sentAt: v.optional(IsoTime),
  /** Queued after a try in vain: not before this moment is it tried again. */
  nextAttemptAt: v.optional(IsoTime),
  /** Messages written to several targets at once share it. */
  batchId: v.optional(RowId),
  /** Queued for over an hour: leaves only once the user says so (`outbox.flush`). */
  stale: v.optional(v.boolean()),
  createdAt: IsoTime,
  updatedAt: IsoTime,
})
export type OutboxItem = v.InferOutput<typeof OutboxItem>

const IdOnly = v.strictObject({ id: RowId })
/** Ids; those that are not in a state for it, or are gone, are passed over. */
const Ids = v.strictObject({ ids: v.pipe(v.array(RowId), v.maxLength(10000)) })

const Filter = v.strictObject({
  accountIds: v.optional(v.array(AccountId)),
  states: v.optional(v.array(v.picklist(OUTBOX_STATES))),
  /** Every word must be in the target's title or the text. */
  text: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Only what goes to this one. */
  target: v.optional(MessageTarget),
  /** Only what waits for the user's word because it has waited for too long, or only the rest. */
  stale: v.optional(v.boolean()),
})

/** One try at sending; `outcome` is absent while it is under way. */
export const OutboxAttempt = v.strictObject({
  attempt: Count,
  startedAt: IsoTime,
  finishedAt: v.optional(IsoTime),
  outcome: v.optional(v.picklist(['sent', 'failed', 'unknown'])),
  code: v.optional(ErrorCodeSchema),
})
export type OutboxAttempt = v.InferOutput<typeof OutboxAttempt>

const When = {
  /** Undo window in seconds, 0-30; the setting's value when absent. */
  holdSeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(30))),
  notBefore: v.optional(IsoTime),
  /** A failed or not yet sent message this one is written instead of: it is cancelled in the same step. */
  replaces: v.optional(RowId),
}

/** Bytes of one part of a file; base64 makes a third more of them. */
export const FILE_PART_BYTES = 512 * 1024
const FilePart = v.pipe(v.string(), v.maxLength(Math.ceil(FILE_PART_BYTES / 3) * 4), v.base64())

export const outbox = {
  /**
   * Begins to take a file in for a message, as the user dropped or chose it: its bytes follow in parts. No path ever comes
   * from a window. `name` is cleaned; at most 25 MB.
   */
  'outbox.keepFile': route({
    input: v.strictObject({ name: v.pipe(v.string(), v.maxLength(4096)), size: Count }),
    output: KeptFile,
    errors: ['outbox.fileEmpty', 'outbox.fileTooLarge', 'outbox.fileNotKept'],
  }),
  /** The next part, in order. With the last one the file is on disk, and `kept`. A part out of order ends the taking in. */
  'outbox.appendFile': route({
    input: v.strictObject({ fileId: RowId, offset: Count, base64: FilePart }),
    output: v.strictObject({ kept: v.boolean() }),
    errors: ['outbox.fileNotKept', 'store.failed'],
  }),
  /** The window needs it no more; one that a message or a draft holds stays. */
  'outbox.dropFile': route({ input: v.strictObject({ fileId: RowId }), output: Nothing, errors: [] }),
  /** Journals the message before answering; a check that fails journals nothing. */
  'outbox.enqueue': route({
    input: v.strictObject({
      ...Composed.entries,
      targetTitle: v.optional(Title),
      ...When,
    }),
    output: OutboxItem,
    errors: [...MESSAGE_PROBLEMS, 'accounts.notFound', 'outbox.notFound', 'outbox.wrongState', 'store.failed'],
  }),
  /** One message to several targets, journalled in one step; a target whose check fails journals nothing for itself. */
  'outbox.enqueueMany': route({
    input: v.strictObject({
      ...Content.entries,
      targets: v.pipe(
        v.array(v.strictObject({ target: MessageTarget, title: v.optional(Title) })),
        v.minLength(1),
        v.maxLength(MAX_TARGETS),
      ),
      ...When,
    }),
    /** In the order of the targets: what was journalled, or the first thing that stops it. */
    output: v.array(
      v.variant('kind', [
        v.strictObject({ kind: v.literal('journalled'), item: OutboxItem }),
        v.strictObject({ kind: v.literal('refused'), target: MessageTarget, problem: v.picklist(MESSAGE_PROBLEMS) }),
      ]),
    ),
    errors: ['accounts.notFound', 'outbox.notFound', 'outbox.wrongState', 'store.failed'],
  }),
  /** In journal order, or newest first; all of them without a limit. */
  'outbox.list': route({
    input: v.strictObject({
      ...Filter.entries,
      newestFirst: v.optional(v.boolean()),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10000))),
      offset: v.optional(Count),
    }),
    output: v.array(OutboxItem),
    errors: [],
  }),
  /** Every try at sending one message, first to last; none for one that never left. */
  'outbox.attempts': route({ input: IdOnly, output: v.array(OutboxAttempt), errors: ['outbox.notFound'] }),
  /** How many there are in each state, and how many of them wait for the user's word (`stale`). */
  'outbox.counts': route({
    input: Filter,
    output: v.strictObject({
      ...v.entriesFromList(OUTBOX_STATES, Count),
      stale: Count,
    }),
    errors: [],
  }),
  /** Takes back what has not left, or gives up what failed. */
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
  /** The same for many: what failed is queued again, in its order. */
  'outbox.retryMany': route({ input: Ids, output: v.array(OutboxItem), errors: ['store.failed'] }),
  'outbox.cancelMany': route({ input: Ids, output: v.array(OutboxItem), errors: ['store.failed'] }),
  /** Lets messages go that have waited for over an hour. */
  'outbox.flush': route({ input: Ids, output: v.array(OutboxItem), errors: ['store.failed'] }),
  /** Another time for a message that has not left; without one as soon as possible. */
  'outbox.reschedule': route({
    input: v.strictObject({ id: RowId, notBefore: v.optional(IsoTime) }),
    output: OutboxItem,
    errors: ['outbox.notFound', 'outbox.wrongState', 'store.failed'],
  }),
  /** Takes messages that are sent or cancelled out of the journal; answers which. */
  'outbox.remove': route({ input: Ids, output: v.array(RowId), errors: ['store.failed'] }),
  /** Writes a CSV file (UTF-8) where the user chose; `path` is absent when the user cancelled. */
  'outbox.export': route({
    input: Filter,
    output: v.strictObject({ path: v.optional(v.string()) }),
    errors: ['outbox.exportFailed'],
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
