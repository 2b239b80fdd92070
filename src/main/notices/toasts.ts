// Notifications of the operating system. News of one account and kind that comes in one go is one notification; past a rate
// over all accounts, what is further is one that counts and leads to the list.
import type { Account } from '../../shared/contract/accounts'
import type { AccountId } from '../../shared/contract/common'
import type { News } from '../../shared/contract/notices'
import type { NoticesDeps } from './deps'
import { createRate } from './rate'
import type { Telling } from './rules'
import { bodyOf, countOf, titleOf } from './wording'

export interface Toasts {
  /** Shows this soon, if its account's switches and the settings still want it then. */
  tell(news: readonly News[]): void
  /** How much came while it was quiet, by account. */
  summary(counts: ReadonlyMap<AccountId, number>): void
  stop(): void
}

type ToastsDeps = Pick<NoticesDeps, 'accounts' | 'clock' | 'timers' | 'text' | 'notify' | 'beep' | 'go' | 'log'> & {
  readonly tellingOf: (account: Account, news?: News) => Telling
}

/** How long news is gathered before it is told. */
const GATHER_MS = 2_000
/** With nothing too much for so long, counting begins anew. */
const FORGET_MS = 10_000

export function createToasts(deps: ToastsDeps): Toasts {
  const stopping = new AbortController()
  const rate = createRate()
  let gathered: News[] = []
  let beyond = { counts: new Map<AccountId, number>(), at: -Infinity }

  const count = (why: 'quiet' | 'more', counts: ReadonlyMap<AccountId, number>, quietly = false): void => {
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
    const total = shown.reduce((sum, { number }) => sum + number, 0)
    const accounts = shown.map(({ account }) => account)
    deps.notify({
      ...countOf(deps.text, { why, count: total, accounts }),
      silent: !sound,
      tag: `notices.${why}`,
      onClick: () => {
        deps.go({ kind: 'notices' })
      },
    })
  }
  const tooMuch = (accountId: AccountId, number: number): void => {
    const now = deps.clock()
    const goesOn = Math.abs(now - beyond.at) < FORGET_MS
    const counts = goesOn ? beyond.counts : new Map<AccountId, number>()
    counts.set(accountId, (counts.get(accountId) ?? 0) + number)
    beyond = { counts, at: now }
    count('more', counts, goesOn)
  }
  const show = (news: readonly [News, ...News[]]): void => {
    const [first] = news
    const account = deps.accounts.get(first.accountId)
    if (account === undefined) return
    const telling = deps.tellingOf(account, first)
    if (!telling.toast && !telling.sound) return
    if (!rate.admit(deps.clock())) tooMuch(account.id, news.length)
    else if (telling.toast) deps.notify(toastOf(deps, account, { news, telling }))
    else deps.beep()
  }
  const flush = (): void => {
    const perKind = Map.groupBy(gathered, ({ accountId, kind }) => `${accountId} ${kind}`)
    gathered = []
    for (const [first, ...others] of perKind.values()) {
      if (first !== undefined) safely(deps, () => show([first, ...others]))
    }
  }
  return {
    tell(news) {
      if (news.length === 0) return
      if (gathered.length === 0) deps.timers.sleep(GATHER_MS, stopping.signal).then(flush, () => undefined)
      gathered = [...gathered, ...news]
    },
    summary(counts) {
      if (counts.size > 0) safely(deps, () => count('quiet', counts))
    },
    stop() {
      stopping.abort()
    },
  }
}

interface Toast {
  readonly news: readonly [News, ...News[]]
  readonly telling: Telling
}

function toastOf({ text, go }: ToastsDeps, account: Account, { news, telling }: Toast) {
  const [first, ...others] = news
  const place = others.length === 0 ? first.place : first.listPlace
  return {
    title: titleOf(text, first.kind, news.length),
    body: bodyOf(text, account, { news, showText: telling.showText }),
    silent: !telling.sound,
    tag: `${account.id} ${JSON.stringify(place)}`,
    onClick: () => {
      go(place)
    },
  }
}

function safely({ log }: ToastsDeps, work: () => void): void {
  try {
    work()
  } catch (error) {
    log.warn('a notification could not be shown', { error: String(error) })
  }
}
