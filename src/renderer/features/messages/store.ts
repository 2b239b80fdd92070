// The composer of each account: typed text stays when the account in view changes, and is kept as a draft by main.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { OutputOf } from '../../../shared/contract'
import { useAddressing } from './addressing'
import { useComposers } from './composers'
import type { Composers } from './composers'
import { emptyComposing, emptyContent, fromSent, isBlank } from './composing'
import type { Composing, TargetHit } from './composing'
import type { KeptDraft } from './draft-list'
import { recipientKey } from './recipients'

export type Account = OutputOf<'accounts.list'>[number]
export type { Said } from './composers'
type OutboxItem = OutputOf<'outbox.list'>[number]
type AccountId = Account['id']

export const useMessages = defineStore('messages', () => {
  /** The list of drafts is to be shown; the recipients are to be asked for. */
  const draftsOpen = ref(false)
  const recipientsAsked = ref(false)
  const composers = useComposers()
  const { writer, said, tooMany, drafts, sending, of, draftFor } = composers

  return {
    ...{ writer, said, tooMany, draftsOpen, recipientsAsked, of, draftFor },
    ...useAddressing(composers),
    ...useReading(composers),
    ...useReturning(composers),
    ...{ draftFailed: drafts.failed, drafts: drafts.waiting, touched: drafts.touched, flush: drafts.flush },
    ...{ removeDraft: drafts.remove, keepDraft: drafts.keep, send: sending.send, refusals: sending.refusals },
  }
})

/** Drafts from main into the composers. */
function useReading({ drafts, of, put, show }: Composers) {
  /** Reads the drafts back; what has been typed meanwhile wins. */
  async function start(): Promise<void> {
    window.addEventListener('pagehide', drafts.flush)
    for (const [accountId, draft] of await drafts.readAll()) {
      if (isBlank(of(accountId)) && of(accountId).recipients.length === 0) show(draft)
    }
  }

  /** Reads the drafts again: a reply box may have changed one that a composer holds. */
  async function readAgain(): Promise<void> {
    for (const [accountId, draft] of await drafts.reread()) {
      if (draft) put(accountId, draft.composing)
      else Object.assign(of(accountId), { ...emptyContent(), recipients: [] })
    }
  }
  return { start, readAgain }
}

/** What comes into a composer from elsewhere. What is being written there is never lost: it becomes a draft. */
function useReturning({ writer, said, drafts, of, put, show, park, saveNow }: Composers) {
  /** Begins anew: with nothing, or with this. */
  function begin(accountId: AccountId, composing?: Composing): void {
    const parked = park(accountId)
    writer.value = accountId
    if (composing) put(accountId, composing)
    said.value = parked ? { kind: 'parked' } : undefined
    drafts.touched(accountId)
  }

  /** Takes a waiting draft into the composer. */
  function open(draft: KeptDraft): void {
    begin(draft.accountId)
    show(draft)
    drafts.touched(draft.accountId)
  }

  /** Brings a message of the outbox back to be changed; sending it replaces the other. */
  function edit(item: OutboxItem): void {
    begin(item.accountId, { ...fromSent([item]), replaces: item.id })
    saveNow(item.accountId)
  }

  /** Brings a message back that leaves no more: nothing is replaced, and a time that is over is no time for it. */
  function takenBack(item: OutboxItem): void {
    const { notBefore, ...back } = fromSent([item])
    const ahead = notBefore !== undefined && Date.parse(notBefore) > Date.now()
    begin(item.accountId, { ...back, ...(ahead ? { notBefore } : {}) })
    saveNow(item.accountId)
  }

  /** Begins a text that was given elsewhere, to this recipient where there is one. */
  function writeHere(accountId: AccountId, recipient: TargetHit | undefined, text: string): void {
    const lineCode = recipient?.target.kind === 'network' ? recipient.target.lineCode : ''
    begin(accountId, { ...emptyComposing(), lineCode, recipients: recipient ? [recipient] : [], text })
    saveNow(accountId)
  }

  /**
   * Brings what was taken back within its hold to where it was written: into the composer, or, where something else is
   * being written there, into the drafts.
   */
  function putBack([first, ...others]: readonly OutboxItem[]): 'composer' | 'draft' {
    if (!first) return 'draft'
    const back = fromSent([first, ...others])
    const now = of(first.accountId)
    const before = new Set(back.recipients.map(recipientKey))
    if (!isBlank(now) || now.recipients.some((hit) => !before.has(recipientKey(hit)))) {
      drafts.keep(first.accountId, back)
      return 'draft'
    }
    put(first.accountId, back)
    drafts.touched(first.accountId)
    return 'composer'
  }
  return { begin, open, edit, takenBack, writeHere, putBack }
}
