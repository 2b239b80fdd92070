// Whether a composed message can go, said before it goes. Local: no request leaves.
import type { Composed, MessageCheck } from '../../shared/contract/messages'
import { fail, ok, type Result } from '../../shared/contract/result'
import { reviewConvoMessage } from '../../shared/domain/convo-message'
import { isDialogId } from '../../shared/domain/dialog-id'
import { isLineCode } from '../../shared/domain/line-code'
import { reviewMessage } from '../../shared/domain/message-sizes'
import type { Accounts, Clock } from '../networks/ports'
import type { Store } from '../store/open-store'
import { slotIsWaitedFor, slotOf } from './weekly-slot'

export interface CheckDeps {
  readonly store: Pick<Store, 'lines' | 'outbox'>
  readonly accounts: Accounts
  readonly clock: Clock
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
  return a.text === b.text && a.attach === b.attach && a.keyboard === b.keyboard
}

function look({ text, attach, keyboard, target }: Composed) {
  const parts = {
    text,
    ...(attach === undefined ? {} : { attach }),
    ...(keyboard === undefined ? {} : { keyboard }),
  }
  if (target.kind === 'convo') return { ...reviewConvoMessage(parts), warnings: [] }
  return reviewMessage(parts, target.kind)
}
