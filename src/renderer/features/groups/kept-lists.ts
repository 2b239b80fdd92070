// The lists of groups by the accounts in view, kept while the window is open, and which of them is shown.
import { shallowRef } from 'vue'
import { scopeOf } from '../../lib/use-view-state'
import type { GroupsState } from './kept-state'
import type { AccountId } from './query'
import { createScopeList } from './scope-list'
import type { ScopeList } from './scope-list'

/** Lists kept: twenty accounts, all of them, and some that were left meanwhile. */
const MOST_LISTS = 32
/** A list that was never read is waited for so long with the one before in sight, before an empty one is shown. */
const PATIENCE_MS = 100

/** Where lists are kept over a restart: one for each account, and one for all of them. */
export interface ListKeeper {
  read(scope: string): GroupsState | undefined
  keep(scope: string, state: GroupsState): void
}

/** The lists that are kept, by their accounts; the one that was wanted last is let go of last. */
function createLists(keeper: () => ListKeeper | undefined) {
  function make(ids: readonly AccountId[]): ScopeList {
    const scope = scopeOf(ids)
    return createScopeList(ids, {
      kept: keeper()?.read(scope),
      keep: (state) => keeper()?.keep(scope, state),
    })
  }

  const lists = new Map<string, ScopeList>()
  return {
    all: () => lists.values(),
    of(ids: readonly AccountId[]): ScopeList {
      const key = ids.join()
      const wanted = lists.get(key) ?? make(ids)
      lists.delete(key)
      lists.set(key, wanted)
      for (const oldest of [...lists.keys()].slice(0, Math.max(0, lists.size - MOST_LISTS))) lists.delete(oldest)
      return wanted
    },
  }
}

const patience = (): Promise<void> => new Promise((done) => setTimeout(done, PATIENCE_MS))

export function useKeptLists() {
  let keeper: ListKeeper | undefined
  const lists = createLists(() => keeper)
  const list = shallowRef<ScopeList>(createScopeList([]))
  /** Something changed in them since they were read. */
  const stale = new Set<ScopeList>()
  const firstReadings = new Map<ScopeList, Promise<void>>()
  let chosen: ScopeList | undefined

  /** Reads a list for the first time, once for all who ask. */
  function readFirst(wanted: ScopeList): Promise<void> {
    const reading = firstReadings.get(wanted) ?? wanted.open().finally(() => firstReadings.delete(wanted))
    firstReadings.set(wanted, reading)
    return reading
  }
  /** Reads the list of these accounts, so that it is there when it is shown. */
  async function prepare(ids: readonly AccountId[]): Promise<void> {
    const wanted = lists.of(ids)
    if (wanted.loading) await readFirst(wanted)
  }
  /** Shows the list of these accounts: as it was left, at once. It is read again only where something changed meanwhile. */
  async function show(ids: readonly AccountId[]): Promise<void> {
    const wanted = lists.of(ids)
    chosen = wanted
    const old = stale.delete(wanted) || wanted.error !== undefined
    const reading = wanted.loading ? readFirst(wanted) : old ? wanted.refresh() : undefined
    if (wanted.loading) await Promise.race([reading, patience()])
    // Another one may have been chosen meanwhile.
    if (chosen === wanted) list.value = wanted
    await reading
  }
  /** Groups of an account have changed: the list in view is read again soon, the others when they are looked at. */
  function changed(accountId: AccountId): void {
    for (const each of lists.all()) if (each.accountIds.includes(accountId)) stale.add(each)
  }
  async function refreshChanged(): Promise<void> {
    if (stale.delete(list.value)) await list.value.refresh()
  }
  const keepIn = (where: ListKeeper): void => void (keeper = where)
  return { list, all: lists.all, prepare, show, changed, refreshChanged, keepIn }
}
