// Typing goes to the search field wherever the focus is lost, and from the list.
import { onActivated, onBeforeUnmount, onDeactivated, onMounted } from 'vue'
import type { Ref } from 'vue'

/** `field` holds the search field. Listens while the view is shown. */
export function useTypeToSearch(field: Readonly<Ref<HTMLElement | null>>) {
  /** The letter being typed goes into the field, behind what stands there. */
  function toSearch(): void {
    const input = field.value?.querySelector('input')
    if (!input) return
    input.focus()
    input.setSelectionRange(input.value.length, input.value.length)
  }
  function press(event: KeyboardEvent): void {
    if (event.target !== document.body || event.ctrlKey || event.metaKey || event.altKey) return
    if ([...event.key].length === 1 && event.key !== ' ') toSearch()
  }
  const listen = (): void => document.addEventListener('keydown', press)
  const rest = (): void => document.removeEventListener('keydown', press)
  onMounted(listen)
  onActivated(listen)
  onDeactivated(rest)
  onBeforeUnmount(rest)
  return { toSearch }
}
