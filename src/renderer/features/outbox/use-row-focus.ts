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
  /** The row that has the focus, if it is a row in the list, and its place; kept while the focus is nowhere. */
  let held: { readonly key: string | undefined; readonly at: number } | undefined

  /** Who points looks at what is there: a list that follows a message away would take the next one from under the hand. */
  let byPointer = false

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
    // A question over the list gives the focus back.
    if (target instanceof Element && target.closest('[role=dialog]')) return
    const key = keyOf(target)
    const at = key === undefined ? 0 : keys().indexOf(key)
    held = list.value?.contains(target as Node) ? { key, at } : undefined
  }
  function pointed({ target }: Event): void {
    byPointer = true
    if (target instanceof Element && target.closest('[role=dialog]')) return
    if (!list.value?.contains(target as Node)) held = undefined
  }
  const pressed = (): void => {
    byPointer = false
  }

  /** Gives the focus back to the list where it was in it and is nowhere now. */
  async function keep(): Promise<void> {
    if (!held || byPointer || document.activeElement !== document.body) return
    const { key, at } = held
    const all = keys()
    const next = key !== undefined && all.includes(key) ? key : all[Math.min(at, all.length - 1)]
    await nextTick()
    if (next !== undefined && document.activeElement === document.body) await focus(next)
  }
  watch(keys, keep, { flush: 'post' })

  useDocument('focusin', focused)
  useDocument('pointerdown', pointed)
  useDocument('keydown', pressed)
  return { press, focus, keep }
}

/** Listens in the whole page, before anybody else, while the component lives. */
function useDocument<E extends 'focusin' | 'pointerdown' | 'keydown'>(
  event: E,
  listener: (event: DocumentEventMap[E]) => void,
): void {
  onMounted(() => document.addEventListener(event, listener, true))
  onBeforeUnmount(() => document.removeEventListener(event, listener, true))
}
