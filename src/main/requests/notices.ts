// What the user is told outside the window: a request of mine that was accepted, declined or has ended, and somebody new
// who asks to enter a group of mine. What comes in one go is told in one notification.
import type { Account } from '../../shared/contract/accounts'
import type { AccountId } from '../../shared/contract/common'
import type { Place } from '../../shared/contract/links'
import type { IncomingRequest } from '../../shared/contract/requests-incoming'
import { oneLine, shownNames } from '../../shared/domain/shown-names'
import type { JoinRequestRecord } from '../store/requests-repository'
import type { MessageKey } from '../../shared/i18n/index'
import type { RequestsDeps } from './deps'

export interface Notices {
  /** A reading has moved a request of mine. What the user does himself never comes here. */
  moved(request: JoinRequestRecord): void
  asked(requests: readonly IncomingRequest[]): void
  stop(): void
}

type NoticesDeps = Pick<RequestsDeps, 'accounts' | 'timers' | 'goTo' | 'notify' | 'text' | 'log'>
type Kind = 'joined' | 'declined' | 'ended' | 'asked'

interface News {
  readonly kind: Kind
  readonly accountId: AccountId
  readonly groupName: string
  /** Who asks. */
  readonly userName?: string
  readonly place: Place
}

/** How long news is gathered before it is told. */
const GATHER_MS = 2_000

const TOLD: { readonly [S in JoinRequestRecord['state']]?: Kind } = {
  joined: 'joined',
  declined: 'declined',
  ended: 'ended',
}

export function createNotices(deps: NoticesDeps): Notices {
  const stopping = new AbortController()
  let gathered: News[] = []
  const wants = (accountId: AccountId): boolean => deps.accounts.get(accountId)?.notifications.toast === true
  const add = (all: readonly News[]): void => {
    const news = all.filter(({ accountId }) => wants(accountId))
    if (news.length === 0) return
    if (gathered.length === 0) deps.timers.sleep(GATHER_MS, stopping.signal).then(tell, () => undefined)
    gathered.push(...news)
  }
  const tell = (): void => {
    const perKind = Map.groupBy(gathered, ({ accountId, kind }) => `${accountId} ${kind}`)
    gathered = []
    for (const news of perKind.values()) show(deps, news)
  }
  return {
    moved({ id, accountId, groupName, state }) {
      const kind = TOLD[state]
      if (kind !== undefined) add([{ kind, accountId, groupName, place: { kind: 'request', id } }])
    },
    asked(requests) {
      add(
        requests.map(({ accountId, requestId, groupName, userName }) => ({
          kind: 'asked' as const,
          accountId,
          groupName,
          userName,
          place: { kind: 'incoming' as const, accountId, requestId },
        })),
      )
    },
    stop() {
      stopping.abort()
    },
  }
}

function show(deps: NoticesDeps, [first, ...others]: readonly News[]): void {
  const account = first && deps.accounts.get(first.accountId)
  if (first === undefined || account?.notifications.toast !== true) return
  const place = others.length === 0 ? first.place : listOf(first)
  deps.notify({
    ...wording(deps, account, [first, ...others]),
    silent: !account.notifications.sound,
    onClick: () => {
      deps.goTo(place)
    },
  })
}

/** Several: the list they stand in. */
function listOf({ kind, accountId }: News): Place {
  return { kind: 'requests', list: kind === 'asked' ? 'incoming' : 'mine', accountId }
}

const TITLES: { readonly [K in Kind]: { readonly one: MessageKey; readonly many: MessageKey } } = {
  joined: { one: 'notices.requests.joined', many: 'notices.requests.joinedMany' },
  declined: { one: 'notices.requests.declined', many: 'notices.requests.declinedMany' },
  ended: { one: 'notices.requests.ended', many: 'notices.requests.endedMany' },
  asked: { one: 'notices.requests.asked', many: 'notices.requests.askedMany' },
}

/** Without preview no name is shown, neither of a group nor of a person. */
function wording(
  { text }: NoticesDeps,
  account: Account,
  [first, ...others]: readonly [News, ...News[]],
): { readonly title: string; readonly body: string } {
  const count = 1 + others.length
  const { one, many } = TITLES[first.kind]
  const title = count === 1 ? text(one) : text(many, { count })
  if (!account.notifications.preview) return { title, body: text('notices.requests.look') }
  if (count === 1) {
    const group = oneLine(first.groupName)
    const person = first.userName && oneLine(first.userName)
    const place = { group, account: account.label }
    const body =
      person === undefined
        ? text('notices.requests.group', place)
        : text('notices.requests.person', { ...place, person })
    return { title, body }
  }
  const groups = shownNames([first, ...others].map(({ groupName }) => groupName))
  return { title, body: text('notices.requests.groups', { groups, account: account.label }) }
}
