// A dialog that comes by itself must not take the keys that were meant for something else: until nobody has pressed a key for
// a moment, it takes none, and nothing in it can be agreed to.
import { onBeforeUnmount, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { debounce } from '../../lib/debounce'

/** Longer than between two keys of somebody who types. */
const PAUSE_MS = 600

/** `shown` answers what is asked about, anew for each; nothing while nothing is. Answers whether it may be agreed to. */
export function useArmed(shown: () => object | undefined): Ref<boolean> {
  const armed = ref(false)
  const arm = debounce(() => {
    armed.value = true
    rest()
  }, PAUSE_MS)
  const swallow = (event: KeyboardEvent): void => {
    event.preventDefault()
    event.stopImmediatePropagation()
    arm()
  }
  function rest(): void {
    arm.cancel()
    for (const kind of ['keydown', 'keyup', 'keypress'] as const) window.removeEventListener(kind, swallow, true)
  }
  watch(
    shown,
    (what) => {
      rest()
      armed.value = false
      if (!what) return
      for (const kind of ['keydown', 'keyup', 'keypress'] as const) window.addEventListener(kind, swallow, true)
      arm()
    },
    { immediate: true },
  )
  onBeforeUnmount(rest)
  return armed
}
