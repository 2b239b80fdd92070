// The composer of each account: typed text stays when the account in view changes, and is kept as a draft by main.
import { defineStore } from 'pinia'
import { reactive, ref } from 'vue'
import { invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import { debounce } from '../../lib/debounce'
import type { Debounced } from '../../lib/debounce'
import { emptyComposing, fromDraft, isBlank, toComposed, toDraft } from './composing'
import type { Composing } from './composing'

export type Account = OutputOf<'accounts.list'>[number]
type AccountId = Account['id']

/** Main keeps drafts per account and target; the composer's working copy is one of them. */
const DRAFT_KEY = 'composer'
const SAVE_MS = 600

export const useMessages = defineStore('messages', () => {
  const byAccount = reactive(new Map<AccountId, Composing>())
  /** The account the composer writes as. */
  const writer = ref<AccountId>()
  const draftError = ref<boolean>(false)
  const savers = new Map<AccountId, Debounced>()

  function of(accountId: AccountId): Composing {
    if (!byAccount.has(accountId)) byAccount.set(accountId, emptyComposing())
    return byAccount.get(accountId) as Composing
  }

  async function save(accountId: AccountId): Promise<void> {
    const composing = of(accountId)
    const key = { accountId, targetKey: DRAFT_KEY }
    const blank = isBlank(composing) && !composing.lineCode && !composing.recipient
    const answer = blank
      ? await invoke('drafts.remove', key, { quiet: true })
      : await invoke('drafts.save', { ...key, body: toDraft(composing) }, { quiet: true })
    draftError.value = !answer.ok
  }

  /** Says that an account's composer was changed: it is saved after a short pause. */
  function touched(accountId: AccountId): void {
    const saver = savers.get(accountId) ?? debounce(() => void save(accountId), SAVE_MS)
    savers.set(accountId, saver)
    saver()
  }

  /** Saves what has not been saved yet: the window may be about to close. */
  function flush(): void {
    for (const saver of savers.values()) saver.flush()
  }

  /** Reads the drafts back; what has been typed meanwhile wins. */
  async function start(): Promise<void> {
    window.addEventListener('pagehide', flush)
    const answer = await invoke('drafts.list', {}, { quiet: true })
    if (!answer.ok) return
    for (const draft of answer.data) {
      if (draft.targetKey !== DRAFT_KEY) continue
      const current = byAccount.get(draft.accountId)
      if (!current || isBlank(current)) byAccount.set(draft.accountId, fromDraft(draft.body))
    }
  }

  /** Writes on as another account: the text moves along, unless something is already being written there. */
  function writeAs(next: AccountId): void {
    const from = writer.value
    writer.value = next
    if (!from || from === next || !isBlank(of(next)) || isBlank(of(from))) return
    const { text, attach, keyboard, urlPreview } = of(from)
    Object.assign(of(next), { text, attach, keyboard, urlPreview })
    Object.assign(of(from), { text: '', attach: '', keyboard: '' })
    touched(from)
    touched(next)
  }

  /** Hands the message to the outbox; the composer is emptied once it is journalled there. */
  async function send(account: Account, holdSeconds: number): Promise<ResultOf<'outbox.enqueue'>> {
    const composing = of(account.id)
    const answer = await invoke('outbox.enqueue', {
      ...toComposed(account.id, account.network, composing),
      ...(composing.recipient ? { targetTitle: composing.recipient.name } : {}),
      holdSeconds,
    })
    if (answer.ok) {
      Object.assign(composing, { text: '', attach: '', keyboard: '', recipient: undefined })
      touched(account.id)
    }
    return answer
  }

  return { writer, draftError, of, touched, flush, start, writeAs, send }
})
