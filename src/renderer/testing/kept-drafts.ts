// A main that keeps drafts as main does, and recipients, for the tests of the composer's store.
import type { OutputOf } from '../../shared/contract'
import { ok } from './contract'
import type { FakeHandlers } from './fake-bellhop'
import { accountId } from './sample'
import { setStage } from './stage'

type TargetHit = OutputOf<'messages.findTargets'>[number]

const at = '2026-11-20T10:00:00.000Z'

/** `first` is what is kept at the beginning: bodies by account and key, with a space between. */
export function keeping(first: Record<string, object> = {}) {
  const drafts = new Map(Object.entries(first))
  const handlers: FakeHandlers = {
    'drafts.list': () =>
      ok(
        [...drafts].map(([key, body]) => {
          const [id = '', ...rest] = key.split(' ')
          return { accountId: accountId(id), targetKey: rest.join(' '), body: body as never, updatedAt: at }
        }),
      ),
    'drafts.save': (draft) => {
      drafts.set(`${draft.accountId} ${draft.targetKey}`, draft.body as object)
      return ok({ ...draft, updatedAt: at })
    },
    'drafts.remove': ({ accountId: id, targetKey }) => {
      drafts.delete(`${id} ${targetKey}`)
      return ok({})
    },
  }
  return { drafts, stage: setStage(handlers) }
}

/** A recipient by dialog id: digits are a person. */
export const to = (dialogId: string, more: Partial<TargetHit> = {}): TargetHit => ({
  ...{ accountId: accountId('a'), title: dialogId, kind: /^\d/.test(dialogId) ? 'person' : 'chat' },
  target: { kind: 'dialog', dialogId },
  ...more,
})
