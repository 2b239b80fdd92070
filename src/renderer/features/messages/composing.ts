// What the composer holds for one account, and what it becomes when it is sent. Pure.
import type { InputOf, OutputOf } from '../../../shared/contract'
import type { JsonValue } from '../../../shared/contract/common'
import type { MAX_TARGETS, MessageTarget } from '../../../shared/contract/messages'

export type TargetHit = OutputOf<'messages.findTargets'>[number]
type AccountId = TargetHit['accountId']
type Content = Omit<InputOf<'messages.checkMany'>, 'targets'>
type Item = OutputOf<'outbox.list'>[number]
type KeptFile = NonNullable<Item['file']>

/** At most so many recipients at once. */
export const MOST_RECIPIENTS: typeof MAX_TARGETS = 50
/** No longer text gets through to main (`Content` of the contract). */
export const MOST_TEXT = 100_000

export interface Composing {
  /** The code of the open channel it goes through; '' writes directly. */
  lineCode: string
  recipients: readonly TargetHit[]
  text: string
  /** ATTACH and KEYBOARD as typed: JSON, or not yet. */
  attach: string
  keyboard: string
  urlPreview: boolean
  /** A file main keeps for it. */
  file?: KeptFile | undefined
  /** When it may leave, ISO 8601; as soon as possible when absent. */
  notBefore?: string | undefined
  /** The message in the outbox that is written anew with this one. */
  replaces?: string | undefined
}

export const emptyComposing = (): Composing => ({
  lineCode: '',
  recipients: [],
  text: '',
  attach: '',
  keyboard: '',
  urlPreview: true,
  file: undefined,
  notBefore: undefined,
  replaces: undefined,
})

/** What is said, whoever it goes to: the parts that are gone once it is sent. */
export const emptyContent = () => ({
  text: '',
  attach: '',
  keyboard: '',
  file: undefined,
  notBefore: undefined,
  replaces: undefined,
})

/** What a composer holds beyond what was sent from it. */
export function typedSince(now: Composing, sent: Composing): Pick<Composing, 'text' | 'attach' | 'keyboard' | 'file'> {
  const rest = (typed: string, gone: string): string => (typed === gone ? '' : typed)
  return {
    text: now.text.startsWith(sent.text) ? now.text.slice(sent.text.length) : now.text,
    attach: rest(now.attach, sent.attach),
    keyboard: rest(now.keyboard, sent.keyboard),
    file: now.file?.fileId === sent.file?.fileId ? undefined : now.file,
  }
}

/** Whether there is something besides the text. */
export const hasParts = ({ attach, keyboard }: Composing): boolean => `${attach}${keyboard}`.trim() !== ''

/** Nothing worth keeping has been typed. */
export function isBlank({ text, attach, keyboard, file }: Composing): boolean {
  return file === undefined && [text, attach, keyboard].every((part) => part.trim() === '')
}

export type Typed =
  { readonly kind: 'none' } | { readonly kind: 'json'; readonly value: JsonValue } | { readonly kind: 'broken' }

/** Reads a JSON field; an empty one is none. */
export function readJson(typed: string): Typed {
  if (typed.trim() === '') return { kind: 'none' }
  try {
    return { kind: 'json', value: JSON.parse(typed) as JsonValue }
  } catch {
    return { kind: 'broken' }
  }
}

const json = (typed: string): JsonValue | undefined => {
  const read = readJson(typed)
  return read.kind === 'json' ? read.value : undefined
}

/** What is said, as main takes it; absent parts stay out, and a network without attachments gets none. */
export function toContent(accountId: AccountId, network: 'bitrix24' | 'bluesky', composing: Composing): Content {
  const { text, urlPreview } = composing
  const file = composing.file === undefined ? {} : { file: composing.file }
  if (network === 'bluesky') return { accountId, text, ...file }
  const attach = json(composing.attach)
  const keyboard = json(composing.keyboard)
  return {
    ...{ accountId, text, urlPreview, ...file },
    ...(attach === undefined ? {} : { attach }),
    ...(keyboard === undefined ? {} : { keyboard }),
  }
}

/** Stands for "nobody chosen yet" where sizes are asked before anybody is. */
const NOBODY = '0'

/** The targets to check: the recipients, or a stand-in of the kind that will be written to. */
export function targetsToCheck(network: 'bitrix24' | 'bluesky', { recipients, lineCode }: Composing): MessageTarget[] {
  if (recipients.length > 0) return recipients.map(({ target }) => target)
  if (network === 'bluesky') return [{ kind: 'convo', convoId: NOBODY }]
  return lineCode === '' ? [{ kind: 'dialog', dialogId: NOBODY }] : [{ kind: 'network', lineCode, userId: NOBODY }]
}

type Sent = Pick<
  Item,
  'accountId' | 'target' | 'targetTitle' | 'text' | 'attach' | 'keyboard' | 'urlPreview' | 'file' | 'notBefore'
>

const indented = (value: JsonValue | undefined): string => (value === undefined ? '' : JSON.stringify(value, null, 2))

/** What the composer held before messages left it: one message, written to all their targets. At least one is needed. */
export function fromSent([first, ...others]: readonly [Sent, ...Sent[]]): Composing {
  const recipients = [first, ...others].map((item) => toHit(item))
  return {
    ...emptyComposing(),
    lineCode: first.target.kind === 'network' ? first.target.lineCode : '',
    recipients,
    text: first.text,
    attach: indented(first.attach),
    keyboard: indented(first.keyboard),
    urlPreview: first.urlPreview,
    file: first.file,
    notBefore: first.notBefore,
  }
}

function toHit({ accountId, target, targetTitle: title }: Sent): TargetHit {
  return { accountId, target, title, kind: kindOfTarget(target) }
}

/** What a target most likely is, where nothing else is known of it. */
export function kindOfTarget(target: MessageTarget): TargetHit['kind'] {
  if (target.kind === 'convo') return 'convo'
  if (target.kind === 'network') return 'person'
  return /^\d+$/.test(target.dialogId) ? 'person' : 'chat'
}
