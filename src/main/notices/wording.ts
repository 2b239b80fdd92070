// The words of notices. Titles name nobody; names stand in the body only, so that leaving the body out leaves them out.
import type { Account } from '../../shared/contract/accounts'
import type { News } from '../../shared/contract/notices'
import { shownNames } from '../../shared/domain/shown-names'
import type { NoticeKind } from '../../shared/domain/states'
import type { MessageKey } from '../../shared/i18n/index'

export type Text = (key: MessageKey, params?: Readonly<Record<string, string | number>>) => string

interface Words {
  readonly one: MessageKey
  readonly many: MessageKey
  /** Instead of names. */
  readonly look: MessageKey
}

const ofRequests = (one: MessageKey, many: MessageKey): Words => ({ one, many, look: 'notices.requests.look' })
const ofMessages = (one: MessageKey, many: MessageKey): Words => ({ one, many, look: 'notices.outbox.look' })
const ofDialogs = (one: MessageKey, many: MessageKey): Words => ({ one, many, look: 'notices.openlines.look' })

const WORDS: { readonly [K in NoticeKind]: Words } = {
  requestJoined: ofRequests('notices.requests.joined', 'notices.requests.joinedMany'),
  requestDeclined: ofRequests('notices.requests.declined', 'notices.requests.declinedMany'),
  requestEnded: ofRequests('notices.requests.ended', 'notices.requests.endedMany'),
  requestAsked: ofRequests('notices.requests.asked', 'notices.requests.askedMany'),
  messageFailed: ofMessages('notices.outbox.failed', 'notices.outbox.failedMany'),
  messageUndecided: ofMessages('notices.outbox.undecided', 'notices.outbox.undecidedMany'),
  dialogWaiting: ofDialogs('notices.openlines.waiting', 'notices.openlines.waitingMany'),
  dialogMessage: ofDialogs('notices.openlines.message', 'notices.openlines.messageMany'),
  chatMessage: { one: 'notices.chats.message', many: 'notices.chats.messageMany', look: 'notices.chats.look' },
}

export const titleOf = (text: Text, kind: NoticeKind, count: number): string =>
  count === 1 ? text(WORDS[kind].one) : text(WORDS[kind].many, { count })

/** The body of one notification for one or more pieces of news of a kind; without names where `showText` is off. */
export function bodyOf(text: Text, account: Account, { news, showText }: Shown): string {
  const [first, ...others] = news
  if (!showText) return text(WORDS[first.kind].look)
  const body = others.length === 0 ? first.body : shownNames(news.map(({ name }) => name))
  return text('notices.of', { body, account: account.label })
}

interface Shown {
  readonly news: readonly [News, ...News[]]
  readonly showText: boolean
}

/** What counts only: too much came in a while, or came while it was quiet. */
export function countOf(text: Text, { why, count, accounts }: Counted): { title: string; body: string } {
  const title = text(why === 'quiet' ? 'notices.summary.quiet' : 'notices.summary.more', { count })
  const nameable = accounts.every(({ notifications }) => notifications.preview)
  const names = shownNames(accounts.map(({ label }) => label))
  return { title, body: nameable ? text('notices.summary.in', { names }) : text('notices.summary.look') }
}

interface Counted {
  readonly why: 'quiet' | 'more'
  readonly count: number
  readonly accounts: readonly Account[]
}
