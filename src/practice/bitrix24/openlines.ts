// The life of an open-channel dialog: waiting, taken, passed on, finished; who sees it and who may step in. Used by methods and mover.
import { CUSTOMER_LINES, SYSTEM_LINES } from './seed/line-texts'
import { nextId, post } from './world'
import type { Chat, Line, OpenlineState, World } from './world-types'

/** The server's status numbers (undocumented). */
export const STATUS = {
  new: 0,
  skipped: 5,
  accepted: 10,
  customerWaits: 20,
  customerAfterOperator: 25,
  answered: 40,
  closed: 60,
  spam: 65,
} as const

/** A chat that is an open-channel dialog. */
export type Dialog = Chat & { readonly line: OpenlineState }

export function isDialog(chat: Chat | undefined): chat is Dialog {
  return chat?.line !== undefined
}

export function dialogsOf(world: World): Dialog[] {
  return [...world.chats.values()].filter(isDialog)
}

export function isOpen(line: OpenlineState): boolean {
  return line.status < STATUS.closed
}

export function lineOf(world: World, dialog: Dialog): Line | undefined {
  return world.lines.find((line) => line.id === dialog.line.lineId)
}

export function inQueue(world: World, dialog: Dialog, userId: number): boolean {
  return lineOf(world, dialog)?.queue.includes(userId) === true
}

/** In the chat already, in the queue of its line, or the line is open to colleagues (undocumented rules). */
export function mayJoin(world: World, dialog: Dialog, userId: number): boolean {
  return dialog.participants.has(userId) || inQueue(world, dialog, userId) || !dialog.line.restricted
}

/** Waiting dialogs show up in the recent list of everybody in the queue, others only for participants, closed ones for nobody. */
export function isListedFor(world: World, dialog: Dialog, userId: number): boolean {
  if (!isOpen(dialog.line)) return false
  if (dialog.participants.has(userId)) return true
  return dialog.line.operatorId === 0 && dialog.line.status < STATUS.accepted && inQueue(world, dialog, userId)
}

/** Says something in the system's name. */
export function announce(
  world: World,
  dialog: Dialog,
  entry: { readonly text: keyof (typeof SYSTEM_LINES)['en']; readonly at: number },
): void {
  post(world, dialog, { authorId: 0, text: SYSTEM_LINES[world.language][entry.text], at: entry.at })
}

/** The customer writes; a closed dialog starts a new session and waits again. */
export function customerWrites(
  world: World,
  dialog: Dialog,
  entry: { readonly text: string; readonly at: number },
): void {
  const { line } = dialog
  if (!isOpen(line)) startSession(world, dialog, entry.at)
  post(world, dialog, { authorId: line.customerId, text: entry.text, at: entry.at })
  if (line.operatorId === 0) return
  line.status = line.status >= STATUS.answered ? STATUS.customerAfterOperator : STATUS.customerWaits
}

/** A new session of the same chat, without an operator. */
export function startSession(world: World, dialog: Dialog, at: number): void {
  const { line } = dialog
  line.past.push({ sessionId: line.sessionId, toMessageId: dialog.messages.at(-1)?.id ?? 0 })
  line.sessionId = nextId(world)
  line.sessionStartedAt = at
  line.status = STATUS.new
  line.operatorId = 0
  announce(world, dialog, { text: 'started', at })
}

/** Makes `userId` the operator; other colleagues leave the chat (undocumented), the customer stays. */
export function takeOver(dialog: Dialog, userId: number): void {
  const { line } = dialog
  for (const participant of dialog.participants.keys()) {
    if (participant !== line.customerId && participant !== userId) dialog.participants.delete(participant)
  }
  if (!dialog.participants.has(userId)) dialog.participants.set(userId, dialog.messages.at(-1)?.id ?? 0)
  line.operatorId = userId
  if (line.status < STATUS.accepted) line.status = STATUS.accepted
}

/** Back to the queue: nobody owns it, everybody in the queue sees it. */
export function backToQueue(dialog: Dialog, userId: number): void {
  dialog.participants.delete(userId)
  dialog.line.operatorId = 0
  dialog.line.status = STATUS.skipped
}

export function close(world: World, dialog: Dialog, entry: { readonly status: number; readonly at: number }): void {
  dialog.line.status = entry.status
  dialog.line.pinnedBy.clear()
  announce(world, dialog, { text: 'finished', at: entry.at })
}

export interface NewDialog {
  readonly line: Line
  readonly customerId: number
  readonly title: string
  readonly at: number
  readonly restricted?: boolean
  readonly joinIgnored?: boolean
}

/** Opens a dialog with a first session and no operator. */
export function openDialog(world: World, options: NewDialog): Dialog {
  const { line, customerId, at } = options
  const id = nextId(world)
  const sessionId = nextId(world)
  const dialog: Dialog = {
    id,
    kind: 'lines',
    title: options.title,
    ownerId: 0,
    color: '#58cc47',
    createdAt: at,
    participants: new Map([[customerId, 0]]),
    messages: [],
    line: {
      lineId: line.id,
      connector: line.connector,
      customerId,
      userCode: `${line.connector}|${line.id}|${id + 5000}|${customerId}`,
      sessionId,
      status: STATUS.new,
      operatorId: 0,
      sessionStartedAt: at,
      pinnedBy: new Set(),
      silent: false,
      restricted: options.restricted === true,
      joinIgnored: options.joinIgnored === true,
      past: [],
    },
  }
  world.chats.set(id, dialog)
  announce(world, dialog, { text: 'started', at })
  return dialog
}

/** What a customer says next. */
export function customerText(world: World, index: number): string {
  const lines = CUSTOMER_LINES[world.language]
  return lines[index % lines.length] ?? ''
}
