// The keys among the rows: arrows, Home and End go from row to row, and the focus stays in the list when rows come, go
// and move.
import { nextTick, onBeforeUnmount, onMounted, watch } from 'vue'
import type { Ref } from 'vue'

interface RowFocusOptions {
  readonly list: Readonly<Ref<HTMLElement | null>>
  /** The rows' keys, top to bottom. */
  readonly keys: () => readonly string[]
  readonly reveal: (key: string) => Promise<HTMLElement | undefined>
}

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
}

export function useRowFocus({ list, keys, reveal }: RowFocusOptions) {
  /** The row that has the focus, and its place; kept while the focus is nowhere. */
  let held: { readonly key: string; readonly at: number } | undefined

  const keyOf = (target: EventTarget | null): string | undefined =>
    target instanceof Element ? target.closest<HTMLElement>('[data-flow]')?.dataset['flow'] : undefined

  async function focus(key: string): Promise<void> {
    const row = await reveal(key)
    row?.querySelector<HTMLElement>('[data-rove]')?.focus({ preventScroll: true })
  }

  function press(event: KeyboardEvent): void {
    const step = STEPS[event.key]
    const key = keyOf(event.target)
    if (!step || key === undefined || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const next = keys()[step(keys().indexOf(key), keys().length - 1)]
    if (next === undefined) return
    event.preventDefault()
    void focus(next)
  }

  /** Whatever takes the focus tells whether it is in the list; losing it to nothing tells nothing. */
  function focused({ target }: FocusEvent): void {
    const key = list.value?.contains(target as Node) ? keyOf(target) : undefined
    held = key === undefined ? undefined : { key, at: keys().indexOf(key) }
  }
  function pointed({ target }: Event): void {
    if (!list.value?.contains(target as Node)) held = undefined
  }

  async function keep(): Promise<void> {
    if (!held || document.activeElement !== document.body) return
    const { key, at } = held
    const all = keys()
    const next = all.includes(key) ? key : all[Math.min(at, all.length - 1)]
    await nextTick()
    if (next !== undefined && document.activeElement === document.body) await focus(next)
  }
  watch(keys, keep, { flush: 'post' })

  onMounted(() => {
    document.addEventListener('focusin', focused)
    document.addEventListener('pointerdown', pointed)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('focusin', focused)
    document.removeEventListener('pointerdown', pointed)
  })
  return { press, focus }
}
