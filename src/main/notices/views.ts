// Which view of the window shows which news, and what of it the user sees there just now.
import type { AccountId } from '../../shared/contract/common'
import type { News } from '../../shared/contract/notices'
import type { Settings } from '../../shared/contract/settings'
import type { NoticeKind } from '../../shared/domain/states'
import type { NoticesDeps } from './deps'

type Looking = Pick<NoticesDeps, 'watched' | 'attended' | 'settings'>

const VIEW_OF: { readonly [K in NoticeKind]: Settings['activeView'] } = {
  requestJoined: 'requests',
  requestDeclined: 'requests',
  requestEnded: 'requests',
  requestAsked: 'requests',
  messageFailed: 'outbox',
  messageUndecided: 'outbox',
  dialogWaiting: 'openlines',
  dialogMessage: 'openlines',
  chatMessage: 'messages',
}

/** Views that show all there is to know of such news; dialogs and chats have to be opened. */
const TELLS_ALL: readonly Settings['activeView'][] = ['requests', 'outbox']

/** The window tells it by itself: in its list while the user works there, messages at its edge while somebody may look. */
export function isShown(deps: Looking, { kind, accountId }: Pick<News, 'kind' | 'accountId'>): boolean {
  if (VIEW_OF[kind] === 'outbox') return deps.watched()
  return isLookedAt(deps, { kind, accountId })
}

/** The user has it before him, and nothing more is to be opened. */
export function isSeen(deps: Looking, { kind, accountId }: Pick<News, 'kind' | 'accountId'>): boolean {
  return TELLS_ALL.includes(VIEW_OF[kind]) && isLookedAt(deps, { kind, accountId })
}

function isLookedAt({ attended, settings }: Looking, news: { kind: NoticeKind; accountId: AccountId }): boolean {
  const { activeView, activeAccount } = settings.read()
  return (
    attended() && activeView === VIEW_OF[news.kind] && (activeAccount === 'all' || activeAccount === news.accountId)
  )
}
