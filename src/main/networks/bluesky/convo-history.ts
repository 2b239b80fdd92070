// What was said in a conversation, read without marking it as read.
// https://docs.bsky.app/docs/api/chat-bsky-convo-get-messages
import { chat } from '@bsky/sdk/lexicons'
import * as v from 'valibot'
import type { PastMessage } from '../../../shared/contract/messages'
import { ok, type Result } from '../../../shared/contract/result'
import type { Logger } from '../ports'
import type { Chat } from './chat'
import { JOIN_LINK_BASE } from './config'
import { nameOf } from './group-views'
import { fieldOf, listIn, Message, MESSAGE, Profile, readView, stringIn } from './views'

const PAGE = 50
/** Pages of nothing but joining and leaving are passed over, so many at once. */
const PASSED_OVER = 3
const NO_CONVO = { InvalidConvo: 'messages.convoNotFound' } as const
/** What the contract takes as a cursor. */
const MAX_CURSOR = 512

type Past = { messages: PastMessage[]; older?: string }

/**
 * A page of messages, oldest first. Who joined, left or deleted something is left out: nothing was said. Texts are plain;
 * marks on them (facets) are not needed to read them.
 * Errors: `messages.convoNotFound` for a conversation that is not there for me.
 */
export async function readConvoHistory(
  { client, log }: { readonly client: Chat; readonly log: Logger },
  convoId: string,
  before?: string,
): Promise<Result<Past>> {
  const me = client.did()
  if (!me.ok) return me
  let cursor = before
  for (let page = 1; ; page += 1) {
    const params = { convoId, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }
    const answer = await client.read((c, o) => c.xrpcSafe(chat.bsky.convo.getMessages, { params, ...o }), {
      declared: NO_CONVO,
    })
    if (!answer.ok) return answer
    const items = listIn(answer.data, 'messages')
    if (!items) return client.badAnswer()
    const next = stringIn(answer.data, 'cursor')
    const older = next === undefined || next === '' || next === cursor || next.length > MAX_CURSOR ? undefined : next
    const names = namesIn(answer.data, log)
    const messages = items.flatMap((item) => readMessage(item, { me: me.data, names }) ?? []).reverse()
    if (messages.length > 0 || older === undefined || page >= PASSED_OVER)
      return ok({ messages, ...(older === undefined ? {} : { older }) })
    cursor = older
  }
}

function namesIn(body: unknown, log: Logger): ReadonlyMap<string, string> {
  const profiles = (listIn(body, 'relatedProfiles') ?? []).map((profile) => readView(Profile, profile, log))
  return new Map(
    profiles.flatMap((profile) => (profile === undefined ? [] : [[profile.did, nameOf(profile)] as const])),
  )
}

function readMessage(
  item: unknown,
  { me, names }: { me: string; names: ReadonlyMap<string, string> },
): PastMessage | undefined {
  const parsed = v.safeParse(Message, item)
  if (!parsed.success) return undefined
  const { $type, id, sender, sentAt, text = '' } = parsed.output
  if (($type !== MESSAGE && $type !== '') || id === undefined || sender === undefined || sentAt === undefined)
    return undefined
  const name = names.get(sender.did)
  return {
    id,
    kind: sender.did === me ? 'me' : 'other',
    text: text === '' ? embedded(fieldOf(item, 'embed')) : text,
    plain: true,
    at: sentAt,
    ...(sender.did.length > 0 && sender.did.length <= 512 ? { authorId: sender.did } : {}),
    ...(name === undefined ? {} : { authorName: name }),
  }
}

/** A message may be nothing but what is embedded in it: a link into a group, or a post. */
function embedded(embed: unknown): string {
  const code = stringIn(fieldOf(embed, 'joinLinkPreview'), 'code')
  if (code !== undefined) return `${JOIN_LINK_BASE}${encodeURIComponent(code)}`
  return stringIn(fieldOf(embed, 'record'), 'uri') ?? ''
}
