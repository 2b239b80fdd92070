// Open channels (open lines): customers' dialogs, their sessions, and stepping into them.
import * as v from 'valibot'
import { DIALOG_STATUSES, OPENLINE_ACTIONS } from '../domain/states'
import { AccountId, Count, IsoTime, Revision, ServiceId, Title, Typed } from './common'
import { ACCOUNT_ERRORS } from './error-sets'
import { event, route } from './route'

export const Dialog = v.strictObject({
  accountId: AccountId,
  chatId: ServiceId,
  sessionId: v.optional(ServiceId),
  status: v.picklist(DIALOG_STATUSES),
  title: Title,
  unread: Count,
  lineId: v.optional(ServiceId),
  lineName: v.optional(Title),
  /** Connector: `telegram`, `livechat` … as the portal names it. */
  channel: v.optional(v.string()),
  operatorId: v.optional(ServiceId),
  operatorName: v.optional(Title),
  /** I am among the participants. */
  joined: v.optional(v.boolean()),
  canJoin: v.optional(v.boolean()),
  lastText: v.optional(v.string()),
  lastFromMe: v.optional(v.boolean()),
  /** Since when the customer waits, or the last activity. */
  waitingSince: v.optional(IsoTime),
  activeAt: v.optional(IsoTime),
})
export type Dialog = v.InferOutput<typeof Dialog>

export const TranscriptMessage = v.strictObject({
  id: ServiceId,
  /** Absent for system messages. */
  authorId: v.optional(ServiceId),
  authorName: v.optional(Title),
  kind: v.picklist(['customer', 'operator', 'me', 'system']),
  /** Source text with BBCode; drawn by our parser, never as HTML. */
  text: v.string(),
  at: IsoTime,
})
export type TranscriptMessage = v.InferOutput<typeof TranscriptMessage>

export const Transcript = v.strictObject({
  accountId: AccountId,
  chatId: ServiceId,
  canJoin: v.boolean(),
  messages: v.array(TranscriptMessage),
})
export type Transcript = v.InferOutput<typeof Transcript>

const Chat = v.strictObject({ accountId: AccountId, chatId: ServiceId })

const CHAT_ERRORS = [
  'openlines.badChatId',
  'openlines.chatId',
  'openlines.chatType',
  'openlines.accessDenied',
  'openlines.userId',
  'openlines.notFound',
] as const

export const openlines = {
  'openlines.list': route({
    input: v.strictObject({ accountIds: v.optional(v.array(AccountId)), refresh: v.optional(v.boolean()) }),
    output: v.strictObject({
      items: v.array(Dialog),
      /** Accounts whose list could not be read just now: the items of the last reading are shown. */
      stale: v.array(v.strictObject({ accountId: AccountId, reason: v.string() })),
    }),
    errors: [],
  }),
  'openlines.get': route({ input: Chat, output: Dialog, errors: [...ACCOUNT_ERRORS, ...CHAT_ERRORS] }),
  'openlines.history': route({ input: Chat, output: Transcript, errors: [...ACCOUNT_ERRORS, ...CHAT_ERRORS] }),
  /** `chatId`: a number, `chat123`, `imol|123`, or a pasted link to the dialog. */
  'openlines.join': route({
    input: v.strictObject({ accountId: AccountId, chatId: Typed }),
    output: v.strictObject({ effect: v.picklist(['joined', 'already', 'none']), dialog: Dialog }),
    errors: [...ACCOUNT_ERRORS, ...CHAT_ERRORS, 'openlines.unknownOutcome'],
  }),
  'openlines.act': route({
    input: v.strictObject({
      accountId: AccountId,
      chatId: ServiceId,
      action: v.picklist(OPENLINE_ACTIONS),
      /** For `transfer`: a user id, or `queue<ID>`. */
      to: v.optional(ServiceId),
    }),
    output: v.strictObject({ effect: v.picklist(['done', 'none']), dialog: Dialog }),
    errors: [
      ...ACCOUNT_ERRORS,
      ...CHAT_ERRORS,
      'openlines.operatorWrong',
      'openlines.alreadyAnswered',
      'openlines.cannotLeave',
      'openlines.unknownOutcome',
    ],
  }),
} as const

export const openlinesEvents = {
  'openlines.changed': event(
    v.strictObject({ revision: Revision, accountId: AccountId, upsert: v.array(Dialog), remove: v.array(ServiceId) }),
  ),
} as const
