// Asking with a join link: look first, then ask once.
import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import type { Group } from './store'

export function useLinkJoin(accountId: Ref<Group['accountId'] | ''>) {
  const link = ref('')
  const preview = ref<OutputOf<'groups.previewLink'>>()
  const result = ref<OutputOf<'requests.send'>>()
  const error = ref<AppError>()
  const busy = ref(false)
  const canAsk = computed(() => preview.value?.canRequest === true && !result.value)

  /** Another link or another account: what was known belongs to the old one. */
  function changed(): void {
    preview.value = result.value = error.value = undefined
  }
  watch(accountId, changed)

  async function look(): Promise<void> {
    const account = accountId.value
    if (!account || busy.value) return
    const asked = link.value
    busy.value = true
    changed()
    const answer = await invoke('groups.previewLink', { accountId: account, link: asked })
    busy.value = false
    if (asked !== link.value || account !== accountId.value) return
    if (answer.ok) preview.value = answer.data
    else error.value = answer.error
  }

  async function ask(): Promise<void> {
    const account = accountId.value
    if (!account || busy.value) return
    busy.value = true
    error.value = undefined
    const answer = await invoke('requests.send', { accountId: account, link: link.value })
    busy.value = false
    if (answer.ok) result.value = answer.data
    else error.value = answer.error
  }

  return { link, preview, result, error, busy, canAsk, changed, look, ask }
}
