// The window follows what it shows: a card to write in, or a notice in the corner once the card has gone.
import { nextTick, onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'
import { invoke } from '../../api'

export type Form = 'card' | 'notice'

/** @param root the element whose height the window takes */
export function useForm(root: Readonly<Ref<HTMLElement | null>>) {
  const form = ref<Form>('card')
  let told = ''

  function fit(): void {
    const height = root.value?.offsetHeight ?? 0
    const next = `${form.value} ${height}`
    if (height === 0 || next === told) return
    told = next
    void invoke('quicksend.fit', { form: form.value, height }, { quiet: true })
  }
  /** A hidden page lays nothing out by itself, so it is measured here. */
  async function become(next: Form): Promise<void> {
    form.value = next
    told = ''
    await nextTick()
    fit()
  }
  const observer = new ResizeObserver(fit)
  onMounted(() => {
    if (root.value) observer.observe(root.value)
  })
  onBeforeUnmount(() => observer.disconnect())
  return { form, become }
}
