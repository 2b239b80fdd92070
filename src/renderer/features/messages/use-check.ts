// Sizes, problems and the weekly slot of what is composed, asked of main after each pause in typing.
import { onScopeDispose, ref, watch } from 'vue'
import { invoke } from '../../api'
import type { InputOf, OutputOf } from '../../../shared/contract'
import { debounce } from '../../lib/debounce'

const PAUSE_MS = 250

/** `composed` is read anew whenever it changes; `undefined` means there is nothing to check yet. */
export function useCheck(composed: () => InputOf<'messages.check'> | undefined) {
  const check = ref<OutputOf<'messages.check'>>()

  async function run(): Promise<void> {
    const asked = composed()
    if (!asked) {
      check.value = undefined
      return
    }
    const answer = await invoke('messages.check', asked, { quiet: true })
    if (JSON.stringify(composed()) !== JSON.stringify(asked)) return
    check.value = answer.ok ? answer.data : undefined
  }

  const soon = debounce(() => void run(), PAUSE_MS)
  watch(
    () => JSON.stringify(composed()),
    () => soon(),
    { immediate: true },
  )
  onScopeDispose(() => {
    soon.cancel()
  })
  return { check, again: run }
}
