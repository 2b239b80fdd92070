// Keeping composers as drafts of main: saved after a pause, at once when the window goes, read back at the start.
import { ref } from 'vue'
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import { debounce } from '../../lib/debounce'
import type { Debounced } from '../../lib/debounce'
import { isBlank } from './composing'
import type { Composing } from './composing'
import { fromDraft, toDraft } from './draft-body'

type AccountId = OutputOf<'accounts.list'>[number]['id']

/** Main keeps drafts per account and target; the composer's working copy is one of them. */
const DRAFT_KEY = 'composer'
const SAVE_MS = 600

/** `composingOf` gives an account's composer as it stands when it is saved. */
export function useDrafts(composingOf: (accountId: AccountId) => Composing) {
  /** The last attempt to save failed. */
  const failed = ref(false)
  const savers = new Map<AccountId, Debounced>()

  async function save(accountId: AccountId): Promise<void> {
    const composing = composingOf(accountId)
    const key = { accountId, targetKey: DRAFT_KEY }
    const blank = isBlank(composing) && !composing.lineCode && composing.recipients.length === 0
    const answer = blank
      ? await invoke('drafts.remove', key, { quiet: true })
      : await invoke('drafts.save', { ...key, body: toDraft(composing) }, { quiet: true })
    failed.value = !answer.ok
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

  /** The kept composers, by account. */
  async function readAll(): Promise<ReadonlyMap<AccountId, Composing>> {
    const answer = await invoke('drafts.list', {}, { quiet: true })
    const drafts = answer.ok ? answer.data.filter(({ targetKey }) => targetKey === DRAFT_KEY) : []
    return new Map(drafts.map(({ accountId, body }) => [accountId, fromDraft(accountId, body)]))
  }

  return { failed, touched, flush, readAll }
}
