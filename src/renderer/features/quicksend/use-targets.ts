// Choosing whom to write to: what is typed, the account it is narrowed to, what can be chosen and which of it is meant.
import { computed, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { MOST_TARGETS, hitKey, readTyped } from './hits'
import type { Account, Line, TargetHit } from './hits'
import { useFinding } from './use-finding'
import { useSlots } from './use-slots'

export type Option =
  | { readonly kind: 'account'; readonly key: string; readonly account: Account }
  | {
      readonly kind: 'hit'
      readonly key: string
      readonly hit: TargetHit
      readonly account: Account
      /** The open channel it goes through, where it goes through one. */
      readonly line: string | undefined
    }

interface Around {
  /** Those that can write. */
  readonly accounts: () => readonly Account[]
  readonly chosen: () => readonly TargetHit[]
  readonly last: () => TargetHit | undefined
  /** Open channels each account can write to people through. */
  readonly lines: () => ReadonlyMap<Account['id'], readonly Line[]>
  choose(hit: TargetHit): void
}

export type Targets = ReturnType<typeof useTargets>

export function useTargets(around: Around) {
  const typed = ref('')
  const list = useOptions(around, typed)
  const { options, onlyId } = list
  /** The key of the one meant; the first that can be chosen where there is none. */
  const meant = ref<string>()
  watch(typed, () => (meant.value = undefined))

  const selectable = (option: Option | undefined): boolean =>
    option !== undefined && (option.kind === 'account' || option.hit.blocked === undefined)
  /** Where somebody is chosen and nothing typed, nobody is meant until an arrow says so: Enter goes on to the message. */
  const at = computed(() => {
    const kept = options.value.findIndex(({ key }) => key === meant.value)
    if (kept >= 0) return kept
    if (typed.value === '' && around.chosen().length > 0) return -1
    return options.value.findIndex(selectable)
  })
  const full = computed(() => around.chosen().length >= MOST_TARGETS)

  function move(by: 1 | -1): void {
    const { length } = options.value
    const first = at.value < 0 ? (by === 1 ? 0 : length - 1) : at.value + by
    meant.value = options.value[Math.min(Math.max(first, 0), length - 1)]?.key
  }
  /** Takes the one that is meant, or the given one. `true` where somebody was chosen by it. */
  function take(option = options.value[at.value]): boolean {
    if (!option || !selectable(option)) return false
    if (option.kind === 'hit' && full.value) return false
    typed.value = ''
    meant.value = undefined
    if (option.kind === 'hit') around.choose(option.hit)
    else onlyId.value = option.account.id
    return option.kind === 'hit'
  }
  return { ...list, typed, at, full, move, take, widen: () => (onlyId.value = undefined) }
}

type Lines = ReturnType<Around['lines']>

function lineOf({ accountId, target, hint }: TargetHit, lines: Lines): string | undefined {
  if (target.kind !== 'network') return undefined
  return lines.get(accountId)?.find(({ lineCode }) => lineCode === target.lineCode)?.name ?? hint
}

/** What can be chosen for what is typed. */
function useOptions({ accounts, chosen, last, lines }: Around, typed: Ref<string>) {
  const onlyId = ref<Account['id']>()
  const byId = computed(() => new Map(accounts().map((account) => [account.id, account])))
  const only = computed(() => (onlyId.value ? byId.value.get(onlyId.value) : undefined))
  const read = computed(() => readTyped(typed.value, accounts()))
  const { options: hits, ...finding } = useFinding(() => ({
    text: read.value.kind === 'name' ? read.value.text : '',
    accounts: only.value ? [only.value] : accounts(),
    last: last(),
    lines: lines(),
    chosen: chosen(),
  }))
  const slots = useSlots(() => hits.value)
  const options = computed<readonly Option[]>(() => {
    if (read.value.kind === 'account') {
      return read.value.fits.map((account) => ({ kind: 'account', key: account.id, account }))
    }
    return hits.value.flatMap((found): Option[] => {
      const account = byId.value.get(found.accountId)
      const again = slots.value.get(hitKey(found))
      const hit = again === undefined ? found : { ...found, nextPossibleAt: again }
      return account ? [{ kind: 'hit', key: hitKey(hit), hit, account, line: lineOf(hit, lines()) }] : []
    })
  })
  watch(read, (now) => {
    if (now.kind !== 'named') return
    onlyId.value = now.account.id
    typed.value = now.rest
  })
  return { ...finding, onlyId, only, options, isNaming: computed(() => read.value.kind === 'account') }
}
