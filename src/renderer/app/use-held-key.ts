// Whether the key that commands begin with is being held down, by itself and for a moment: then its hints are shown.
import { onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'
import { isMac } from '../lib/key-names'

/** Whoever knows the key has pressed it by then. */
const PATIENCE_MS = 400

/** Listens while the component lives. */
export function useHeldKey(): Readonly<Ref<boolean>> {
  const held = ref(false)
  const key = isMac() ? 'Meta' : 'Control'
  let timer: ReturnType<typeof setTimeout> | undefined

  function rest(): void {
    clearTimeout(timer)
    timer = undefined
    held.value = false
  }
  function press(event: KeyboardEvent): void {
    if (event.key !== key) return rest()
    if (!event.repeat) timer ??= setTimeout(() => (held.value = true), PATIENCE_MS)
  }
  const ENDS = ['keyup', 'blur', 'pointerdown', 'wheel'] as const
  onMounted(() => {
    window.addEventListener('keydown', press, true)
    for (const each of ENDS) window.addEventListener(each, rest, { capture: true, passive: true })
  })
  onBeforeUnmount(() => {
    rest()
    window.removeEventListener('keydown', press, true)
    for (const each of ENDS) window.removeEventListener(each, rest, { capture: true })
  })
  return held
}
