// Esc within a part of the page. What lies over it (menus, dialogs) has its own Esc.
import { onScopeDispose, watch } from 'vue'
import type { Ref } from 'vue'

/** Calls `leave` when Esc is pressed inside the element and nobody else has taken it. */
export function useEscape(element: Readonly<Ref<HTMLElement | null>>, leave: () => void): void {
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented) leave()
  }
  watch(
    element,
    (now, before) => {
      before?.removeEventListener('keydown', press)
      now?.addEventListener('keydown', press)
    },
    { flush: 'post' },
  )
  onScopeDispose(() => element.value?.removeEventListener('keydown', press))
}
