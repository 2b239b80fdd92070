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

/** News as it was wanted when it came: a toast is not shown because somebody changes his mind a second later. */
export interface Wanted {
  readonly one: News
  readonly toast: boolean
}

export interface Toasts {
  /** Shows this soon, if its account's switches and the settings still want it then. */
  tell(wanted: readonly Wanted[]): void
  /** How much came while it was quiet, by account. */
  quiet(counts: ReadonlyMap<AccountId, number>): void
  stop(): void
}

type ToastsDeps = Pick<NoticesDeps, 'accounts' | 'clock' | 'timers' | 'text' | 'notify' | 'beep' | 'go' | 'log'> & {
  readonly tellingOf: (account: Account, news?: News) => Telling
  /** The user went to this news. */
  readonly opened: (news: readonly News[]) => void
}

/** How long news is gathered before it is told. */
const GATHER_MS = 2_000

export function createToasts(deps: ToastsDeps): Toasts {
  const stopping = new AbortController()
  const rate = { toasts: createRate(), sounds: createRate() }
  const counted = createCounted({ ...deps, tellingOf: (account) => deps.tellingOf(account) })
  let gathered: Wanted[] = []
  /** Answers what is too much. */
  const show = ([first, ...others]: readonly [Wanted, ...Wanted[]]): readonly News[] => {
    const account = deps.accounts.get(first.one.accountId)
    if (account === undefined) return []
    const telling = deps.tellingOf(account, first.one)
    const toast = telling.toast && first.toast
    if (!toast) {
      if (telling.sound && rate.sounds.admit(deps.clock())) deps.beep()
      return []
    }
    const news: Toast['news'] = [first.one, ...others.map(({ one }) => one)]
    if (!rate.toasts.admit(deps.clock())) return news
    deps.notify(toastOf(deps, account, { news, telling }))
    return []
  }
  const flush = (): void => {
    const perKind = Map.groupBy(gathered, ({ one, toast }) => `${one.accountId} ${one.kind} ${String(toast)}`)
    gathered = []
    safely(deps, () => {
      counted.beyond([...perKind.values()].flatMap(([first, ...others]) => (first ? show([first, ...others]) : [])))
    })
  }
  return {
    tell(wanted) {
      if (wanted.length === 0) return
      if (gathered.length === 0) deps.timers.sleep(GATHER_MS, stopping.signal).then(flush, () => undefined)
      gathered = [...gathered, ...wanted]
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

function toastOf({ text, go, opened }: ToastsDeps, account: Account, { news, telling }: Toast) {
  const [first, ...others] = news
  const place = others.length === 0 ? first.place : first.listPlace
  return {
    title: titleOf(text, first.kind, news.length),
    body: bodyOf(text, account, { news, showText: telling.showText }),
    silent: !telling.sound,
    // What leads to the same place is one toast: the latest.
    tag: `${account.id} ${first.kind} ${JSON.stringify(place)}`,
    onClick: () => {
      opened(news)
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
