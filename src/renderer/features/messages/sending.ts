// Handing a message to the outbox for all its recipients: who was journalled leaves the composer, who was refused stays.
import { reactive } from 'vue'
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { messageTargetKey } from '../../../shared/domain/target-key'
import { emptyComposing, hasParts, toContent } from './composing'
import type { Composing, TargetHit } from './composing'
import { recipientKey } from './recipients'

type Account = OutputOf<'accounts.list'>[number]
type AccountId = Account['id']
export type Problem = OutputOf<'messages.check'>['problems'][number]

interface Options {
  readonly of: (accountId: AccountId) => Composing
  /** All of it was journalled, as it was when it was handed over. */
  readonly left: (accountId: AccountId, sent: Composing) => void
  /** A part of it was, or none. */
  readonly changed: (accountId: AccountId) => void
  /** Puts something into the drafts. */
  readonly keep: (accountId: AccountId, composing: Composing) => void
}

interface Order {
  readonly account: Account
  /** The recipients it goes to now; the others stay in the composer. */
  readonly to: readonly TargetHit[]
  readonly holdSeconds: number
  /** What the composer held when sending was asked for; what it holds now when absent. */
  readonly said?: Composing
}

export type Sent =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly journalled: number }
  | { readonly kind: 'none' }
  /** The message it was to replace has left meanwhile, or is gone. Nothing was journalled; the next time it is a new one. */
  | { readonly kind: 'overtaken' }
  | { readonly kind: 'error'; readonly error: AppError }

const OVERTAKEN: readonly AppError['code'][] = ['outbox.wrongState', 'outbox.notFound']

export function useSending({ of, left, changed, keep }: Options) {
  /** Why a recipient was refused at the last attempt, by account and recipient. */
  const refusals = reactive(new Map<AccountId, ReadonlyMap<string, Problem>>())

  /** Hands the message over; whatever was not journalled stays in the composer, with the text. */
  async function send({ account, to, holdSeconds, said }: Order): Promise<Sent> {
    const composing = of(account.id)
    const handed = said ?? { ...composing }
    const { notBefore, replaces } = handed
    const answer = await invoke('outbox.enqueueMany', {
      ...toContent(account.id, account.network, handed),
      targets: to.map(({ target, title }) => ({ target, title })),
      holdSeconds,
      ...(notBefore === undefined ? {} : { notBefore }),
      ...(replaces === undefined ? {} : { replaces }),
    })
    if (!answer.ok && replaces !== undefined && OVERTAKEN.includes(answer.error.code)) {
      composing.replaces = undefined
      changed(account.id)
      return { kind: 'overtaken' }
    }
    if (!answer.ok) return { kind: 'error', error: answer.error }
    const refused = answer.data.flatMap((each) => (each.kind === 'refused' ? [each] : []))
    refusals.set(account.id, new Map(refused.map(({ target, problem }) => [messageTargetKey(target), problem])))
    const gone = new Set(
      answer.data.flatMap((each) => (each.kind === 'journalled' ? [messageTargetKey(each.item.target)] : [])),
    )
    composing.recipients = composing.recipients.filter((hit) => !gone.has(recipientKey(hit)))
    if (gone.size > 0) composing.replaces = undefined
    if (composing.recipients.length === 0 && gone.size > 0) {
      // Another message may have come into the composer meanwhile: that one stays.
      if (of(account.id) === composing) left(account.id, handed)
      // A service that takes text only got no more than that.
      const { attach, keyboard } = handed
      if (account.network === 'bluesky' && hasParts(handed)) keep(account.id, { ...emptyComposing(), attach, keyboard })
      return { kind: 'all' }
    }
    changed(account.id)
    return gone.size === 0 ? { kind: 'none' } : { kind: 'some', journalled: gone.size }
  }

  return { refusals, send, forget: (accountId: AccountId) => refusals.delete(accountId) }
}
