// What became of messages, told at the edge of the window: one line for those that were sent, one for those that were
// not, one for those to be decided on, one for those that have waited for too long.
import { useRouter } from 'vue-router'
import { useAccounts } from '../features/accounts'
import { useOutbox } from '../features/outbox'
import type { OutboxItem } from '../features/outbox'
import { useText } from '../lib/i18n'
import { useErrorText } from '../lib/use-error-text'
import { useNotify } from '../lib/use-notify'
import type { News } from './outbox-news'
import { useGathered } from './use-gathered'
import { useScope } from './use-scope'

const ENDED_MS = 4000
const FAILED_MS = 12_000

/** Ways on from a notice. */
function useWaysOn() {
  const outbox = useOutbox()
  const notify = useNotify()
  const router = useRouter()
  const scope = useScope()
  const { t } = useText()

  async function show(items: readonly [OutboxItem, ...OutboxItem[]]): Promise<void> {
    const of = new Set(items.map(({ accountId }) => accountId))
    if (of.size === 1) await scope.bringIntoView(items[0].accountId)
    else if (scope.active.value) await scope.choose('all')
    outbox.wanted = items[0].id
    await router.push({ name: 'outbox' })
  }
  return {
    /** To the outbox, where all of these are in view, and there to the first one. */
    open: (items: readonly [OutboxItem, ...OutboxItem[]]) => ({
      label: t('outbox.open'),
      run: () => void show(items),
    }),
    async retry(ids: readonly string[]): Promise<void> {
      const answer = await outbox.retryMany(ids)
      if (!answer.ok) notify.error(answer.error)
    },
  }
}

/** Those that were not sent. */
function useFailed() {
  const accounts = useAccounts()
  const errorText = useErrorText()
  const { open, retry } = useWaysOn()
  const { t } = useText()
  return useGathered({
    id: 'outbox:failed',
    is: ({ state }) => state === 'failed',
    tell: ([first, ...others]) => {
      const host = accounts.byId.get(first.accountId)?.host
      const ids = [first, ...others].map(({ id }) => id)
      const many = others.length > 0
      return {
        title: many ? t('outbox.card.failed', {}, ids.length) : t('outbox.notSent', { name: first.targetTitle }),
        description: many || !first.reason ? '' : errorText(first.reason, host ? { host } : {}),
        tone: 'bad',
        duration: FAILED_MS,
        actions: [
          { label: t(many ? 'outbox.card.retryAll' : 'outbox.do.retry'), run: () => void retry(ids) },
          { ...open([first, ...others]), label: t('outbox.card.show') },
        ],
      }
    },
  })
}

/** Answers a function that tells news, given everything there is. */
export function useOutboxNotices(): (news: News, all: ReadonlyMap<string, OutboxItem>) => void {
  const { open } = useWaysOn()
  const { t } = useText()
  const failed = useFailed()
  const sent = useGathered({
    id: 'outbox:sent',
    is: ({ state }) => state === 'sent',
    tell: ([first, ...others]) => ({
      title: others.length
        ? t('outbox.batch.arrived', {}, others.length + 1)
        : t('outbox.arrived', { name: first.targetTitle }),
      tone: 'good',
      duration: ENDED_MS,
    }),
  })
  const undecided = useGathered({
    id: 'outbox:undecided',
    is: ({ state }) => state === 'needsDecision',
    tell: ([first, ...others]) => ({
      title: others.length
        ? t('outbox.batch.unsure', {}, others.length + 1)
        : t('outbox.unsure', { name: first.targetTitle }),
      tone: 'warn',
      duration: 0,
      action: open([first, ...others]),
    }),
  })
  const stale = useGathered({
    id: 'outbox:stale',
    is: (item) => item.state === 'queued' && item.stale === true,
    tell: ([first, ...others]) => ({
      title: t('outbox.card.stale', {}, others.length + 1),
      description: t('outbox.staleNoticeText'),
      tone: 'warn',
      duration: 0,
      action: open([first, ...others]),
    }),
  })

  return (news, all) => {
    sent(news.sent, all)
    failed(news.failed, all)
    undecided(news.undecided, all)
    stale(news.stale, all)
  }
}
