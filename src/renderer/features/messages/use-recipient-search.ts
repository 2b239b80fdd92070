// Finding whom to write to: recent ones at once, what the service finds after a pause in typing.
import { computed, onScopeDispose, ref, watch } from 'vue'
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { throughLine } from '../../../shared/domain/target-ways'
import { debounce } from '../../lib/debounce'
import type { TargetHit } from './composing'
import { recipientKey, withoutDoubles } from './recipients'

type AccountId = OutputOf<'accounts.list'>[number]['id']

/** Where is looked, and who is chosen already. */
export interface Looking {
  readonly accountId: AccountId
  readonly lineCode: string
  readonly chosen: readonly TargetHit[]
}

const PAUSE_MS = 250
const RECENT = 8
const MOST_TYPED = 200
/** A longer list is not read, but narrowed by another letter. */
const MOST_OFFERED = 50

/** Asks the service by name; through a line people only. */
export function askTargets({ accountId, lineCode }: Looking, text: string) {
  return invoke('messages.findTargets', { accountId, text, ...(lineCode === '' ? {} : { lineCode }) })
}

const sameWay = (a: Looking, b: Looking): boolean => a.accountId === b.accountId && a.lineCode === b.lineCode

/** Those of these who can be reached the chosen way and are not chosen yet. */
function offered(hits: readonly TargetHit[], { lineCode, chosen }: Looking): readonly TargetHit[] {
  const taken = new Set(chosen.map(recipientKey))
  const reachable = withoutDoubles(hits.flatMap((hit) => throughLine(hit, lineCode) ?? []))
  return reachable.filter((hit) => !taken.has(recipientKey(hit))).slice(0, MOST_OFFERED)
}

export function useRecipientSearch(looking: () => Looking) {
  const text = ref('')
  const open = ref(false)
  const recent = ref<readonly TargetHit[]>([])
  const found = ref<readonly TargetHit[]>()
  const error = ref<AppError>()
  const busy = ref(false)
  const typed = computed(() => text.value.trim().slice(0, MOST_TYPED))

  const options = computed(() => offered(found.value ?? recent.value, looking()))
  /** Nothing has been asked of the service yet. */
  const onlyRecent = computed(() => found.value === undefined)

  const stillAsked = (asked: Looking, words: string): boolean => sameWay(asked, looking()) && words === typed.value

  async function readRecent(): Promise<void> {
    const [asked, words] = [looking(), typed.value]
    const input = { accountIds: [asked.accountId], limit: RECENT, ...(words === '' ? {} : { text: words }) }
    const answer = await invoke('messages.recentTargets', input, { quiet: true })
    if (stillAsked(asked, words)) recent.value = answer.ok ? answer.data : []
  }

  async function find(): Promise<void> {
    const [asked, words] = [looking(), typed.value]
    busy.value = true
    const answer = await askTargets(asked, words)
    if (!stillAsked(asked, words)) return
    busy.value = false
    found.value = answer.ok ? answer.data : undefined
    error.value = answer.ok ? undefined : answer.error
  }
  const soon = debounce(() => void find(), PAUSE_MS)
  const look = (): void => {
    open.value = true
    void readRecent()
    if (typed.value !== '' && found.value === undefined) soon()
  }
  const close = (): void => {
    soon.cancel()
    open.value = busy.value = false
  }
  /** After a choice: the field is ready for the next name. */
  const clear = (): void => {
    text.value = ''
    close()
  }

  function changed(words: string): void {
    found.value = error.value = undefined
    busy.value = words !== ''
    soon.cancel()
    if (open.value || words !== '') look()
  }
  watch([typed, () => looking().accountId, () => looking().lineCode], ([words]) => changed(words))
  onScopeDispose(() => soon.cancel())

  return { text, open, options, onlyRecent, error, busy, look, close, clear }
}
