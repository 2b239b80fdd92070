// Whether a message arrived in a dialog: by the id we gave it where the portal shows it, else by author and text since
// the first attempt. Never writes.
import type { JsonObject } from '../../../shared/contract/common'
import { ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { OutgoingMessage } from '../ports'
import { asId, asObject, asObjects, asText } from './json'
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
  if (!now.ok || now.data.found !== 'no' || portal.echo.honoured) return now
  await portal.timers.sleep(SETTLE_MS)
  return readOnce(portal, sought)
}

async function readOnce(portal: Portal, { message, dialogId }: Sought): Promise<Result<ReadBack>> {
  const mine: Mine = { me: portal.userId, since: Date.parse(message.firstAttemptAt ?? '') - CLOCK_SLACK_MS }
  const resendSafe = portal.echo.honoured
  let lastId: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const cursor = lastId === undefined ? {} : { LAST_ID: lastId }
    const params = { DIALOG_ID: dialogId, LIMIT: PAGE, ...cursor }
    const answer = await portal.client.call('im.dialog.messages.get', params)
    if (!answer.ok) return failed(answer)
    const rows = messagesOf(answer.data)
    const match = rows.find((row) => isOurs(row, message, mine))
    if (match !== undefined) return ok(found(match, message, portal))
    // One of mine without words may be this one, or any other picture or card.
    const unclear = isWordless(message.text) && rows.some((row) => mayBeOurs(row, message, mine))
    if (unclear) return ok({ found: 'cannotKnow', resendSafe })
    const oldest = rows.reduce<JsonObject | undefined>((low, row) => (idOf(row) < idOf(low) ? row : low), undefined)
    if (rows.length < PAGE || !(timeOf(oldest) >= mine.since)) return ok({ found: 'no', resendSafe })
    lastId = asId(oldest?.['id'])
  }
  return ok({ found: 'cannotKnow', resendSafe })
}

function found(row: JsonObject, message: OutgoingMessage, portal: Portal): ReadBack {
  if (hasId(row, message)) portal.echo.saw(true)
  const serverId = asId(row['id'])
  return { found: 'yes', resendSafe: portal.echo.honoured, ...(serverId === undefined ? {} : { serverId }) }
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

/** By author, time and words. A message that carries another id is another message, and so is one we know as another. */
function mayBeOurs(row: JsonObject, message: OutgoingMessage, { me, since }: Mine): boolean {
  const id = asId(row['id'])
  if (asText(row['uuid']) !== undefined || asId(row['author_id']) !== me) return false
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
