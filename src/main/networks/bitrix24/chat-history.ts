// What was said in a dialog I am in, read without marking it as read.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { PastMessage } from '../../../shared/contract/messages'
import { ok, type Result } from '../../../shared/contract/result'
import { isObject } from '../../../shared/domain/json-shape'
import { present } from './group-shapes'
import { asFlag, asId, asIso, asList, asNumber, asObject, asObjects, asText, clip } from './json'
import { failed, isNumericId } from './portal'
import type { Portal } from './portal'

/** The most the method gives at once; it may give more where there are unread ones. */
const PAGE = 50

/**
 * A page of messages, oldest first, each author named; deleted ones are left out, there is nothing to read in them.
 * @param before `older` of an earlier answer: the id the page ends before
 * Errors: `messages.accessError` for a dialog I am not in, `messages.noRecipient` for an id that is none.
 * @see https://apidocs.bitrix24.com/api-reference/chats/messages/im-dialog-messages-get.html
 */
export async function readHistory(
  portal: Portal,
  dialogId: string,
  before?: string,
): Promise<Result<{ messages: PastMessage[]; older?: string }>> {
  // Without a cursor on the first page: FIRST_ID=0 misbehaves.
  const cursor = before !== undefined && isNumericId(before) ? { LAST_ID: Number(before) } : {}
  const answer = await portal.client.call('im.dialog.messages.get', { DIALOG_ID: dialogId, LIMIT: PAGE, ...cursor })
  if (!answer.ok) return failed(answer)
  const page = asObject(answer.data)
  const names = namesOf(page['users'])
  const files = namesOf(page['files'])
  const rows = asObjects(page['messages']).filter((row) => asNumber(row['id']) !== undefined)
  rows.sort((a, b) => (asNumber(a['id']) ?? 0) - (asNumber(b['id']) ?? 0))
  const messages: PastMessage[] = []
  for (const row of rows) {
    const message = readMessage(row, { me: portal.userId, names, files, last: messages.at(-1)?.at })
    if (message !== undefined) messages.push(message)
  }
  const oldest = asId(rows[0]?.['id'])
  const more = rows.length >= PAGE && oldest !== undefined && isNumericId(oldest)
  return ok({ messages, ...(more ? { older: oldest } : {}) })
}

function namesOf(list: JsonValue | undefined): ReadonlyMap<string, string> {
  return new Map(
    asObjects(list).flatMap((row) => {
      const [id, name] = [asId(row['id']), asText(row['name'])]
      return id === undefined || name === undefined ? [] : [[id, name] as const]
    }),
  )
}

interface Around {
  readonly me: string
  readonly names: ReadonlyMap<string, string>
  readonly files: ReadonlyMap<string, string>
  /** Time of the message before: for one without a readable time of its own. */
  readonly last: string | undefined
}

function readMessage(row: JsonObject, { me, names, files, last }: Around): PastMessage | undefined {
  const id = asId(row['id'])
  const params = asObject(row['params'])
  if (id === undefined || asFlag(params['IS_DELETED'])) return undefined
  const authorId = asId(row['author_id'])
  const name = authorId === undefined ? undefined : names.get(authorId)
  return {
    id: clip(id, 512),
    kind: authorId === undefined ? 'system' : authorId === me ? 'me' : 'other',
    text: [asText(row['text']) ?? attachText(params['ATTACH']), ...fileNames(params, files)].filter(Boolean).join('\n'),
    at: asIso(row['date']) ?? last ?? new Date(0).toISOString(),
    ...present({ authorId: authorId && clip(authorId, 512), authorName: name && clip(name, 2000) }),
  }
}

function fileNames(params: JsonObject, files: ReadonlyMap<string, string>): string[] {
  return asList(params['FILE_ID']).flatMap((id) => files.get(asId(id) ?? '') ?? [])
}

/** A message may be nothing but its attachment: then the texts in it are what was said. */
function attachText(attach: JsonValue | undefined): string {
  const all = isObject(attach) && attach['BLOCKS'] !== undefined ? [attach] : asObjects(attach)
  const texts = all.flatMap((one) => {
    const blocks = asObjects(one['BLOCKS'] ?? [one])
    return [asText(one['DESCRIPTION']), ...blocks.map((block) => asText(block['MESSAGE']))]
  })
  return texts.filter((text) => text !== undefined).join('\n')
}
