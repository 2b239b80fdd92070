// Keeping what is written as drafts of main: saved after a pause, at once when the window goes, read back at the start.
// A working copy is the draft an account's composer holds now; the others wait in the list.
import { computed, ref } from 'vue'
import type { OutputOf } from '../../../shared/contract'
import { debounce } from '../../lib/debounce'
import type { Debounced } from '../../lib/debounce'
import { isBlank } from './composing'
import type { Composing } from './composing'
import { baseKey, draftKeyOf, freeKey } from './draft-keys'
import { samePlace, useDraftList } from './draft-list'
import type { KeptDraft } from './draft-list'

type AccountId = OutputOf<'accounts.list'>[number]['id']
type DraftList = ReturnType<typeof useDraftList>
type ComposingOf = (accountId: AccountId) => Composing

const SAVE_MS = 600

/** `composingOf` gives an account's composer as it stands when it is saved. */
export function useDrafts(composingOf: ComposingOf) {
  const list = useDraftList()
  const copies = useWorkingCopies(list, composingOf)
  const autosave = useAutosave(copies.save)
  const contentOf = (accountId: AccountId): string => JSON.stringify(composingOf(accountId))

  /** Drafts that no composer holds, newest first. */
  const waiting = computed(() =>
    list.kept.value
      .filter((draft) => copies.keyOf(draft.accountId) !== draft.targetKey && !isBlank(draft.composing))
      .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)),
  )

  /** Lets go of an account's working copy: it waits in the list, where it is worth it. */
  function park(accountId: AccountId): void {
    autosave.cancel(accountId)
    copies.park(accountId)
  }

  /** What the composers held when they were last seen, by account. */
  async function readAll(): Promise<ReadonlyMap<AccountId, KeptDraft>> {
    const open = (await list.read()) ?? []
    return new Map(open.map((draft) => [draft.accountId, draft]))
  }

  /**
   * Reads the list again; answers the working copies of dialogs that somebody else changed (or removed: `undefined`):
   * what is typed into a dialog's reply box is kept under the same key. A composer that was changed meanwhile is left out.
   */
  async function reread(): Promise<ReadonlyMap<AccountId, KeptDraft | undefined>> {
    autosave.flush()
    const mine = list.kept.value.filter(({ accountId, targetKey }) => copies.keyOf(accountId) === targetKey)
    const before = new Map(mine.map(({ accountId }) => [accountId, contentOf(accountId)]))
    const changed = new Map<AccountId, KeptDraft | undefined>()
    if ((await list.read()) === undefined) return changed
    for (const draft of mine.filter(({ targetKey }) => targetKey.startsWith('dialog:'))) {
      if (copies.keyOf(draft.accountId) !== draft.targetKey) continue
      if (contentOf(draft.accountId) !== before.get(draft.accountId)) continue
      const stored = list.kept.value.find((other) => samePlace(other, draft))
      if (stored?.composing.text !== draft.composing.text) changed.set(draft.accountId, stored)
    }
    return changed
  }

  return {
    ...{ failed: list.failed, waiting, park, readAll, reread, remove: list.remove },
    ...{ take: copies.take, keep: copies.keep, touched: autosave.touched, flush: autosave.flush },
  }
}

/** Which draft each account's composer holds, and under which key it is kept. */
function useWorkingCopies(list: DraftList, composingOf: ComposingOf) {
  const working = ref<ReadonlyMap<AccountId, string>>(new Map())
  const keyOf = (accountId: AccountId): string | undefined => working.value.get(accountId)

  function hold(accountId: AccountId, targetKey: string | undefined): void {
    const others = [...working.value].filter(([id]) => id !== accountId)
    working.value = new Map(targetKey === undefined ? others : [...others, [accountId, targetKey]])
  }

  /** The key for a content of this account: its own as long as it goes to the same, and never another draft's. */
  function keyFor(accountId: AccountId, composing: Composing, own: string | undefined): string {
    const base = draftKeyOf(composing)
    if (own !== undefined && baseKey(own) === base) return own
    const others = list.kept.value.filter((draft) => draft.accountId === accountId && draft.targetKey !== own)
    return freeKey(base, new Set(others.map(({ targetKey }) => targetKey)))
  }

  /** The old place is given up once the new one is written; where nothing is left to be kept, at once. */
  async function move(accountId: AccountId, to: string | undefined, open: boolean): Promise<void> {
    const own = keyOf(accountId)
    hold(accountId, open ? to : undefined)
    const composing = composingOf(accountId)
    const saving = to === undefined ? undefined : list.put({ accountId, targetKey: to, composing }, open)
    const old = own !== undefined && own !== to ? { accountId, targetKey: own } : undefined
    if (old && saving && !isBlank(composing)) await list.giveUp(old, saving)
    else if (old) await list.remove(old)
    await saving
  }

  /** Saves an account's composer as it stands. */
  async function save(accountId: AccountId): Promise<void> {
    const composing = composingOf(accountId)
    const empty = isBlank(composing) && composing.lineCode === '' && composing.recipients.length === 0
    await move(accountId, empty ? undefined : keyFor(accountId, composing, keyOf(accountId)), true)
  }

  function park(accountId: AccountId): void {
    const composing = composingOf(accountId)
    void move(accountId, isBlank(composing) ? undefined : keyFor(accountId, composing, keyOf(accountId)), false)
  }

  /** Makes a waiting draft the account's working copy; the caller puts it into the composer. */
  function take({ accountId, targetKey }: KeptDraft): void {
    const own = keyOf(accountId)
    hold(accountId, targetKey)
    if (own !== undefined && own !== targetKey) void list.remove({ accountId, targetKey: own })
  }

  /** Keeps a content in the list without it ever having been in a composer. */
  function keep(accountId: AccountId, composing: Composing): void {
    void list.put({ accountId, targetKey: keyFor(accountId, composing, undefined), composing }, false)
  }

  return { keyOf, save, park, take, keep }
}

function useAutosave(save: (accountId: AccountId) => Promise<void>) {
  const savers = new Map<AccountId, Debounced>()

  /** Says that an account's composer was changed: it is saved after a short pause. */
  function touched(accountId: AccountId): void {
    const saver = savers.get(accountId) ?? debounce(() => void save(accountId), SAVE_MS)
    savers.set(accountId, saver)
    saver()
  }
  /** Saves what has not been saved yet: the window may be about to close. */
  function flush(): void {
    for (const saver of savers.values()) saver.flush()
  }
  return { touched, flush, cancel: (accountId: AccountId) => savers.get(accountId)?.cancel() }
}
