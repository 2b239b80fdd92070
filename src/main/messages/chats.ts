// New messages in conversations, told as news: a look once a minute at what is unread, where a network can tell. What was
// unread before the first look is no news, and what has been read elsewhere needs nobody any more.
import type { AccountId } from '../../shared/contract/common'
import type { Place } from '../../shared/contract/links'
import type { News } from '../../shared/contract/notices'
import { inOneLine, oneLine } from '../../shared/domain/shown-names'
import { messageTargetKey } from '../../shared/domain/target-key'
import type { MessageKey } from '../../shared/i18n/index'
import type { Accounts, Logger, Timers, UnreadChat } from '../networks/ports'
import { guardedPort } from '../store/guarded'

export interface ChatsDeps {
  readonly accounts: Pick<Accounts, 'list' | 'portOf'>
  readonly timers: Timers
  readonly log: Logger
  /** Tells the user news, wherever he is. */
  readonly tell: (news: readonly News[]) => void
  /** News of these places needs nobody any more. */
  readonly settle: (places: readonly Place[]) => void
  readonly text: (key: MessageKey, params?: Readonly<Record<string, string | number>>) => string
}

export interface Chats {
  start(): void
  /** Looks now: an account can be used, or the machine is awake again. */
  wake(id?: AccountId): void
  accountRemoved(id: AccountId): void
  stop(): void
}

/** One request an account: gentle with limits that other apps of the same person share. */
const POLL_MS = 60_000
/** Signs of a message that are shown. */
const MAX_SAID = 160

interface Known {
  readonly lastId: string
  readonly place: Place
}

export function createChats(deps: ChatsDeps): Chats {
  const { accounts, timers, log } = deps
  const stopping = new AbortController()
  const known = new Map<AccountId, ReadonlyMap<string, Known>>()
  const looking = new Set<AccountId>()
  const look = async (accountId: AccountId): Promise<void> => {
    const port = accounts.portOf(accountId, 'messages')
    if (!port.ok || port.data.unread === undefined) return
    const { unread } = port.data
    const read = await guardedPort(log, () => unread())
    if (!read.ok || stopping.signal.aborted || accounts.list().every(({ id }) => id !== accountId)) return
    const before = known.get(accountId)
    const now = new Map(read.data.chats.map((chat) => [messageTargetKey(chat.target), chat]))
    // Out of a full list others may have pushed it: it is unread still, and no news when it is back.
    const missing = [...(before ?? [])].filter(([key]) => !now.has(key))
    const pushedOff = read.data.full ? missing : []
    known.set(accountId, new Map([...pushedOff, ...knownOf(accountId, now)]))
    if (before === undefined) return
    if (!read.data.full) deps.settle(missing.map(([, { place }]) => place))
    const fresh = [...now].filter(([key, { lastId }]) => before.get(key)?.lastId !== lastId)
    deps.tell(fresh.map(([, chat]) => newsOf(deps, accountId, chat)))
  }
  /** One look at a time: two at once would find the same news. */
  const lookOnce = async (accountId: AccountId): Promise<void> => {
    if (looking.has(accountId)) return
    looking.add(accountId)
    await look(accountId).finally(() => looking.delete(accountId))
  }
  const lookAll = async (): Promise<void> => {
    await Promise.all(accounts.list().map(({ id }) => lookOnce(id)))
  }
  const poll = async (): Promise<void> => {
    for (;;) {
      await lookAll()
      try {
        await timers.sleep(POLL_MS, stopping.signal)
      } catch {
        // Stopped.
        return
      }
    }
  }
  return {
    start: () => void poll(),
    wake: (id) => void (id === undefined ? lookAll() : lookOnce(id)),
    accountRemoved: (id) => void known.delete(id),
    stop() {
      stopping.abort()
    },
  }
}

const knownOf = (accountId: AccountId, now: ReadonlyMap<string, UnreadChat>): readonly (readonly [string, Known])[] =>
  [...now].map(([key, chat]) => [key, { lastId: chat.lastId, place: placeOf(accountId, chat) }])

const placeOf = (accountId: AccountId, { target, title }: UnreadChat): Place => ({
  kind: 'compose',
  accountId,
  target,
  title,
})

function newsOf({ text }: ChatsDeps, accountId: AccountId, chat: UnreadChat): News {
  const chatName = oneLine(chat.title)
  const author = oneLine(chat.authorName ?? '')
  const name = author === '' || author === chatName ? chatName : `${author}, ${chatName}`
  const said = inOneLine(chat.text, MAX_SAID)
  return {
    accountId,
    kind: 'chatMessage',
    name: chat.title,
    body: said === '' ? name : text('notices.chats.said', { name, text: said }),
    place: placeOf(accountId, chat),
    listPlace: { kind: 'view', view: 'messages', accountId },
  }
}
