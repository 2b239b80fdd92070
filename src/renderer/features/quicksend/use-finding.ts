// Finding whom to write to over several accounts: those in use at once, what the services find after a pause. Each account
// is asked for itself: one that does not answer keeps nobody from choosing.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { invoke } from '../../api'
import { nameSearch } from '../../../shared/domain/name-search'
import { debounce } from '../../lib/debounce'
import { offered, withLines } from './hits'
import type { Account, Line, TargetHit } from './hits'

const PAUSE_MS = 200
const RECENT = 20
const MOST_TYPED = 200
const QUIET = { quiet: true } as const

type AccountId = Account['id']

export interface Looking {
  /** The name as far as it is typed; '' for those in use. */
  readonly text: string
  readonly accounts: readonly Account[]
  /** Open channels each account can write to people through. */
  readonly lines: ReadonlyMap<Account['id'], readonly Line[]>
  readonly last: TargetHit | undefined
  readonly chosen: readonly TargetHit[]
}

export function useFinding(looking: () => Looking) {
  const text = computed(() => looking().text.trim().slice(0, MOST_TYPED))
  const ids = computed(() => looking().accounts.map(({ id }) => id))
  const { recent, found, silent, busy, look } = useRounds(text, ids)

  const known = computed(() => new Set(ids.value))
  const here = ({ accountId }: TargetHit): boolean => known.value.has(accountId)
  const options = computed(() => {
    const { last, chosen, lines } = looking()
    return offered({
      text: text.value,
      last: last && text.value === '' && chosen.length === 0 && here(last) ? last : undefined,
      recent: recent.value.filter(here),
      found: ids.value.map((id) => withLines(found.value.get(id) ?? [], lines.get(id) ?? [])),
      chosen,
    })
  })
  return {
    ...{ options, busy, look },
    /** Accounts that did not answer. */
    silent: computed(() => looking().accounts.filter(({ id }) => silent.value.has(id))),
  }
}

interface Read<T> {
  readonly value: T
}

/** Asks in rounds: the answers of an earlier one are dropped. */
function useRounds(text: Read<string>, ids: Read<readonly AccountId[]>) {
  const recent = shallowRef<readonly TargetHit[]>([])
  const found = shallowRef<ReadonlyMap<AccountId, readonly TargetHit[]>>(new Map())
  const silent = shallowRef<ReadonlySet<AccountId>>(new Set())
  const waiting = ref(0)
  let round = 0

  async function readRecent(mine: number): Promise<void> {
    const words = text.value === '' ? {} : { text: text.value }
    const input = { accountIds: [...ids.value], limit: RECENT, ...words }
    const answer = await invoke('messages.recentTargets', input, QUIET)
    if (mine === round && answer.ok) recent.value = answer.data
  }
  async function find(mine: number, accountId: AccountId): Promise<void> {
    waiting.value += 1
    const answer = await invoke('messages.findTargets', { accountId, text: text.value }, QUIET)
    if (mine !== round) return
    waiting.value -= 1
    if (answer.ok) found.value = new Map(found.value).set(accountId, answer.data)
    else silent.value = new Set(silent.value).add(accountId)
  }
  const soon = debounce(() => {
    for (const id of ids.value) void find(round, id)
  }, PAUSE_MS)

  /** Looks anew: another name, other accounts, or a while later. */
  function look(): void {
    round += 1
    waiting.value = 0
    // What was found for fewer letters stays as far as it fits, until the answer comes.
    const fits = text.value === '' ? () => false : nameSearch(text.value)
    found.value = new Map([...found.value].map(([id, hits]) => [id, hits.filter((hit) => fits([hit.title, hit.hint]))]))
    silent.value = new Set()
    soon.cancel()
    void readRecent(round)
    if (text.value !== '' && ids.value.length > 0) soon()
  }
  watch([() => text.value, () => ids.value.join()], look, { immediate: true })
  onScopeDispose(() => {
    round += 1
    soon.cancel()
  })
  return { recent, found, silent, busy: computed(() => waiting.value > 0), look }
}
