// Notices: news that reaches the user outside the place it belongs to, as a notification and in the list of all of them.
import * as v from 'valibot'
import { NOTICE_KINDS } from '../domain/states'
import { AccountId, Count, IsoTime, Nothing, Revision, RowId } from './common'
import { Place } from './links'
import { event, route } from './route'

/** One piece of news, as the list shows it. */
export const Notice = v.strictObject({
  id: RowId,
  accountId: AccountId,
  kind: v.picklist(NOTICE_KINDS),
  /** What happened, without names. */
  title: v.string(),
  /** To whom or where, with the names others chose: one line of plain text. */
  body: v.string(),
  /** Exactly where it leads. */
  place: Place,
  at: IsoTime,
  seen: v.boolean(),
})
export type Notice = v.InferOutput<typeof Notice>

/** News as a capability tells it; title and the wording without names come with the kind. */
export interface News {
  readonly accountId: AccountId
  readonly kind: Notice['kind']
  /** What it is about, where several are told at once: a group, a recipient, a customer. As others chose it. */
  readonly name: string
  readonly body: string
  readonly place: Place
  /** Where several of this kind are found. */
  readonly listPlace: Place
}

/** How many are unseen, by account. */
const Unseen = v.strictObject({ accountId: AccountId, count: Count })

export const notices = {
  /** All that are kept, the latest first: at most 500, of at most 30 days. */
  'notices.list': route({
    input: Nothing,
    output: v.strictObject({ items: v.array(Notice), unseen: v.array(Unseen) }),
    errors: ['store.failed'],
  }),
  /** Marks these, those that lead to a place, or all as seen. */
  'notices.markSeen': route({
    input: v.strictObject({
      ids: v.optional(v.pipe(v.array(RowId), v.maxLength(500))),
      place: v.optional(Place),
    }),
    output: Nothing,
    errors: ['store.failed'],
  }),
  /** Forgets these, or all. */
  'notices.clear': route({
    input: v.strictObject({ ids: v.optional(v.pipe(v.array(RowId), v.maxLength(500))) }),
    output: Nothing,
    errors: ['store.failed'],
  }),
  /** Goes where it leads; it is seen then. */
  'notices.open': route({
    input: v.strictObject({ id: RowId }),
    output: Nothing,
    errors: ['notices.notFound', 'store.failed'],
  }),
  /** Shows a notification whatever the switches say, and tells whether this system has any. */
  'notices.test': route({ input: Nothing, output: v.strictObject({ supported: v.boolean() }), errors: [] }),
} as const

export const noticesEvents = {
  'notices.changed': event(
    v.strictObject({
      revision: Revision,
      upsert: v.array(Notice),
      remove: v.array(RowId),
      /** All of this account are gone with it. */
      removedAccount: v.optional(AccountId),
      unseen: v.array(Unseen),
    }),
  ),
} as const
