// What was copied last, offered once: main says what may be offered, each time the window is summoned.
import { computed, ref, watch } from 'vue'
import { invoke } from '../../api'

/** @param text what stands in the message: what is in it already is not offered */
export function useClipboard(summoned: () => number, text: () => string) {
  const copied = ref<string>()
  /** What was put in once is not offered again. */
  const used = ref<string>()

  watch(
    summoned,
    async () => {
      const answer = await invoke('quicksend.clipboard', {}, { quiet: true })
      copied.value = answer.ok ? answer.data.text : undefined
    },
    { immediate: true },
  )
  const offer = computed(() =>
    copied.value === undefined || copied.value === used.value || text().includes(copied.value)
      ? undefined
      : copied.value,
  )
  /** The offered text, which is offered no more. */
  function take(): string {
    used.value = copied.value
    return copied.value ?? ''
  }
  return { offer, take }
}
