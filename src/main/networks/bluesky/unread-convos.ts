// My conversations with something unread, the latest activity first: what is told as news. One request.
// https://docs.bsky.app/docs/api/chat-bsky-convo-list-convos
import { chat } from '@bsky/sdk/lexicons'
import * as v from 'valibot'
import { ok, type Result } from '../../../shared/contract/result'
import type { Logger, UnreadChat, UnreadChats } from '../ports'
import type { Chat } from './chat'
import { PAGE } from './config'
import { listedOf } from './convo-targets'
import { nameOf } from './group-views'
import { eachPage } from './pages'
import { ConvoView, readView } from './views'

/** A message as the list tells it; of one that was deleted there is no text. */
const Last = v.object({
  id: v.string(),
  text: v.optional(v.string(), ''),
  sender: v.object({ did: v.string() }),
})

interface UnreadDeps {
  readonly client: Chat
  readonly log: Logger
}

/** At most a hundred: who has more unread is told of the latest. Muted ones and invitations are left out. */
export async function readUnread({ client, log }: UnreadDeps): Promise<Result<UnreadChats>> {
  const me = client.did()
  if (!me.ok) return me
  const chats: UnreadChat[] = []
  let full = false
  const read = await eachPage(
    {
      client,
      key: 'convos',
      call: (page) => (c, o) =>
        c.xrpcSafe(chat.bsky.convo.listConvos, { params: { readState: 'unread', status: 'accepted', ...page }, ...o }),
      options: { patient: true },
    },
    (items) => {
      full = items.length >= PAGE
      for (const item of items) {
        const convo = readView(ConvoView, item, log)
        const unread = convo && unreadOf(convo, me.data, log)
        if (unread !== undefined) chats.push(unread)
      }
      return false
    },
  )
  return read.ok ? ok({ chats, full }) : read
}

function unreadOf(convo: ConvoView, me: string, log: Logger): UnreadChat | undefined {
  const listed = listedOf(convo, me, log)
  const last = v.safeParse(Last, convo.lastMessage)
  if (listed === undefined || convo.muted || convo.unreadCount === 0 || !last.success) return undefined
  const { id, text, sender } = last.output
  if (sender.did === me) return undefined
  const author = convo.members.find(({ did }) => did === sender.did)
  return {
    target: listed.hit.target,
    title: listed.hit.title,
    lastId: id,
    text,
    ...(author && { authorName: nameOf(author) }),
  }
}
