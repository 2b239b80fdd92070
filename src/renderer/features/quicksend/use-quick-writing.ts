// How the text is written for those it goes to: one account's own way, or what all of several take.
import { computed } from 'vue'
import type { Writing } from '../../ui/text-field/writing'
import type { Account, TargetHit } from './hits'

/** Answers what a text field needs for an account and a place; the app hands it over. */
export type WritingFor = (
  account: Account,
  place: { readonly convoId?: string | undefined; readonly group?: string | undefined; readonly toChat?: boolean },
) => Writing

export type QuickWriting = Pick<Writing, 'syntax' | 'mentions'>

export function useQuickWriting(
  writingFor: WritingFor,
  chosen: () => { readonly targets: readonly TargetHit[]; readonly accounts: readonly Account[] },
) {
  return computed<QuickWriting>(() => {
    const { targets, accounts } = chosen()
    const ids = new Set(targets.map(({ accountId }) => accountId))
    const own = accounts.filter(({ id }) => ids.has(id))
    const [only] = own.length === 1 ? own : []
    // Somebody of one account is nobody in another's.
    if (!only) {
      const formats = own.length > 0 && own.every(({ network }) => network === 'bitrix24')
      return { syntax: formats ? 'bbcode' : 'plain', mentions: undefined }
    }
    const [place] = targets.length === 1 ? targets : []
    const convo = place?.target.kind === 'convo' ? place.target.convoId : undefined
    return writingFor(only, {
      convoId: convo,
      group: convo === undefined ? undefined : place?.title,
      toChat: targets.some(({ kind }) => kind === 'chat'),
    })
  })
}
