// What a person had in each view, for each account and for all of them: kept over a restart. Filters, what was searched for,
// what was chosen and how far it was scrolled; never a text of a message.
import * as v from 'valibot'
import { GROUP_KINDS, JOIN_RULES, OUTBOX_STATES, RELATIONS } from '../domain/states'
import { AccountId, RowId, ServiceId, Title } from './common'
import { MessageTarget } from './messages'

export const VIEWS = ['groups', 'requests', 'openlines', 'messages', 'outbox', 'settings'] as const

const Sought = v.pipe(v.string(), v.maxLength(500))
/** Pixels. */
const Top = v.pipe(v.number(), v.minValue(0), v.maxValue(100_000_000))
const AccountIds = v.pipe(v.array(AccountId), v.maxLength(500))
/** Rows that are unfolded, the last ones. */
const Rows = v.pipe(v.array(RowId), v.maxLength(50))

/** Whose view it is: one account's, or the one over all of them. */
const Scope = v.union([v.literal('all'), AccountId])

export const ViewState = v.variant('view', [
  /** Which view was looked at last. */
  v.strictObject({ scope: Scope, view: v.literal('window'), state: v.strictObject({ view: v.picklist(VIEWS) }) }),
  v.strictObject({
    scope: Scope,
    view: v.literal('groups'),
    state: v.strictObject({
      text: Sought,
      accountIds: AccountIds,
      relations: v.array(v.picklist(RELATIONS)),
      kinds: v.array(v.picklist(GROUP_KINDS)),
      joinRules: v.array(v.picklist(JOIN_RULES)),
      archived: v.picklist(['without', 'with', 'only']),
      sort: v.picklist(['activity', 'name', 'members']),
      scrollTop: Top,
      /** The group beside the list; its name finds it again. */
      group: v.optional(v.strictObject({ accountId: AccountId, groupId: ServiceId, name: Title })),
    }),
  }),
  v.strictObject({
    scope: Scope,
    view: v.literal('requests'),
    state: v.strictObject({
      filter: v.picklist(['all', 'open', 'ended']),
      text: Sought,
      unfolded: Rows,
      side: v.picklist(['mine', 'asksMe']),
      scrollTop: Top,
      scrollTopAsksMe: Top,
    }),
  }),
  v.strictObject({
    scope: Scope,
    view: v.literal('openlines'),
    state: v.strictObject({
      /** The channel whose dialogs are shown, by its name. */
      line: v.optional(Title),
      dialog: v.optional(v.strictObject({ accountId: AccountId, chatId: ServiceId })),
      scrollTop: Top,
    }),
  }),
  v.strictObject({
    scope: Scope,
    view: v.literal('messages'),
    state: v.strictObject({
      writer: v.optional(AccountId),
      beside: v.picklist(['preview', 'history']),
    }),
  }),
  v.strictObject({
    scope: Scope,
    view: v.literal('outbox'),
    state: v.strictObject({
      filter: v.picklist(['all', 'stale', ...OUTBOX_STATES]),
      text: Sought,
      place: v.optional(v.strictObject({ accountId: AccountId, target: MessageTarget, targetTitle: Title })),
      unfolded: Rows,
      scrollTop: Top,
    }),
  }),
  v.strictObject({ scope: Scope, view: v.literal('settings'), state: v.strictObject({ scrollTop: Top }) }),
])
export type ViewState = v.InferOutput<typeof ViewState>
