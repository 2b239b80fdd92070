// Whether the machine has a network at all, as far as it knows itself.
import { onScopeDispose, ref } from 'vue'
import type { Ref } from 'vue'

export function useOnline(): Readonly<Ref<boolean>> {
  const online = ref(navigator.onLine)
  const look = (): void => {
    online.value = navigator.onLine
  }
  for (const event of ['online', 'offline']) window.addEventListener(event, look)
  onScopeDispose(() => {
    for (const event of ['online', 'offline']) window.removeEventListener(event, look)
  })
  return online
}
