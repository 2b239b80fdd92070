// The names for what is typed after `@` or `#`: asked for after a pause, the answer to an older question dropped.
import { computed, onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { AppError } from '../../../shared/contract/result'
import { debounce } from '../../lib/debounce'
import type { MentionQuery } from '../../lib/mention-at'
import type { Mention, MentionSource } from './mentions'

const PAUSE_MS = 200
const LEAST = 2
const MOST = 8

export function useMentionSearch(query: Ref<MentionQuery | undefined>, source: () => MentionSource | undefined) {
  const found = ref<readonly Mention[]>()
  const error = ref<AppError>()
  /** Enough is typed to ask. */
  const asked = computed(() => (query.value?.text.length ?? 0) >= LEAST)

  const everybody = computed(() => {
    const all = source()?.everybody
    if (query.value?.kind !== 'person' || !all) return []
    const typed = query.value.text.toLowerCase()
    return ['all', all.name.toLowerCase()].some((name) => name.startsWith(typed)) ? [all] : []
  })
  const options = computed(() => [...everybody.value, ...(asked.value ? (found.value ?? []) : [])].slice(0, MOST))
  const searching = computed(() => asked.value && found.value === undefined && error.value === undefined)
  /** Several words that are nobody's name are a sentence. */
  const sentence = computed(() => found.value?.length === 0 && /\s/.test(query.value?.text ?? ''))

  const search = debounce(() => void ask(), PAUSE_MS)
  async function ask(): Promise<void> {
    const now = query.value
    const find = source()?.find
    if (!now || !find || !asked.value) return
    const answer = await find(now.kind, now.text.trim())
    if (query.value?.text !== now.text || query.value.kind !== now.kind) return
    found.value = answer.ok ? answer.data : undefined
    error.value = answer.ok ? undefined : answer.error
  }
  watch(
    () => `${query.value?.kind ?? ''} ${query.value?.text ?? ''}`,
    () => {
      error.value = undefined
      if (!asked.value) found.value = undefined
      if (query.value) search()
      else search.cancel()
    },
  )
  onScopeDispose(() => search.cancel())
  return { asked, options, searching, sentence, error }
}
