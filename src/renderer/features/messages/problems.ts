// Which of main's objections to show now: an empty form is no mistake until somebody tries to send it. Pure.
import type { OutputOf } from '../../../shared/contract'

type Problem = OutputOf<'messages.check'>['problems'][number]

const UNFINISHED: readonly Problem[] = ['messages.empty', 'messages.noRecipient', 'messages.lineCode']
/** Said beside the field they belong to. */
const IN_PLACE: readonly Problem[] = [
  'messages.attachError',
  'messages.attachOversize',
  'messages.keyboardError',
  'messages.keyboardOversize',
  'messages.keyboardLinkOnly',
]

/** The problems to list above the button. */
export function problemsInWay(problems: readonly Problem[], now: { readonly tried: boolean }): Problem[] {
  return problems
    .filter((problem) => !IN_PLACE.includes(problem))
    .filter((problem) => now.tried || !UNFINISHED.includes(problem))
}
