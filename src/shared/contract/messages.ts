// Messages: who can be written to, through which line, and whether what is composed will pass.
import * as v from 'valibot'
import { AccountId, Count, IsoTime, Json, Nothing, RowId, ServiceId, Title } from './common'
import { ACCOUNT_ERRORS } from './error-sets'
import { route } from './route'

export const MessageTarget = v.variant('kind', [
  v.strictObject({ kind: v.literal('network'), lineCode: v.pipe(v.string(), v.maxLength(64)), userId: ServiceId }),
  v.strictObject({ kind: v.literal('dialog'), dialogId: ServiceId }),
  v.strictObject({ kind: v.literal('convo'), convoId: ServiceId }),
])
export type MessageTarget = v.InferOutput<typeof MessageTarget>

/** A composed message: what `messages.check` checks and `outbox.enqueue` takes. */
export const Composed = v.strictObject({
  accountId: AccountId,
  target: MessageTarget,
  text: v.pipe(v.string(), v.maxLength(100000)),
  /** ATTACH and KEYBOARD as the documentation describes them. */
  attach: v.optional(Json),
  keyboard: v.optional(Json),
  urlPreview: v.optional(v.boolean()),
})
export type Composed = v.InferOutput<typeof Composed>

export const Person = v.strictObject({
  userId: ServiceId,
  name: Title,
  position: v.optional(Title),
  active: v.boolean(),
  /** Weekly slot of a network message through the asked line, where known. */
  nextPossibleAt: v.optional(IsoTime),
})
export type Person = v.InferOutput<typeof Person>

export const Line = v.strictObject({
  lineCode: v.string(),
  name: Title,
  lastUsedAt: v.optional(IsoTime),
})
export type Line = v.InferOutput<typeof Line>

export const MESSAGE_PROBLEMS = [
  'messages.empty',
  'messages.lineCode',
  'messages.noRecipient',
  'messages.tooLong',
  'messages.attachOversize',
  'messages.attachError',
  'messages.keyboardOversize',
  'messages.keyboardError',
  'messages.keyboardLinkOnly',
  'messages.weeklyLimit',
  'accounts.noPort',
] as const

export const MessageCheck = v.strictObject({
  canSend: v.boolean(),
  /** What stops it, in the order to be solved. */
  problems: v.array(v.picklist(MESSAGE_PROBLEMS)),
  /** What does not stop it but should be known. */
  warnings: v.array(v.picklist(['attachNearLimit', 'keyboardNearLimit', 'textWillBeCut'])),
  sizes: v.strictObject({
    textChars: Count,
    textLimit: Count,
    /** Bytes of UTF-8 JSON; warned from `warnBytes`. */
    attachBytes: Count,
    keyboardBytes: Count,
    warnBytes: Count,
    /** Characters of JSON; refused from `blockChars`. */
    attachChars: Count,
    keyboardChars: Count,
    blockChars: Count,
  }),
  slot: v.strictObject({
    state: v.picklist(['free', 'used', 'unlimited', 'notApplicable']),
    lastSentAt: v.optional(IsoTime),
    nextPossibleAt: v.optional(IsoTime),
  }),
})
export type MessageCheck = v.InferOutput<typeof MessageCheck>

const DraftKey = v.strictObject({
  accountId: AccountId,
  targetKey: v.pipe(v.string(), v.minLength(1), v.maxLength(600)),
})
export const Draft = v.strictObject({
  ...DraftKey.entries,
  /** What the composer held, as the composer wrote it (text, attach, keyboard, recipient …). */
  body: Json,
  updatedAt: IsoTime,
})
export type Draft = v.InferOutput<typeof Draft>

/** A text kept for use again, with variables (`{group}`, `{owner}`, `{me}`, `{portal}`) filled in when it is used. */
export const Template = v.strictObject({
  id: RowId,
  /** `request`: sent along with a request to join. `message`: for the composer. */
  kind: v.picklist(['request', 'message']),
  name: Title,
  text: v.pipe(v.string(), v.maxLength(10000)),
  updatedAt: IsoTime,
})
export type Template = v.InferOutput<typeof Template>

export const messages = {
  'messages.people': route({
    input: v.strictObject({
      accountId: AccountId,
      text: v.pipe(v.string(), v.maxLength(200)),
      lineCode: v.optional(v.pipe(v.string(), v.maxLength(64))),
    }),
    output: v.array(Person),
    errors: [...ACCOUNT_ERRORS],
  }),
  'messages.lines': route({
    input: v.strictObject({ accountId: AccountId }),
    output: v.array(Line),
    errors: ['accounts.notFound', 'accounts.noPort'],
  }),
  /** Local: no request leaves. */
  'messages.check': route({ input: Composed, output: MessageCheck, errors: ['accounts.notFound'] }),
  'drafts.list': route({ input: Nothing, output: v.array(Draft), errors: [] }),
  'drafts.save': route({
    input: v.strictObject({ ...DraftKey.entries, body: Json }),
    output: Draft,
    errors: ['accounts.notFound', 'store.failed'],
  }),
  'drafts.remove': route({ input: DraftKey, output: Nothing, errors: ['store.failed'] }),
  /** By name. */
  'templates.list': route({ input: Nothing, output: v.array(Template), errors: [] }),
  /** Without an id a new one. */
  'templates.save': route({
    input: v.strictObject({
      id: v.optional(RowId),
      kind: v.picklist(['request', 'message']),
      name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
      text: v.pipe(v.string(), v.minLength(1), v.maxLength(10000)),
    }),
    output: Template,
    errors: ['store.failed'],
  }),
  'templates.remove': route({ input: v.strictObject({ id: RowId }), output: Nothing, errors: ['store.failed'] }),
} as const
