// What is typed into each dialog's reply box, kept by main as the draft for that dialog: the composer knows it under the
// same key. Saved after a pause and when one looks away; read again when one comes back.
import { reactive } from 'vue'
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import type { JsonObject } from '../../../shared/contract/common'
import type { MessageTarget } from '../../../shared/contract/messages'
import { dialogIdOf } from '../../../shared/domain/dialog-id'
import { isObject } from '../../../shared/domain/json-shape'
import { messageTargetKey } from '../../../shared/domain/target-key'
import { debounce } from '../../lib/debounce'
import type { Debounced } from '../../lib/debounce'
import { dialogKey } from './readings'
import type { ChatRef } from './readings'

type Draft = OutputOf<'drafts.list'>[number]
export type Answered = ChatRef & { readonly title: string }
type Sent = Pick<OutputOf<'outbox.list'>[number], 'id' | 'text'>

const SAVE_MS = 600

interface Place {
  readonly targetKey: string
  readonly body: JsonObject
}

const targetOf = ({ chatId }: ChatRef): MessageTarget => ({ kind: 'dialog', dialogId: dialogIdOf(chatId) })

/** Text and nothing else: the reply box has no place for attachments and buttons. */
const isPlain = (body: Draft['body']): body is JsonObject =>
  isObject(body) && ['attach', 'keyboard'].every((part) => typeof body[part] !== 'string' || body[part].trim() === '')

/** The draft a reply box shows, or a free key for one: a draft it cannot show is not written over. */
function placeFor(dialog: Answered, drafts: readonly Draft[]): Place {
  const base = messageTargetKey(targetOf(dialog))
  for (let number = 1; ; number += 1) {
    const targetKey = number === 1 ? base : `${base}~${number}`
    const draft = drafts.find((each) => each.accountId === dialog.accountId && each.targetKey === targetKey)
    if (!draft)
      return { targetKey, body: { recipients: [{ target: targetOf(dialog), title: dialog.title, kind: 'openline' }] } }
    if (isPlain(draft.body)) return { targetKey, body: draft.body }
  }
}

const typedSince = (now: string, sent: string): string => (now.startsWith(sent) ? now.slice(sent.length) : now)

export function useReplyDrafts() {
  const texts = reactive(new Map<string, string>())
  const places = new Map<string, Place>()
  /** By the message that left from there. */
  const left = new Map<string, Answered>()
  /** Typed and not saved yet. */
  const unsaved = new Map<string, { readonly dialog: Answered; readonly saver: Debounced }>()

  const of = (chat: ChatRef): string => texts.get(dialogKey(chat)) ?? ''

  /** Asks main for a dialog's draft. What it knows beside the text is written back with it. */
  async function readPlace(dialog: Answered): Promise<Place | undefined> {
    const answer = await invoke('drafts.list', {}, { quiet: true })
    if (answer.ok) places.set(dialogKey(dialog), placeFor(dialog, answer.data))
    return places.get(dialogKey(dialog))
  }

  /** Does not ask first where it can help it: the window may be about to close. */
  async function save(dialog: Answered): Promise<void> {
    unsaved.delete(dialogKey(dialog))
    const place = places.get(dialogKey(dialog)) ?? (await readPlace(dialog))
    if (!place) return
    const text = of(dialog)
    const key = { accountId: dialog.accountId, targetKey: place.targetKey }
    if (text.trim() === '') await invoke('drafts.remove', key, { quiet: true })
    else await invoke('drafts.save', { ...key, body: { ...place.body, text } }, { quiet: true })
  }

  function set(dialog: Answered, text: string): void {
    const key = dialogKey(dialog)
    texts.set(key, text)
    const known = unsaved.get(key) ?? { dialog, saver: debounce(() => void save(dialog), SAVE_MS) }
    unsaved.set(key, known)
    known.saver()
  }

  function flush(): void {
    for (const { saver } of [...unsaved.values()]) saver.flush()
  }

  /** The kept text into the box, unless something is being typed there. */
  async function read(dialog: Answered): Promise<void> {
    const place = await readPlace(dialog)
    if (!place || unsaved.has(dialogKey(dialog))) return
    const { text } = place.body
    texts.set(dialogKey(dialog), typeof text === 'string' ? text : '')
  }

  /** It was handed to the outbox: the box is free for the next one, and keeps what has been typed of that already. */
  function sent(dialog: Answered, { id, text }: Sent): void {
    left.set(id, dialog)
    set(dialog, typedSince(of(dialog), text))
    flush()
  }

  /** What was taken back within its hold, where it left a box here that is empty now. Answers whether it is there. */
  function putBack({ id, text }: Sent): boolean {
    const dialog = left.get(id)
    if (!dialog || of(dialog).trim() !== '') return false
    set(dialog, text)
    return true
  }

  return { of, set, read, flush, sent, putBack }
}
