// What the user is told outside the window: messages that were not sent, or that need a decision, while nobody looks.
// What comes in one burst is told in one notification; clicking it opens the outbox.
import type { Account } from '../../shared/contract/accounts'
import { shownNames } from '../../shared/domain/shown-names'
import type { OutboxRecord } from '../store/outbox-rows'
import type { OutboxDeps } from './deps'

export interface Notices {
  /** An item has failed, or needs a decision, by itself. What the user does never comes here. */
  tell(item: OutboxRecord): void
  stop(): void
}

type NoticesDeps = Pick<OutboxDeps, 'accounts' | 'timers' | 'goTo' | 'notify' | 'text' | 'watched' | 'log'>

/** How long news is gathered before it is told. */
const GATHER_MS = 2_000

export function createNotices(deps: NoticesDeps): Notices {
  const stopping = new AbortController()
  let gathered = new Map<string, OutboxRecord>()
  const tell = (): void => {
    const items = [...gathered.values()]
    gathered = new Map()
    try {
      if (!deps.watched()) show(deps, items)
    } catch (error) {
      deps.log.warn('a notification could not be shown', { error: String(error) })
    }
  }
  return {
    tell(item) {
      if (gathered.size === 0) deps.timers.sleep(GATHER_MS, stopping.signal).then(tell, () => undefined)
      gathered.set(item.id, item)
    },
    stop() {
      stopping.abort()
    },
  }
}

function show(deps: NoticesDeps, items: readonly OutboxRecord[]): void {
  const wanted = items.flatMap((item) => {
    const account = deps.accounts.get(item.accountId)
    return account?.notifications.toast === true ? [{ item, account }] : []
  })
  const [first, ...others] = wanted
  if (first === undefined) return
  deps.notify({
    title: titleOf(deps, wanted),
    body: bodyOf(deps, wanted),
    silent: !wanted.some(({ account }) => account.notifications.sound),
    onClick: () => {
      deps.goTo({ kind: 'outbox', ...(others.length === 0 ? { id: first.item.id } : {}) })
    },
  })
}

interface News {
  readonly item: OutboxRecord
  readonly account: Account
}

function titleOf({ text }: NoticesDeps, news: readonly News[]): string {
  const count = news.length
  const undecided = news.filter(({ item }) => item.state === 'needsDecision').length
  if (undecided > 0 && undecided < count) return text('notices.outbox.both', { count })
  if (undecided > 0)
    return count === 1 ? text('notices.outbox.undecided') : text('notices.outbox.undecidedMany', { count })
  return count === 1 ? text('notices.outbox.failed') : text('notices.outbox.failedMany', { count })
}

/** Without preview no name is shown. */
function bodyOf({ text }: NoticesDeps, news: readonly News[]): string {
  if (!news.every(({ account }) => account.notifications.preview)) return text('notices.outbox.look')
  const [account, ...others] = new Set(news.map((one) => one.account.label))
  if (account === undefined || others.length > 0) return text('notices.outbox.several')
  return text('notices.outbox.to', { names: shownNames(news.map(({ item }) => item.targetTitle)), account })
}
