// Choosing whom to write to: what is typed, the account it is narrowed to, what can be chosen and which of it is meant.
import { computed, ref, watch } from 'vue'
import { MOST_TARGETS, hitKey, readTyped } from './hits'
import type { Account, TargetHit } from './hits'
import { useFinding } from './use-finding'

export type Option =
  | { readonly kind: 'account'; readonly key: string; readonly account: Account }
  | { readonly kind: 'hit'; readonly key: string; readonly hit: TargetHit; readonly account: Account }

interface Around {
  /** Those that can write. */
  readonly accounts: () => readonly Account[]
  readonly chosen: () => readonly TargetHit[]
  readonly last: () => TargetHit | undefined
  choose(hit: TargetHit): void
}

export type Targets = ReturnType<typeof useTargets>

export function useTargets({ accounts, chosen, last, choose }: Around) {
  const typed = ref('')
  const onlyId = ref<Account['id']>()
  /** The key of the one meant; the first that can be chosen where there is none. */
  const meant = ref<string>()

  const byId = computed(() => new Map(accounts().map((account) => [account.id, account])))
  const only = computed(() => (onlyId.value ? byId.value.get(onlyId.value) : undefined))
  const read = computed(() => readTyped(typed.value, accounts()))
  const finding = useFinding(() => ({
    text: read.value.kind === 'name' ? read.value.text : '',
    accounts: only.value ? [only.value] : accounts(),
    last: last(),
    chosen: chosen(),
  }))

  const options = computed<readonly Option[]>(() => {
    if (read.value.kind === 'account') {
      return read.value.fits.map((account) => ({ kind: 'account', key: account.id, account }))
    }
    return finding.options.value.flatMap((hit): Option[] => {
      const account = byId.value.get(hit.accountId)
      return account ? [{ kind: 'hit', key: hitKey(hit), hit, account }] : []
    })
  })
  const selectable = (option: Option | undefined): boolean =>
    option !== undefined && (option.kind === 'account' || option.hit.blocked === undefined)
  /** Where somebody is chosen and nothing typed, nobody is meant until an arrow says so: Enter goes on to the message. */
  const at = computed(() => {
    const kept = options.value.findIndex(({ key }) => key === meant.value)
    if (kept >= 0) return kept
    if (typed.value === '' && chosen().length > 0) return -1
    return options.value.findIndex(selectable)
  })
  const full = computed(() => chosen().length >= MOST_TARGETS)

  watch(typed, () => (meant.value = undefined))
  watch(read, (now) => {
    if (now.kind !== 'named') return
    onlyId.value = now.account.id
    typed.value = now.rest
  })

  function move(by: 1 | -1): void {
    const { length } = options.value
    const first = at.value < 0 ? (by === 1 ? 0 : length - 1) : at.value + by
    meant.value = options.value[Math.min(Math.max(first, 0), length - 1)]?.key
  }
  function clear(): void {
    typed.value = ''
    meant.value = undefined
  }
  /** Takes the one that is meant, or the given one. `true` where somebody was chosen by it. */
  function take(option = options.value[at.value]): boolean {
    if (!option || !selectable(option)) return false
    clear()
    if (option.kind === 'account') {
      onlyId.value = option.account.id
      return false
    }
    if (full.value) return false
    choose(option.hit)
    return true
  }

  return {
    ...{ typed, only, options, at, full, move, take, clear },
    widen: () => (onlyId.value = undefined),
    isNaming: computed(() => read.value.kind === 'account'),
    busy: finding.busy,
    silent: finding.silent,
    look: finding.look,
  }
}
