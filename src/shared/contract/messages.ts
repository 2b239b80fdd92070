// Messages: who can be written to, through which line, and whether what is composed will pass.
import * as v from 'valibot'
import { AccountId, Count, IsoTime, Json, Nothing, RowId, ServiceId, Title, Typed } from './common'
import { ACCOUNT_ERRORS } from './error-sets'
import { TranscriptMessage } from './openlines'
import { route } from './route'

export const MessageTarget = v.variant('kind', [
  v.strictObject({ kind: v.literal('network'), lineCode: v.pipe(v.string(), v.maxLength(64)), userId: ServiceId }),
  v.strictObject({ kind: v.literal('dialog'), dialogId: ServiceId }),
  v.strictObject({ kind: v.literal('convo'), convoId: ServiceId }),
])
export type MessageTarget = v.InferOutput<typeof MessageTarget>

/** At most this many targets get one message at once. */
export const MAX_TARGETS = 50

/** A file main keeps for a message: its bytes are there already (`outbox.keepFile`). */
export const KeptFile = v.strictObject({
  fileId: RowId,
  /** As the recipient will see it; main's own record decides. */
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  /** Bytes. */
  size: Count,
})
export type KeptFile = v.InferOutput<typeof KeptFile>

/** What is said, whoever it goes to. */
export const Content = v.strictObject({
  accountId: AccountId,
  text: v.pipe(v.string(), v.maxLength(100000)),
  /** ATTACH and KEYBOARD as the documentation describes them. */
  attach: v.optional(Json),
  keyboard: v.optional(Json),
  urlPreview: v.optional(v.boolean()),
  /** One file at most; it goes with the text alone. */
  file: v.optional(KeptFile),
})

/** A composed message: what `messages.check` checks and `outbox.enqueue` takes. */
export const Composed = v.strictObject({ ...Content.entries, target: MessageTarget })
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

export const TARGET_KINDS = ['person', 'chat', 'openline', 'convo'] as const

/** A place one can write to, found by name. A person is one's private dialog, or a network message through a line. */
export const TargetHit = v.strictObject({
  accountId: AccountId,
  target: MessageTarget,
  title: Title,
  kind: v.picklist(TARGET_KINDS),
  /** Position, open channel, handle: what tells two of the same name apart. */
  hint: v.optional(Title),
  /** People in a chat or group, where told. */
  memberCount: v.optional(Count),
  /** Why it cannot be chosen: somebody was dismissed, a conversation is locked. */
  blocked: v.optional(v.picklist(['inactive', 'locked'])),
  /** When, and how often, I wrote there from this app. */
  lastUsedAt: v.optional(IsoTime),
  uses: v.optional(Count),
  /** Weekly slot of a network message, where known and taken. */
  nextPossibleAt: v.optional(IsoTime),
})
export type TargetHit = v.InferOutput<typeof TargetHit>

const LineCode = v.pipe(v.string(), v.trim(), v.maxLength(64))

/** A network line: an open channel that can write to people, known by its code of 32 characters. */
export const Line = v.strictObject({
  lineCode: v.string(),
  name: Title,
  lastUsedAt: v.optional(IsoTime),
  /** Whether this portal has joined it; absent until somebody knows. */
  joined: v.optional(v.boolean()),
})
export type Line = v.InferOutput<typeof Line>

/** An open channel of the portal itself: its name may name a code. */
export const Channel = v.strictObject({ lineId: ServiceId, name: Title, active: v.boolean() })
export type Channel = v.InferOutput<typeof Channel>

/** A message already in a dialog or conversation; `text` is BBCode source, drawn by our parser, unless it is `plain`. */
export const PastMessage = v.strictObject({
  ...TranscriptMessage.entries,
  kind: v.picklist(['me', 'other', 'system']),
  plain: v.optional(v.boolean()),
})
export type PastMessage = v.InferOutput<typeof PastMessage>

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
  'messages.noFiles',
  'messages.fileAlone',
  'messages.fileGone',
  'accounts.noPort',
] as const

export const MessageCheck = v.strictObject({
  canSend: v.boolean(),
  /** What stops it, in the order to be solved. */
  problems: v.array(v.picklist(MESSAGE_PROBLEMS)),
  /** What does not stop it but should be known. */
  warnings: v.array(v.picklist(['slotWaitedFor', 'attachNearLimit', 'keyboardNearLimit', 'textWillBeCut'])),
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
  /** Where I wrote, or write often, best first; local. `text` narrows by every word of it; '' and absent narrow nothing. */
  'messages.recentTargets': route({
    input: v.strictObject({
      accountIds: v.optional(v.array(AccountId)),
      text: v.optional(v.pipe(v.string(), v.maxLength(200))),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
    }),
    output: v.array(TargetHit),
    errors: [],
  }),
  /** Asks the service. With `lineCode` people through that line; without, people, chats, joined dialogs, conversations. */
  'messages.findTargets': route({
    input: v.strictObject({
      accountId: AccountId,
      text: v.pipe(v.string(), v.maxLength(200)),
      lineCode: v.optional(LineCode),
    }),
    output: v.array(TargetHit),
    errors: [...ACCOUNT_ERRORS],
  }),
  /** Codes this account has met, last used first; local. */
  'messages.lines': route({
    input: v.strictObject({ accountId: AccountId }),
    output: v.array(Line),
    errors: ['accounts.notFound', 'accounts.noPort'],
  }),
  /** Remembers a code, and its name where one is given; local. `lineCode` as pasted: with blanks, in a link, in a sentence. */
  'messages.saveLine': route({
    input: v.strictObject({ accountId: AccountId, lineCode: Typed, name: v.optional(v.pipe(Title, v.trim())) }),
    output: Line,
    errors: ['accounts.notFound', 'messages.lineCode', 'store.failed'],
  }),
  'messages.forgetLine': route({
    input: v.strictObject({ accountId: AccountId, lineCode: LineCode }),
    output: Nothing,
    errors: ['accounts.notFound', 'store.failed'],
  }),
  /** `imopenlines.network.join`: from then on the portal can write through that line. Joining twice changes nothing. `lineCode` as pasted. */
  'messages.joinLine': route({
    input: v.strictObject({ accountId: AccountId, lineCode: Typed }),
    output: Line,
    errors: [
      ...ACCOUNT_ERRORS,
      'messages.lineCode',
      'messages.lineNotFound',
      'messages.lineInactive',
      'messages.noBots',
      'messages.wrongRequest',
      'store.failed',
    ],
  }),
  /** `imopenlines.config.list.get`: the portal's own open channels. */
  'messages.channels': route({
    input: v.strictObject({ accountId: AccountId }),
    output: v.array(Channel),
    errors: [...ACCOUNT_ERRORS],
  }),
  /**
   * The person says that this portal has no weekly limit (partners' licences have none). Believed of all its lines until
   * the portal refuses a message because of the limit.
   */
  'messages.noWeeklyLimit': route({
    input: v.strictObject({ accountId: AccountId }),
    output: Nothing,
    errors: ['accounts.notFound', 'store.failed'],
  }),
  /** What was said there lately, oldest first; `before` is the `older` of an earlier answer. */
  'messages.history': route({
    input: v.strictObject({ accountId: AccountId, target: MessageTarget, before: v.optional(ServiceId) }),
    output: v.strictObject({ messages: v.array(PastMessage), older: v.optional(ServiceId) }),
    errors: [
      ...ACCOUNT_ERRORS,
      'messages.accessError',
      'messages.convoNotFound',
      'messages.noRecipient',
      'messages.recipientNotFound',
    ],
  }),
  /** Local: no request leaves. */
  'messages.check': route({ input: Composed, output: MessageCheck, errors: ['accounts.notFound'] }),
  /** The same for several targets: one check each, in their order. */
  'messages.checkMany': route({
    input: v.strictObject({ ...Content.entries, targets: v.pipe(v.array(MessageTarget), v.maxLength(MAX_TARGETS)) }),
    output: v.array(MessageCheck),
    errors: ['accounts.notFound'],
  }),
} as const
