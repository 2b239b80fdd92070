// What the composer of each account holds, and the draft each of them is kept as.
import { reactive, ref } from 'vue'
import type { OutputOf } from '../../../shared/contract'
import { emptyComposing, emptyContent, isBlank, typedSince } from './composing'
import type { Composing, TargetHit } from './composing'
import { baseKey, draftKeyOf, NO_TARGET } from './draft-keys'
import type { KeptDraft } from './draft-list'
import { useDrafts } from './drafts'
import { useSending } from './sending'

type AccountId = OutputOf<'accounts.list'>[number]['id']

/** What the composer tells of what it just did by itself. */
export type Said =
  | { readonly kind: 'leftOut'; readonly why: 'account' | 'line'; readonly names: readonly string[] }
  | { readonly kind: 'restored'; readonly updatedAt: string }
  | { readonly kind: 'parked' }

export type Composers = ReturnType<typeof useComposers>

export function useComposers() {
  const byAccount = reactive(new Map<AccountId, Composing>())
  /** The account the composer writes as. */
  const writer = ref<AccountId>()
  const said = ref<Said>()
  /** Chosen, but not reachable through the line chosen since: they come back with the way that reaches them. */
  const aside = new Map<AccountId, readonly TargetHit[]>()
  /** Left out because there were too many: their names, to be told. They wait aside. */
  const tooMany = ref<readonly string[]>([])

  function of(accountId: AccountId): Composing {
    if (!byAccount.has(accountId)) byAccount.set(accountId, emptyComposing())
    return byAccount.get(accountId) as Composing
  }
  const put = (accountId: AccountId, composing: Composing): void => void byAccount.set(accountId, { ...composing })
  const drafts = useDrafts(of)

  /** A message that has left must not come back after a crash as one that has not, nor one that came back be lost. */
  function saveNow(accountId: AccountId): void {
    drafts.touched(accountId)
    drafts.flush()
  }

  /** What was written has gone: the line stays for the next message, and so does what was typed since. */
  function left(accountId: AccountId, sent: Composing): void {
    const now = of(accountId)
    aside.delete(accountId)
    tooMany.value = []
    said.value = undefined
    Object.assign(now, { ...emptyContent(), ...typedSince(now, sent), recipients: [] })
    saveNow(accountId)
  }
  const sending = useSending({ of, left, changed: saveNow, keep: drafts.keep })

  function show(draft: KeptDraft): void {
    drafts.take(draft)
    put(draft.accountId, draft.composing)
  }

  /** Puts what is being written aside as a draft, and empties the composer. Answers whether there was anything. */
  function park(accountId: AccountId): boolean {
    const { lineCode, ...rest } = of(accountId)
    drafts.park(accountId)
    aside.delete(accountId)
    tooMany.value = []
    sending.forget(accountId)
    put(accountId, { ...emptyComposing(), lineCode })
    return !isBlank({ lineCode, ...rest })
  }

  /** The waiting draft for exactly these recipients. */
  function draftFor(accountId: AccountId): KeptDraft | undefined {
    const key = draftKeyOf(of(accountId))
    if (key === NO_TARGET) return undefined
    return drafts.waiting.value.find((draft) => draft.accountId === accountId && baseKey(draft.targetKey) === key)
  }

  return { writer, said, aside, tooMany, drafts, sending, of, put, left, show, park, saveNow, draftFor }
}
