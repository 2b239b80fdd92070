// Places of the app, and the links that lead to them. A link is only ever a proposal: the user sees it and agrees first.
import * as v from 'valibot'
import { AccountId, RowId, ServiceId, Title } from './common'
import { MessageTarget } from './messages'
import { VIEWS } from './settings'

/** Exactly one place of the main window: what a notification, a link or quick-send leads to. Going there changes nothing. */
export const Place = v.variant('kind', [
  v.strictObject({ kind: v.literal('view'), view: v.picklist(VIEWS) }),
  v.strictObject({ kind: v.literal('account'), accountId: AccountId }),
  v.strictObject({ kind: v.literal('group'), accountId: AccountId, groupId: ServiceId }),
  /** A Bluesky join link, looked at with this account. */
  v.strictObject({ kind: v.literal('joinLink'), accountId: AccountId, link: v.pipe(v.string(), v.maxLength(200)) }),
  /** A join request of mine. */
  v.strictObject({ kind: v.literal('request'), id: RowId }),
  /** Somebody's request to a group of mine. */
  v.strictObject({ kind: v.literal('incoming'), accountId: AccountId, requestId: ServiceId }),
  v.strictObject({
    kind: v.literal('requests'),
    list: v.picklist(['mine', 'incoming']),
    accountId: v.optional(AccountId),
  }),
  /** An open channel's dialog. */
  v.strictObject({ kind: v.literal('dialog'), accountId: AccountId, chatId: ServiceId }),
  /** The composer, with a recipient and a text put in; what is being written there becomes a draft. */
  v.strictObject({
    kind: v.literal('compose'),
    accountId: AccountId,
    target: v.optional(MessageTarget),
    title: v.optional(Title),
    text: v.optional(v.pipe(v.string(), v.maxLength(20_000))),
  }),
  /** A message in the outbox, or the outbox. */
  v.strictObject({ kind: v.literal('outbox'), id: v.optional(RowId) }),
])
export type Place = v.InferOutput<typeof Place>
