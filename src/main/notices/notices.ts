// The notices capability: the one way capabilities tell news outside the place it belongs to. Everything is kept in the list;
// what is shown and heard besides is the rules' matter. Knows no network and no capability.
import type { Account } from '../../shared/contract/accounts'
import type { AccountId } from '../../shared/contract/common'
import type { HandlersOf, RoutesOf } from '../../shared/contract/index'
import type { Place } from '../../shared/contract/links'
import type { News } from '../../shared/contract/notices'
import { fail, ok, type Result } from '../../shared/contract/result'
import { guarded } from '../store/guarded'
import type { NoticesDeps } from './deps'
import { createKept, type Kept } from './kept'
import { tellingOf, type Telling } from './rules'
import { createSilenceWatch } from './silence'
import { settledBy, type Happening } from './settled'
import { createToasts } from './toasts'
import { isSeen, isShown } from './views'

export interface NoticesCapability {
  readonly handlers: HandlersOf<RoutesOf<'notices'>>
  tell(news: readonly News[]): void
  /** What capabilities tell the windows: news of what is dealt with counts as seen. */
  follow(happening: Happening): void
  /** The window shows this place: while the user works there, its news is seen. */
  opened(place: Place): void
  /** News of these places needs nobody any more. */
  settle(places: readonly Place[]): void
  /** The clock may have moved on: the machine was asleep. */
  check(): void
  accountRemoved(id: AccountId): void
  start(): void
  stop(): void
}

export function createNotices(deps: NoticesDeps): NoticesCapability {
  const kept = createKept(deps)
  const telling = (account: Account, news?: News): Telling =>
    tellingOf({
      account: account.notifications,
      settings: deps.settings.read(),
      shown: news !== undefined && isShown(deps, news),
      now: deps.clock(),
    })
  const toasts = createToasts({
    ...deps,
    tellingOf: telling,
    opened: (news) => {
      kept.settle(news.map(({ place }) => place))
    },
  })
  const silence = createSilenceWatch({ ...deps, toasts })
  return {
    handlers: handlersOf(deps, kept),
    tell(news) {
      const known = news.flatMap((one) => {
        const account = deps.accounts.get(one.accountId)
        return account === undefined ? [] : [{ one, told: telling(account, one) }]
      })
      if (known.length === 0) return
      kept.add(known.map(({ one, told: { held } }) => ({ ...one, held, seen: isSeen(deps, one) })))
      toasts.tell(known.flatMap(({ one, told: { toast, sound } }) => (toast || sound ? [{ one, toast }] : [])))
    },
    follow(happening) {
      if (happening.event === 'settings.changed') {
        silence.check()
        kept.look((news) => isSeen(deps, news))
      }
      const places = settledBy(happening)
      if (places.length > 0) kept.settle(places)
    },
    opened(place) {
      if (deps.attended()) kept.settle([place])
    },
    settle: kept.settle,
    check: silence.check,
    accountRemoved: kept.accountRemoved,
    start: silence.check,
    stop() {
      silence.stop()
      toasts.stop()
    },
  }
}

function handlersOf(deps: NoticesDeps, kept: Kept): HandlersOf<RoutesOf<'notices'>> {
  return {
    'notices.list': () => kept.list(),
    'notices.markSeen': ({ ids, place }) =>
      emptied(
        ids === undefined && place === undefined
          ? kept.markSeen()
          : kept.markSeen({ ...(ids && { ids }), ...(place && { place }) }),
      ),
    'notices.clear': ({ ids }) => emptied(kept.clear(ids)),
    'notices.open': ({ id }) => {
      const found = guarded(deps.log, () => kept.get(id))
      if (!found.ok) return found
      if (found.data === undefined) return fail('notices.notFound')
      kept.markSeen({ ids: [id], place: found.data.place })
      deps.go(found.data.place)
      return ok({})
    },
    'notices.test': () =>
      ok({
        supported: deps.notify({
          title: deps.text('notices.test.title'),
          body: deps.text('notices.test.body'),
          silent: false,
          tag: 'notices.test',
          onClick: () => {
            deps.go({ kind: 'notices' })
          },
        }),
      }),
  }
}

const emptied = (done: Result<object, 'store.failed'>): Result<Record<string, never>, 'store.failed'> =>
  done.ok ? ok({}) : done
