// Notifications that only count: too much came in a while, or it came while it was quiet. They lead to the list.
import type { Account } from '../../shared/contract/accounts'
import type { AccountId } from '../../shared/contract/common'
import type { News } from '../../shared/contract/notices'
import type { NoticesDeps } from './deps'
import type { Telling } from './rules'
import { countOf } from './wording'

export interface Counted {
  /** Further news than is shown one by one: counted together with what was too much a moment ago. */
  beyond(news: readonly News[]): void
  /** How much came while it was quiet, by account. */
  quiet(counts: ReadonlyMap<AccountId, number>): void
}

type CountedDeps = Pick<NoticesDeps, 'accounts' | 'clock' | 'text' | 'notify' | 'beep' | 'go'> & {
  readonly tellingOf: (account: Account) => Telling
}

/** With nothing too much for so long, counting begins anew. */
const FORGET_MS = 10_000

export function createCounted(deps: CountedDeps): Counted {
  let last = { counts: new Map<AccountId, number>(), at: -Infinity }
  return {
    beyond(news) {
      if (news.length === 0) return
      const now = deps.clock()
      const goesOn = Math.abs(now - last.at) < FORGET_MS
      const counts = goesOn ? last.counts : new Map<AccountId, number>()
      for (const { accountId } of news) counts.set(accountId, (counts.get(accountId) ?? 0) + 1)
      last = { counts, at: now }
      show(deps, counts, { why: 'more', quietly: goesOn })
    },
    quiet(counts) {
      if (counts.size > 0) show(deps, counts, { why: 'quiet', quietly: false })
    },
  }
}

interface How {
  readonly why: 'quiet' | 'more'
  readonly quietly: boolean
}

/** Each account's switches hold here too: what wants no toast is not counted, what wants no sound makes none. */
function show(deps: CountedDeps, counts: ReadonlyMap<AccountId, number>, { why, quietly }: How): void {
  const of = [...counts].flatMap(([id, number]) => {
    const account = deps.accounts.get(id)
    return account === undefined ? [] : [{ account, number, telling: deps.tellingOf(account) }]
  })
  const shown = of.filter(({ telling }) => telling.toast)
  const sound = !quietly && of.some(({ telling }) => telling.sound)
  if (shown.length === 0) {
    if (sound) deps.beep()
    return
  }
  const count = shown.reduce((sum, { number }) => sum + number, 0)
  deps.notify({
    ...countOf(deps.text, { why, count, accounts: shown.map(({ account }) => account) }),
    silent: !sound,
    tag: `notices.${why}`,
    onClick: () => {
      deps.go({ kind: 'notices' })
    },
  })
}
