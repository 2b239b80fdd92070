// How the composer's content is kept as a draft's body, and read back from whatever is found there. Pure.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { MessageTarget } from '../../../shared/contract/messages'
import { isObject } from '../../../shared/domain/json-shape'
import { emptyComposing, kindOfTarget } from './composing'
import type { Composing, TargetHit } from './composing'

type AccountId = TargetHit['accountId']
const KINDS: readonly TargetHit['kind'][] = ['person', 'chat', 'openline', 'convo']

/** The composer's content as a draft's body; what is not set stays out. */
export function toDraft({ recipients, file, notBefore, replaces, ...rest }: Composing): JsonObject {
  return {
    ...rest,
    recipients: recipients.map(({ target, title, kind, hint }) => ({ target, title, kind, ...(hint ? { hint } : {}) })),
    ...(file === undefined ? {} : { file: { ...file } }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(replaces === undefined ? {} : { replaces }),
  }
}

/** Reads a draft's body back, also one of an earlier version; whatever does not fit is left out. */
export function fromDraft(accountId: AccountId, body: JsonValue): Composing {
  const empty = emptyComposing()
  if (!isObject(body)) return empty
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '')
  const lineCode = text('lineCode')
  return {
    lineCode,
    text: text('text'),
    attach: text('attach'),
    keyboard: text('keyboard'),
    urlPreview: body['urlPreview'] !== false,
    recipients: readRecipients(accountId, lineCode, body),
    file: readFile(body['file']),
    notBefore: Number.isNaN(Date.parse(text('notBefore'))) ? undefined : text('notBefore'),
    replaces: text('replaces') || undefined,
  }
}

function readFile(value: JsonValue | undefined): Composing['file'] {
  if (!isObject(value)) return undefined
  const { fileId, name, size } = value
  const fits = typeof fileId === 'string' && typeof name === 'string' && typeof size === 'number'
  return fits ? { fileId, name, size } : undefined
}

function readRecipients(accountId: AccountId, lineCode: string, body: JsonObject): readonly TargetHit[] {
  const list = body['recipients']
  if (Array.isArray(list)) return list.flatMap((each) => readHit(accountId, each))
  const one = body['recipient']
  return isObject(one) ? readFirstShape(accountId, lineCode, one) : []
}

function readHit(accountId: AccountId, value: JsonValue): readonly TargetHit[] {
  const target = isObject(value) ? readTarget(value['target']) : undefined
  if (!isObject(value) || target === undefined) return []
  const { title, kind, hint } = value
  return [
    {
      accountId,
      target,
      title: typeof title === 'string' ? title : '',
      kind: KINDS.find((known) => known === kind) ?? kindOfTarget(target),
      ...(typeof hint === 'string' ? { hint } : {}),
    },
  ]
}

function readTarget(value: JsonValue | undefined): MessageTarget | undefined {
  if (!isObject(value)) return undefined
  const { kind, lineCode, userId, dialogId, convoId } = value
  if (kind === 'network' && typeof lineCode === 'string' && typeof userId === 'string')
    return { kind, lineCode, userId }
  if (kind === 'dialog' && typeof dialogId === 'string') return { kind, dialogId }
  return kind === 'convo' && typeof convoId === 'string' ? { kind, convoId } : undefined
}

/** The first version knew one recipient by id: a user, who is a number, or a conversation. */
function readFirstShape(accountId: AccountId, lineCode: string, { id, name }: JsonObject): readonly TargetHit[] {
  if (typeof id !== 'string' || id === '' || id === '0') return []
  const person = /^\d+$/.test(id)
  const target: MessageTarget = !person
    ? { kind: 'convo', convoId: id }
    : lineCode === ''
      ? { kind: 'dialog', dialogId: id }
      : { kind: 'network', lineCode, userId: id }
  return [{ accountId, target, title: typeof name === 'string' ? name : id, kind: person ? 'person' : 'convo' }]
}
