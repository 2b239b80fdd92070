// One string per place a message or a request can go to: order, single flight and drafts are kept by it.
import type { MessageTarget } from '../contract/messages'

/** The key of a message target within one account; equal for equal targets, at most 600 characters for valid ones. */
export function messageTargetKey(target: MessageTarget): string {
  switch (target.kind) {
    case 'network':
      return `network:${target.lineCode}:${target.userId}`
    case 'dialog':
      return `dialog:${target.dialogId}`
    case 'convo':
      return `convo:${target.convoId}`
  }
}

/** What a person would call the target when nobody gave it a title: the id it goes to. */
export function messageTargetFallbackTitle(target: MessageTarget): string {
  switch (target.kind) {
    case 'network':
      return target.userId
    case 'dialog':
      return target.dialogId
    case 'convo':
      return target.convoId
  }
}

/** What a target is to a person, as far as its id tells: a dialog of digits is somebody's private one. */
export function targetKindOf(target: MessageTarget): 'person' | 'chat' | 'convo' {
  switch (target.kind) {
    case 'network':
      return 'person'
    case 'dialog':
      return /^\d+$/.test(target.dialogId) ? 'person' : 'chat'
    case 'convo':
      return 'convo'
  }
}

/** The key of a join target within one account; `undefined` when neither a group nor a link is named. */
export function joinTargetKey(target: {
  readonly groupId?: string | undefined
  readonly link?: string | undefined
}): string | undefined {
  if (target.groupId !== undefined) return `group:${target.groupId}`
  return target.link === undefined ? undefined : `link:${target.link.trim()}`
}
