// The lists of groups by the accounts in view, kept while the window is open, and which of them is shown.
import { shallowRef } from 'vue'
import type { AccountId } from './query'
import { createScopeList } from './scope-list'
import type { ScopeList } from './scope-list'

/** Lists kept: twenty accounts, all of them, and some that were left meanwhile. */
const MOST_LISTS = 32
/** A list that was never read is waited for so long with the one before in sight, before an empty one is shown. */
const PATIENCE_MS = 100

/** The lists that are kept, by their accounts; the one that was wanted last is let go of last. */
function createLists() {
  const lists = new Map<string, ScopeList>()
  return {
    all: () => lists.values(),
    of(ids: readonly AccountId[]): ScopeList {
      const key = ids.join()
      const wanted = lists.get(key) ?? createScopeList(ids)
      lists.delete(key)
      lists.set(key, wanted)
      for (const oldest of [...lists.keys()].slice(0, Math.max(0, lists.size - MOST_LISTS))) lists.delete(oldest)
      return wanted
    },
  }
}

const patience = (): Promise<void> => new Promise((done) => setTimeout(done, PATIENCE_MS))

export function useKeptLists() {
  const lists = createLists()
  const list = shallowRef<ScopeList>(createScopeList([]))
  const firstReadings = new Map<ScopeList, Promise<void>>()
  let chosen: ScopeList | undefined

  /** Reads a list for the first time, once for all who ask. */
  function readFirst(wanted: ScopeList): Promise<void> {
    const reading = firstReadings.get(wanted) ?? wanted.search().finally(() => firstReadings.delete(wanted))
    firstReadings.set(wanted, reading)
    return reading
  }
  /** Reads the list of these accounts, so that it is there when it is shown. */
  async function prepare(ids: readonly AccountId[]): Promise<void> {
    const wanted = lists.of(ids)
    if (wanted.loading) await readFirst(wanted)
  }
  /** Shows the list of these accounts: as it was left, at once, and then as it is. */
  async function show(ids: readonly AccountId[]): Promise<void> {
    const wanted = lists.of(ids)
    chosen = wanted
    const reading = wanted.loading ? readFirst(wanted) : wanted.refresh()
    if (wanted.loading) await Promise.race([reading, patience()])
    // Another one may have been chosen meanwhile.
    if (chosen === wanted) list.value = wanted
    await reading
  }
  return { list, all: lists.all, prepare, show }
}
