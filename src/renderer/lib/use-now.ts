// The current time as a ref that moves, for everything shown as "5 minutes ago".
import { onScopeDispose, ref } from 'vue'
import type { Ref } from 'vue'

/** Milliseconds since the epoch, renewed every `everyMs` while the scope lives. */
export function useNow(everyMs = 15_000): Ref<number> {
  const now = ref(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now()
  }, everyMs)
  onScopeDispose(() => {
    clearInterval(timer)
  })
  return now
}
