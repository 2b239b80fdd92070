// Whether a composed message can go, said before it goes. Local: no request leaves.
import type { Composed, MessageCheck } from '../../shared/contract/messages'
import { fail, ok, type Result } from '../../shared/contract/result'
import { reviewConvoMessage } from '../../shared/domain/convo-message'
import { isDialogId } from '../../shared/domain/dialog-id'
import { isLineCode } from '../../shared/domain/line-code'
import { reviewMessage } from '../../shared/domain/message-sizes'
import type { Accounts, Clock } from '../networks/ports'
import { findKeptFile, type FilePlaces } from '../store/kept-file'
import type { Store } from '../store/open-store'
import { slotIsWaitedFor, slotOf } from './weekly-slot'

export interface CheckDeps {
  readonly store: Pick<Store, 'lines' | 'outbox' | 'keptFiles'>
  readonly accounts: Accounts
  readonly clock: Clock
  readonly fileBytes: FilePlaces['fileBytes']
}

/** `sendAt`: when it is to leave, in milliseconds; now when absent. */
export type CheckMessage = (composed: Composed, sendAt?: number) => Result<MessageCheck, 'accounts.notFound'>

const USER_ID = /^[1-9]\d{0,15}$/

export function createMessageCheck(deps: CheckDeps): CheckMessage {
  const reviewFor = createReviews()
  return (composed, sendAt = deps.clock()) => {
    const account = deps.accounts.get(composed.accountId)
    if (account === undefined) return fail('accounts.notFound')
    const { target } = composed
    const problems: MessageCheck['problems'] = []
    const port = deps.accounts.portOf(composed.accountId, 'messages')
    if (!port.ok || !port.data.targets.includes(target.kind)) problems.push('accounts.noPort')
    if (target.kind === 'network' && !isLineCode(target.lineCode)) problems.push('messages.lineCode')
    if (target.kind === 'network' && !USER_ID.test(target.userId)) problems.push('messages.noRecipient')
    if (target.kind === 'dialog' && !isDialogId(target.dialogId)) problems.push('messages.noRecipient')
    const review = reviewFor(composed)
    problems.push(...review.problems)
    if (composed.file !== undefined) problems.push(...fileProblems(deps, composed))
    const slot = slotOf(deps, { accountId: account.id, target, at: sendAt }) ?? { state: 'notApplicable' as const }
    if (slot.state === 'used') problems.push('messages.weeklyLimit')
    const waitedFor = slot.state === 'free' && slotIsWaitedFor(deps, { host: account.host, target })
    return ok({
      canSend: problems.length === 0,
      problems,
      warnings: [...(waitedFor ? (['slotWaitedFor'] as const) : []), ...review.warnings],
      sizes: { ...review.sizes },
      slot,
    })
  }
}

/** A file goes with the text alone, and only where the network takes one. */
function fileProblems(deps: CheckDeps, composed: Composed): MessageCheck['problems'] {
  const { accountId, target, file, attach, keyboard } = composed
  const port = deps.accounts.portOf(accountId, 'messages')
  if (!port.ok || port.data.fileTargets?.includes(target.kind) !== true) return ['messages.noFiles']
  const alone = attach === undefined && keyboard === undefined
  const isThere = file !== undefined && findKeptFile(deps, file.fileId) !== undefined
  return [...(alone ? [] : ['messages.fileAlone' as const]), ...(isThere ? [] : ['messages.fileGone' as const])]
}

/** One message to many targets is looked through once for each kind of target, not once for each of them. */
function createReviews() {
  const last = new Map<
    Composed['target']['kind'],
    { readonly of: Composed; readonly review: ReturnType<typeof look> }
  >()
  return (composed: Composed): ReturnType<typeof look> => {
    const { kind } = composed.target
    const known = last.get(kind)
    if (known !== undefined && sameContent(known.of, composed)) return known.review
    const review = look(composed)
    last.set(kind, { of: composed, review })
    return review
  }
}

function sameContent(a: Composed, b: Composed): boolean {
  return a.text === b.text && a.attach === b.attach && a.keyboard === b.keyboard && a.file === b.file
}

function look({ text, attach, keyboard, target, file }: Composed) {
  const parts = {
    text,
    ...(attach === undefined ? {} : { attach }),
    ...(keyboard === undefined ? {} : { keyboard }),
  }
  const review =
    target.kind === 'convo' ? { ...reviewConvoMessage(parts), warnings: [] } : reviewMessage(parts, target.kind)
  // A file says enough by itself.
  return file === undefined
    ? review
    : { ...review, problems: review.problems.filter((problem) => problem !== 'messages.empty') }
}
