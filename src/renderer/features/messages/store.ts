// The composer of each account: typed text stays when the account in view changes, and is kept as a draft by main.
import { defineStore } from 'pinia'
import { reactive, ref } from 'vue'
import { invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import { emptyComposing, emptyContent, fromSent, isBlank, targetsToCheck, toContent } from './composing'
import type { Composing } from './composing'
import { useDrafts } from './drafts'

export type Account = OutputOf<'accounts.list'>[number]
type OutboxItem = OutputOf<'outbox.list'>[number]
type AccountId = Account['id']

export const useMessages = defineStore('messages', () => {
  const byAccount = reactive(new Map<AccountId, Composing>())
  /** The account the composer writes as. */
  const writer = ref<AccountId>()

  function of(accountId: AccountId): Composing {
    if (!byAccount.has(accountId)) byAccount.set(accountId, emptyComposing())
    return byAccount.get(accountId) as Composing
  }
  const drafts = useDrafts(of)

  /** Reads the drafts back; what has been typed meanwhile wins. */
  async function start(): Promise<void> {
    window.addEventListener('pagehide', drafts.flush)
    for (const [accountId, kept] of await drafts.readAll()) {
      if (isBlank(of(accountId))) byAccount.set(accountId, kept)
    }
  }

  /** Writes on as another account: the text moves along, unless something is already being written there. */
  function writeAs(next: AccountId): void {
    const from = writer.value
    writer.value = next
    if (!from || from === next || !isBlank(of(next)) || isBlank(of(from))) return
    const { text, attach, keyboard, urlPreview } = of(from)
    Object.assign(of(next), { text, attach, keyboard, urlPreview })
    Object.assign(of(from), emptyContent())
    drafts.touched(from)
    drafts.touched(next)
  }

  /** Hands the message to the outbox; the composer is emptied once it is journalled there. */
  async function send(account: Account, holdSeconds: number): Promise<ResultOf<'outbox.enqueue'>> {
    const composing = of(account.id)
    const [target] = targetsToCheck(account.network, composing)
    const targetTitle = composing.recipients[0]?.title
    const answer = await invoke('outbox.enqueue', {
      ...toContent(account.id, account.network, composing),
      ...{ target: target as NonNullable<typeof target>, holdSeconds },
      ...(targetTitle === undefined ? {} : { targetTitle }),
    })
    if (answer.ok) {
      Object.assign(composing, { ...emptyContent(), recipients: [] })
      drafts.touched(account.id)
    }
    return answer
  }

  /**
   * Brings a message that was taken back within its hold into the composer it came from, unless something is being
   * written there. Answers whether it is there again.
   */
  function putBack(item: OutboxItem): boolean {
    const back = fromSent([item])
    const composing = of(item.accountId)
    if (item.target.kind === 'dialog' || !isBlank(composing) || composing.recipients.length > 0) return false
    Object.assign(composing, back)
    drafts.touched(item.accountId)
    return true
  }

  return { writer, draftFailed: drafts.failed, of, touched: drafts.touched, start, writeAs, send, putBack }
})
