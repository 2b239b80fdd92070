// Notifications of the operating system. News of one account and kind that comes in one go is one notification; past a rate
// over all accounts, what is further is one that counts.
import type { Account } from '../../shared/contract/accounts'
import type { AccountId } from '../../shared/contract/common'
import type { News } from '../../shared/contract/notices'
import { createCounted } from './counted'
import type { NoticesDeps } from './deps'
import { createRate } from './rate'
import type { Telling } from './rules'
import { bodyOf, titleOf } from './wording'

export interface Toasts {
  /** Shows this soon, if its account's switches and the settings still want it then. */
  tell(news: readonly News[]): void
  /** How much came while it was quiet, by account. */
  quiet(counts: ReadonlyMap<AccountId, number>): void
  stop(): void
}

type ToastsDeps = Pick<NoticesDeps, 'accounts' | 'clock' | 'timers' | 'text' | 'notify' | 'beep' | 'go' | 'log'> & {
  readonly tellingOf: (account: Account, news?: News) => Telling
}

/** How long news is gathered before it is told. */
const GATHER_MS = 2_000

export function createToasts(deps: ToastsDeps): Toasts {
  const stopping = new AbortController()
  const rate = createRate()
  const counted = createCounted({ ...deps, tellingOf: (account) => deps.tellingOf(account) })
  let gathered: News[] = []
  /** Answers what is too much. */
  const show = (news: readonly [News, ...News[]]): readonly News[] => {
    const [first] = news
    const account = deps.accounts.get(first.accountId)
    if (account === undefined) return []
    const telling = deps.tellingOf(account, first)
    if (!telling.toast && !telling.sound) return []
    if (!rate.admit(deps.clock())) return news
    if (telling.toast) deps.notify(toastOf(deps, account, { news, telling }))
    else deps.beep()
    return []
  }
  const flush = (): void => {
    const perKind = Map.groupBy(gathered, ({ accountId, kind }) => `${accountId} ${kind}`)
    gathered = []
    safely(deps, () => {
      counted.beyond([...perKind.values()].flatMap(([first, ...others]) => (first ? show([first, ...others]) : [])))
    })
  }
  return {
    tell(news) {
      if (news.length === 0) return
      if (gathered.length === 0) deps.timers.sleep(GATHER_MS, stopping.signal).then(flush, () => undefined)
      gathered = [...gathered, ...news]
    },
    quiet(counts) {
      safely(deps, () => {
        counted.quiet(counts)
      })
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
    // What leads to the same place is one toast: the latest.
    tag: `${account.id} ${first.kind} ${JSON.stringify(place)}`,
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
