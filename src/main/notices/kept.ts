// The list of all news: kept, seen, forgotten, and told to the windows as it changes.
import type { AccountId } from '../../shared/contract/common'
import type { OutputOf, PayloadOf } from '../../shared/contract/index'
import type { Place } from '../../shared/contract/links'
import type { News, Notice } from '../../shared/contract/notices'
import type { Result } from '../../shared/contract/result'
import { inOneLine } from '../../shared/domain/shown-names'
import { isoAt } from '../../shared/domain/time'
import { guarded } from '../store/guarded'
import type { NoticesDeps } from './deps'
import { titleOf } from './wording'

const KEPT = 500
const KEPT_MS = 30 * 24 * 60 * 60_000
/** Signs of a body; a name is cut before. */
const MAX_BODY = 300

export interface Kept {
  add(news: readonly (News & { readonly held: boolean; readonly seen: boolean })[]): void
  /** Marks as seen what of the unseen is. */
  look(isSeen: (notice: Notice) => boolean): void
  list(): Result<OutputOf<'notices.list'>, 'store.failed'>
  get(id: string): Notice | undefined
  /** All without `which`. */
  markSeen(which?: { readonly ids?: readonly string[]; readonly place?: Place }): Result<object, 'store.failed'>
  /** Marks what leads to these places as seen. */
  settle(places: readonly Place[]): void
  clear(ids?: readonly string[]): Result<object, 'store.failed'>
  /** The account is gone, and its news with it. */
  accountRemoved(id: AccountId): void
}

type KeptDeps = Pick<NoticesDeps, 'store' | 'emit' | 'clock' | 'uuid' | 'log' | 'text'>

export function createKept(deps: KeptDeps): Kept {
  const { clock, log } = deps
  const { notices } = deps.store
  const changed = (change: Change): void => {
    tellChanged(deps, change)
  }
  const prune = (): string[] => notices.prune(isoAt(clock() - KEPT_MS), KEPT)
  return {
    add(news) {
      const given = news.slice(-KEPT).map((one) => ({ ...noticeOf(deps, one), held: one.held }))
      guarded(log, () => {
        const remove = [...given.flatMap((notice) => notices.add(notice)), ...prune()]
        const gone = new Set(remove)
        const upsert = given.filter(({ id }) => !gone.has(id)).map(({ held: _held, ...notice }) => notice)
        changed({ upsert, remove })
      })
    },
    list: () =>
      guarded(log, () => {
        prune()
        return { items: notices.list(), unseen: notices.unseen() }
      }),
    get: (id) => notices.get(id),
    ...seeing(deps),
    clear: (ids) =>
      guarded(log, () => {
        changed({ remove: notices.remove(ids) })
        return {}
      }),
    accountRemoved(removedAccount) {
      guarded(log, () => {
        changed({ removedAccount })
      })
    },
  }
}

function seeing(deps: KeptDeps): Pick<Kept, 'markSeen' | 'look' | 'settle'> {
  const { clock, log } = deps
  const { notices } = deps.store
  return {
    markSeen: (which) =>
      guarded(log, () => {
        tellChanged(deps, { upsert: notices.markSeen(which, isoAt(clock())) })
        return {}
      }),
    look(isSeen) {
      guarded(log, () => {
        if (notices.unseen().length === 0) return
        const ids = notices.list().flatMap((notice) => (!notice.seen && isSeen(notice) ? [notice.id] : []))
        tellChanged(deps, { upsert: notices.markSeen({ ids }, isoAt(clock())) })
      })
    },
    settle(places) {
      guarded(log, () => {
        // Thousands of messages that are sent must not each ask for news that never was.
        if (notices.unseen().length === 0) return
        tellChanged(deps, { upsert: places.flatMap((place) => notices.markSeen({ place }, isoAt(clock()))) })
      })
    },
  }
}

type Change = Partial<Omit<PayloadOf<'notices.changed'>, 'revision' | 'unseen'>>

function tellChanged({ emit, store }: KeptDeps, { upsert = [], remove = [], removedAccount }: Change): void {
  if (upsert.length + remove.length === 0 && removedAccount === undefined) return
  const unseen = store.notices.unseen()
  emit('notices.changed', { upsert, remove, unseen, ...(removedAccount && { removedAccount }) })
}

function noticeOf(
  { clock, uuid, text }: KeptDeps,
  { accountId, kind, body, place, seen }: News & { readonly seen: boolean },
): Notice {
  const at = isoAt(clock())
  return {
    id: uuid(),
    accountId,
    kind,
    title: titleOf(text, kind, 1),
    body: inOneLine(body, MAX_BODY),
    place,
    at,
    seen,
  }
}
