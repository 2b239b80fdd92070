// The rows found by a search, read page by page as they are needed.
import { ref, shallowRef } from 'vue'
import { invoke } from '../../api'
import type { InputOf, OutputOf, ResultOf } from '../../../shared/contract'
import type { AppError } from '../../../shared/contract/result'
import { createHeldPages } from './held-pages'
import type { Group } from './held-pages'
import { createPrefetch } from './prefetch'
import { PAGE } from './query'
import { createSearchQueue } from './search-queue'
import type { Wanted } from './search-queue'

type Found = OutputOf<'groups.search'>
interface PageOptions {
  /** The question for a page, as it stands when the page is read. */
  readonly input: (offset: number) => InputOf<'groups.search'>
  /** Rows came or changed; `anew` when they are those of another search. */
  readonly changed: (anew: boolean) => void
}

/** What is shown of a search. The rows themselves are not reactive: `version` is told anew whenever they changed. */
function useFindings() {
  const total = ref(0)
  const corrected = ref<string>()
  const version = ref(0)
  const held = createHeldPages()

  function take(page: number, data: Found): void {
    held.put(page, data.items)
    total.value = data.total
    corrected.value = data.corrected
    version.value += 1
  }
  const rowAt = (index: number): Group | undefined => (version.value >= 0 ? held.row(index) : undefined)
  function patch(fresh: ReadonlyMap<string, Group>): void {
    if (held.patch(fresh)) version.value += 1
  }
  return { total, corrected, version, held, take, rowAt, patch }
}

const errorOf = (answer: ResultOf<'groups.search'>): AppError | undefined => (answer.ok ? undefined : answer.error)

export function usePages({ input, changed }: PageOptions) {
  const { held, take, ...found } = useFindings()
  const loading = ref(true)
  const error = shallowRef<AppError>()
  /** Counts searches from the top: the list goes to its first row. */
  const searches = ref(0)
  let generation = 0

  const read = (page: number) => invoke('groups.search', input(page * PAGE), { quiet: true })
  const queue = createSearchQueue(renew, () => prefetch.fill())
  const prefetch = createPrefetch({
    held,
    total: () => found.total.value,
    busy: queue.busy,
    read: (page) => void readPage(page),
  })

  async function renew(kind: Wanted): Promise<void> {
    const pages = kind === 'search' ? [0] : prefetch.inView()
    const answers = await Promise.all(pages.map(read))
    // The rows would belong to what was sought before.
    if (queue.overtaken()) return
    loading.value = false
    error.value = answers.map(errorOf).find((each) => each !== undefined)
    if (error.value) return
    generation += 1
    held.clear()
    for (const [at, answer] of answers.entries()) if (answer.ok) take(pages[at] ?? 0, answer.data)
    if (kind === 'search') prefetch.toTop()
    if (kind === 'search') searches.value += 1
    changed(kind === 'search')
  }
  async function readPage(page: number): Promise<void> {
    const mine = generation
    held.reading(page)
    const answer = await read(page)
    if (mine !== generation) return
    // A page that could not be read is asked for again when the list is moved next.
    if (!answer.ok) return held.forget(page)
    take(page, answer.data)
    changed(false)
    prefetch.fill()
  }

  return {
    ...found,
    loading,
    error,
    searches,
    rows: held.rows,
    /** Rows `from..to` are in view. */
    need: prefetch.need,
    /** Searches anew from the first row; the old rows stay until the answer is there. */
    search: () => queue.want('search'),
    /** Reads the rows in view again, where they are. */
    refresh: () => queue.want('refresh'),
  }
}
