// A dialog's transcript as `imopenlines.session.history.get` writes it: the only way to read without joining. Pure.
import type { TranscriptMessage } from '../../../shared/contract/openlines'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { asFlag, asId, asIso, asList, asNumber, asObject, asText, clip } from './json'
import { present } from './group-shapes'

export interface ReadTranscript {
  readonly canJoin: boolean
  /** Participants of the chat. */
  readonly participants: readonly string[]
  readonly messages: readonly TranscriptMessage[]
}

/**
 * Messages oldest first, their authors named and told apart: customer, operator, me, system (author 0).
 * A message without a readable time takes that of the one before it.
 * @see https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/sessions/imopenlines-session-history-get.html
 */
export function readTranscript(answer: JsonValue, chatId: string, me: string): ReadTranscript {
  const history = asObject(answer)
  const users = usersOf(history['users'])
  const rows = asList(history['message']).map(asObject)
  const sorted = rows.sort((a, b) => (asNumber(a['id']) ?? 0) - (asNumber(b['id']) ?? 0))
  const messages: TranscriptMessage[] = []
  for (const row of sorted) {
    const before = messages.at(-1)?.at ?? new Date(0).toISOString()
    const message = readMessage(row, { users, me, before })
    if (message !== undefined) messages.push(message)
  }
  const inChat = asObject(history['userInChat'])[chatId]
  return {
    canJoin: asFlag(history['canJoin']),
    participants: asList(inChat).flatMap((id) => asId(id) ?? []),
    messages,
  }
}

function usersOf(users: JsonValue | undefined): ReadonlyMap<string, JsonObject> {
  return new Map(
    asList(users).flatMap((user) => {
      const row = asObject(user)
      const id = asId(row['id'])
      return id === undefined ? [] : [[id, row] as const]
    }),
  )
}

interface Around {
  readonly users: ReadonlyMap<string, JsonObject>
  readonly me: string
  /** Time of the message before. */
  readonly before: string
}

function readMessage(row: JsonObject, { users, me, before }: Around): TranscriptMessage | undefined {
  const id = asId(row['id'])
  if (id === undefined) return undefined
  const authorId = asId(row['senderid']) ?? asId(row['senderId']) ?? asId(row['author_id'])
  const author = authorId === undefined ? undefined : users.get(authorId)
  const name = asText(author?.['name'])
  return {
    id,
    kind: kindOf(authorId, author, me),
    text: asText(row['text']) ?? asText(row['textlegacy']) ?? '',
    at: asIso(row['date']) ?? before,
    ...present({ authorId, authorName: name && clip(name, 2000) }),
  }
}

/** Customers are users of the connector; everybody else on the portal is an operator. */
function kindOf(authorId: string | undefined, author: JsonObject | undefined, me: string): TranscriptMessage['kind'] {
  if (authorId === undefined) return 'system'
  if (authorId === me) return 'me'
  const outside = asFlag(author?.['connector']) || asText(author?.['external_auth_id']) === 'imconnector'
  return outside ? 'customer' : 'operator'
}
