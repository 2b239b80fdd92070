// What is done, newest first, read page by page and kept true by the journal's changes.
import { ref, shallowRef } from 'vue'
import { invoke } from '../../api'
import type { InputOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import type { OutboxItem } from './store'

export const PAGE = 250

interface Asked {
  readonly input: InputOf<'outbox.list'>
  /** Whether a message belongs to what was asked. */
  readonly belongs: (item: OutboxItem) => boolean
}

const newestFirst = (a: OutboxItem, b: OutboxItem): number =>
  a.createdAt > b.createdAt ? -1 : a.createdAt < b.createdAt ? 1 : 0

interface Patch {
  readonly upsert: readonly OutboxItem[]
  readonly remove: readonly string[]
}

/** The list after a change; `undefined` where the change does not touch it. `more`: older ones were not read yet. */
function patched(
  items: readonly OutboxItem[],
  { upsert, remove }: Patch,
  { belongs, more }: { readonly belongs: Asked['belongs']; readonly more: boolean },
): OutboxItem[] | undefined {
  const changed = new Map(upsert.map((item) => [item.id, item]))
  const gone = new Set(remove)
  const kept = items.map((item) => changed.get(item.id) ?? item).filter((item) => !gone.has(item.id) && belongs(item))
  const shown = new Set(kept.map(({ id }) => id))
  const last = kept.at(-1)
  const fresh = upsert.filter((item) => {
    if (shown.has(item.id) || gone.has(item.id) || !belongs(item)) return false
    // One that is older than all that was read comes with its page.
    return !more || (last !== undefined && newestFirst(item, last) <= 0)
  })
  const same = fresh.length === 0 && kept.length === items.length && !kept.some(({ id }) => changed.has(id))
  return same ? undefined : [...kept, ...fresh].sort(newestFirst)
}

export function createDonePages() {
  /** The newest ones, without a gap. */
  const items = shallowRef<readonly OutboxItem[]>([])
  /** There are older ones that were not read yet. */
  const more = ref(false)
  const loading = ref(false)
  const error = ref<AppError>()
  let asked: Asked | undefined
  /** Grows with every question and every change: an answer that is older than one of them is not believed. */
  let version = 0

  /** Asks anew. What was shown stays until the answer is there. */
  async function ask(next: Asked | undefined): Promise<void> {
    asked = next
    version += 1
    error.value = undefined
    loading.value = false
    if (next) return load(0)
    items.value = []
    more.value = false
  }

  async function load(offset: number): Promise<void> {
    if (!asked) return
    const current = asked
    const at = (version += 1)
    loading.value = true
    const input = { ...current.input, newestFirst: true, limit: PAGE, offset }
    const answer = await invoke('outbox.list', input, { quiet: true })
    if (current !== asked) return
    // Something changed meanwhile: the page may begin elsewhere now.
    if (at !== version) return load(offset === 0 ? 0 : items.value.length)
    loading.value = false
    error.value = answer.ok ? undefined : answer.error
    if (!answer.ok) return
    const kept = offset === 0 ? [] : items.value
    const known = new Set(kept.map(({ id }) => id))
    items.value = [...kept, ...answer.data.filter(({ id }) => !known.has(id))]
    more.value = answer.data.length === PAGE
  }

  /** Reads the next page, unless one is being read. */
  async function next(): Promise<void> {
    if (more.value && !loading.value && !error.value) await load(items.value.length)
  }

  function apply(patch: Patch): void {
    if (!asked) return
    version += 1
    const next = patched(items.value, patch, { belongs: asked.belongs, more: more.value })
    if (next) items.value = next
  }

  return { items, more, loading, error, ask, next, apply, again: () => ask(asked) }
}
