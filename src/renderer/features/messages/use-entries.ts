// The list of blocks or buttons in a form: adding, ordering, doubling, removing and taking that back, and where the focus
// goes after each.
import { computed, nextTick, reactive, ref, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { JsonObject } from '../../../shared/contract/common'
import { copyAt, moveAt } from '../../../shared/domain/json-edit'
import type { JsonPath } from '../../../shared/domain/json-shape'
import { addEntry, removeEntry } from '../../../shared/domain/rich-edit'
import { useText } from '../../lib/i18n'

interface Removed {
  readonly name: string
  readonly index: number
  readonly before: string
  readonly after: string
}

export interface Entries {
  /** The one that is unfolded. */
  readonly open: number | undefined
  readonly dragged: number | undefined
  /** What was removed last, until something else is changed. */
  readonly removed: string | undefined
  /** For a screen reader: what the last move did. */
  readonly said: string
  toggle(index: number): void
  drag(index: number | undefined): void
  /** What was dragged goes to the place of the row it was dropped on. */
  drop(index: number, name: (index: number) => string): Promise<void>
  add(entry: JsonObject): Promise<void>
  move(from: number, to: number, name: string): Promise<void>
  copy(index: number): Promise<void>
  remove(index: number, name: string): Promise<void>
  undo(): Promise<void>
}

export interface EntriesOptions {
  readonly source: Ref<string>
  /** BLOCKS or BUTTONS. */
  readonly list: string
  readonly path: () => JsonPath
  readonly total: () => number
  /** The element that holds the rows. */
  readonly root: Readonly<Ref<HTMLElement | null>>
}

export function useEntries({ source, list, path, total, root }: EntriesOptions): Entries {
  const { t } = useText()
  const open = ref<number>()
  const dragged = ref<number>()
  const said = ref('')
  const { removed, keep, undo } = useRemoval(source, root)

  const unfold = (index: number): Promise<void> => {
    open.value = index
    const body = `[data-entry="${index}"] [data-entry-body]`
    return focusIn(root, `${body} input, ${body} textarea`, `[data-entry="${index}"] button`)
  }
  async function move(from: number, to: number, name: string): Promise<void> {
    if (to < 0 || to >= total() || from === to) return
    const held = heldControl(root)
    source.value = moveAt(source.value, path(), { from, to })
    open.value = movedIndex(open.value, from, to)
    said.value = t('messages.forms.moved', { name, n: to + 1, total: total() })
    await focusIn(root, `[data-entry="${to}"] [data-entry-control="${held}"]:enabled`, `[data-entry="${to}"] button`)
  }
  return reactive({
    open,
    dragged,
    removed,
    said,
    move,
    undo,
    toggle: (index: number) => void (open.value = open.value === index ? undefined : index),
    drag: (index: number | undefined) => void (dragged.value = index),
    drop(index: number, name: (index: number) => string) {
      const from = dragged.value
      dragged.value = undefined
      return from === undefined ? Promise.resolve() : move(from, index, name(from))
    },
    add(entry: JsonObject) {
      source.value = addEntry(source.value, { list, index: total(), entry })
      return unfold(total() - 1)
    },
    copy(index: number) {
      source.value = copyAt(source.value, path(), index)
      return unfold(index + 1)
    },
    remove(index: number, name: string) {
      const before = source.value
      source.value = removeEntry(before, path(), index)
      keep({ name, index, before, after: source.value })
      open.value = undefined
      return focusIn(root, '[data-undo]')
    },
  })
}

/** What was removed last can be taken back until something else is changed. */
function useRemoval(source: Ref<string>, root: EntriesOptions['root']) {
  const last = shallowRef<Removed>()
  const removed = computed(() => (last.value?.after === source.value ? last.value.name : undefined))
  return {
    removed,
    keep(what: Removed): void {
      last.value = what
    },
    async undo(): Promise<void> {
      if (removed.value === undefined || !last.value) return
      const { before, index } = last.value
      source.value = before
      last.value = undefined
      await focusIn(root, `[data-entry="${index}"] [data-entry-control="head"]`)
    },
  }
}

/** Puts the focus on what a row has become, when it is drawn. */
async function focusIn(root: EntriesOptions['root'], selector: string, otherwise = ''): Promise<void> {
  await nextTick()
  const found = (each: string): HTMLElement | null | undefined =>
    each === '' ? null : root.value?.querySelector<HTMLElement>(each)
  ;(found(selector) ?? found(otherwise))?.focus()
}

/** Which control of a row has the focus: after the row has moved, the same one gets it. */
function heldControl(root: EntriesOptions['root']): string {
  const active = document.activeElement
  if (!(active instanceof HTMLElement) || !root.value?.contains(active)) return 'head'
  return active.dataset['entryControl'] ?? 'head'
}

/** Where the unfolded entry is after another, or itself, has moved. */
function movedIndex(open: number | undefined, from: number, to: number): number | undefined {
  if (open === undefined) return undefined
  if (open === from) return to
  const without = open > from ? open - 1 : open
  return without >= to ? without + 1 : without
}
