// What stops a message: one of those it goes to, or the message itself whoever it goes to. Pure.
import type { ErrorCode } from '../contract/errors'

const OF_RECIPIENT: readonly ErrorCode[] = [
  'messages.noRecipient',
  'messages.lineCode',
  'messages.weeklyLimit',
  'messages.noFiles',
  'accounts.noPort',
]

/** True for what is wrong with one recipient; the others may be written to all the same. */
export const isOfRecipient = (problem: ErrorCode): boolean => OF_RECIPIENT.includes(problem)
