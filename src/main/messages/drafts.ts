// Drafts: what a composer holds, kept per account and target until it is sent or thrown away.
import type { HandlersOf, RoutesOf } from '../../shared/contract/index'
import { fail, ok } from '../../shared/contract/result'
import { isoAt } from '../../shared/domain/time'
import type { Accounts, Clock, Logger } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'

export interface DraftsDeps {
  readonly store: Pick<Store, 'drafts'>
  readonly accounts: Pick<Accounts, 'get'>
  readonly clock: Clock
  readonly log: Logger
}

/** Bytes of UTF-8 JSON. The largest message that can be sent is far smaller: text, attachment and buttons together. */
export const DRAFT_BYTES = 300_000

/** A draft is on disk when its saving is answered. */
export function draftHandlers({ store, accounts, clock, log }: DraftsDeps): HandlersOf<RoutesOf<'drafts'>> {
  return {
    'drafts.list': () => ok(store.drafts.list()),
    'drafts.save': ({ accountId, targetKey, body }) => {
      if (accounts.get(accountId) === undefined) return fail('accounts.notFound')
      if (Buffer.byteLength(JSON.stringify(body)) > DRAFT_BYTES) return fail('messages.draftTooLarge', 'user')
      const draft = { accountId, targetKey, body, updatedAt: isoAt(clock()) }
      const saved = guarded(log, () => {
        store.drafts.save(draft)
      })
      return saved.ok ? ok(draft) : saved
    },
    'drafts.remove': ({ accountId, targetKey }) => {
      const removed = guarded(log, () => {
        store.drafts.remove(accountId, targetKey)
      })
      return removed.ok ? ok({}) : removed
    },
  }
}
