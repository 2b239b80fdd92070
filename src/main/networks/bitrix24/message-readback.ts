// Whether a message arrived in a dialog: by the id we gave it where the portal shows it, else by author and text since
// the first attempt. Never writes.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { OutgoingMessage } from '../ports'
import { asId, asObject, asObjects, asText } from './json'
import { filesOf, matchFile } from './message-files'
import { SETTLE_MS, failed } from './portal'
import type { Portal } from './portal'

export interface Sought {
  readonly message: OutgoingMessage
  readonly dialogId: string
}

export type ReadBack = { found: 'yes' | 'no' | 'cannotKnow'; resendSafe: boolean; serverId?: string }

const PAGE = 50
const MAX_PAGES = 5
/** How far the portal's clock may be from ours. */
const CLOCK_SLACK_MS = 5 * 60_000

/**
 * Reads the dialog back to the first attempt. `resendSafe` where the portal is known to keep our ids: it then answers
 * a repeat with the first message. Elsewhere what is not there is looked for once more: the call may still be at work.
 * @see https://apidocs.bitrix24.com/api-reference/chats/messages/im-dialog-messages-get.html
 */
export async function readBackDialog(portal: Portal, sought: Sought): Promise<Result<ReadBack>> {
  const now = await readOnce(portal, sought)
  const known = portal.echo.honoured && sought.message.file === undefined
  if (!now.ok || now.data.found !== 'no' || known) return now
  await portal.timers.sleep(SETTLE_MS)
  return readOnce(portal, sought)
}

async function readOnce(portal: Portal, { message, dialogId }: Sought): Promise<Result<ReadBack>> {
  const mine: Mine = { me: portal.userId, since: Date.parse(message.firstAttemptAt ?? '') - CLOCK_SLACK_MS }
  const resendSafe = portal.echo.honoured && message.file === undefined
  let lastId: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const cursor = lastId === undefined ? {} : { LAST_ID: lastId }
    const params = { DIALOG_ID: dialogId, LIMIT: PAGE, ...cursor }
    const answer = await portal.client.call('im.dialog.messages.get', params)
    if (!answer.ok) return failed(answer)
    const rows = messagesOf(answer.data)
    const seen = lookFor(answer.data, message, mine)
    if (seen.kind === 'ours') return ok(found(seen.row, { message, portal, resendSafe }))
    if (seen.kind === 'unclear') return ok({ found: 'cannotKnow', resendSafe })
    const oldest = rows.reduce<JsonObject | undefined>((low, row) => (idOf(row) < idOf(low) ? row : low), undefined)
    if (rows.length < PAGE || !(timeOf(oldest) >= mine.since)) return ok({ found: 'no', resendSafe })
    lastId = asId(oldest?.['id'])
  }
  return ok({ found: 'cannotKnow', resendSafe })
}

type Seen = { readonly kind: 'ours'; readonly row: JsonObject } | { readonly kind: 'unclear' | 'nothing' }

/** One of mine without words may be this one, or any other picture or card; a file is known by its size and name. */
function lookFor(page: JsonValue, message: OutgoingMessage, mine: Mine): Seen {
  const rows = messagesOf(page)
  const { file } = message
  if (file !== undefined) {
    const files = filesOf(page)
    const near = rows.filter((row) => isMine(row, message, mine))
    const row = near.find((one) => matchFile(one, files, file) === 'ours')
    if (row !== undefined) return { kind: 'ours', row }
    return { kind: near.some((one) => matchFile(one, files, file) === 'perhaps') ? 'unclear' : 'nothing' }
  }
  const row = rows.find((one) => isOurs(one, message, mine))
  if (row !== undefined) return { kind: 'ours', row }
  const unclear = isWordless(message.text) && rows.some((one) => mayBeOurs(one, message, mine))
  return { kind: unclear ? 'unclear' : 'nothing' }
}

interface About {
  readonly message: OutgoingMessage
  readonly portal: Portal
  readonly resendSafe: boolean
}

function found(row: JsonObject, { message, portal, resendSafe }: About): ReadBack {
  if (hasId(row, message)) portal.echo.saw(true)
  const serverId = asId(row['id'])
  return {
    found: 'yes',
    resendSafe: resendSafe || hasId(row, message),
    ...(serverId === undefined ? {} : { serverId }),
  }
}

function messagesOf(answer: Parameters<typeof asObject>[0]): JsonObject[] {
  return asObjects(asObject(answer)['messages'])
}

function hasId(row: JsonObject, message: OutgoingMessage): boolean {
  return asText(row['uuid'])?.toLowerCase() === message.id.toLowerCase()
}

interface Mine {
  readonly me: string
  readonly since: number
}

function isOurs(row: JsonObject, message: OutgoingMessage, mine: Mine): boolean {
  return hasId(row, message) || (!isWordless(message.text) && mayBeOurs(row, message, mine))
}

/** A message that carries another id is another message. */
function mayBeOurs(row: JsonObject, message: OutgoingMessage, mine: Mine): boolean {
  return asText(row['uuid']) === undefined && isMine(row, message, mine)
}

/** By author, time and words, and not one we know as another. */
function isMine(row: JsonObject, message: OutgoingMessage, { me, since }: Mine): boolean {
  const id = asId(row['id'])
  if (asId(row['author_id']) !== me) return false
  if (id !== undefined && message.otherServerIds?.includes(id) === true) return false
  return timeOf(row) >= since && normal(asText(row['text']) ?? '') === normal(message.text)
}

function isWordless(text: string): boolean {
  return normal(text) === ''
}

function normal(text: string): string {
  return text.replace(/\r\n?/g, '\n').trim()
}

function idOf(row: JsonObject | undefined): number {
  return row === undefined ? Infinity : Number(asId(row['id']) ?? Infinity)
}

function timeOf(row: JsonObject | undefined): number {
  return Date.parse(asText(row?.['date']) ?? '')
}
