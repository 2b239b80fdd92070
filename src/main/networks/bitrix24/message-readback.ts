// Whether a message arrived in a dialog: by the id we gave it where the portal shows it, else by author and text since
// the first attempt. Never writes.
import type { JsonObject } from '../../../shared/contract/common'
import { ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { OutgoingMessage } from '../ports'
import { asFlag, asId, asObject, asObjects, asText } from './json'
import { failed } from './portal'
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

/** Whether this portal shows our ids on messages, and so knows them: remembered per portal. */
export class EchoMemory {
  readonly #portal: Portal
  #asked = false

  constructor(portal: Portal) {
    this.#portal = portal
  }

  get known(): boolean {
    return asFlag(this.#portal.state.get(this.#key))
  }

  remember(): void {
    if (!this.known) this.#portal.state.set(this.#key, true)
  }

  /** Looks once, behind the scenes, whether a message that was just sent shows our id. */
  learnFrom(message: OutgoingMessage, dialogId: string): void {
    if (this.known || this.#asked) return
    this.#asked = true
    void this.#portal.client
      .call('im.dialog.messages.get', { DIALOG_ID: dialogId, LIMIT: 5 }, { lane: 'background' })
      .then((answer) => {
        if (answer.ok && messagesOf(answer.data).some((row) => hasId(row, message))) this.remember()
      })
  }

  get #key(): string {
    return `bitrix24.uuidEcho.${this.#portal.host}`
  }
}

/**
 * Reads the dialog back to the first attempt. `resendSafe` where the portal is known to keep our ids: it then answers
 * a repeat with the first message.
 * @see https://apidocs.bitrix24.com/api-reference/chats/messages/im-dialog-messages-get.html
 */
export async function readBackDialog(portal: Portal, echo: EchoMemory, sought: Sought): Promise<Result<ReadBack>> {
  const since = Date.parse(sought.message.firstAttemptAt ?? '') - CLOCK_SLACK_MS
  let lastId: string | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const cursor = lastId === undefined ? {} : { LAST_ID: lastId }
    const answer = await portal.client.call('im.dialog.messages.get', {
      DIALOG_ID: sought.dialogId,
      LIMIT: PAGE,
      ...cursor,
    })
    if (!answer.ok) return failed(answer)
    const rows = messagesOf(answer.data)
    const match = rows.find((row) => isOurs(row, sought.message, { me: portal.userId, since }))
    if (match !== undefined) return ok(found(match, sought.message, echo))
    const oldest = rows.reduce<JsonObject | undefined>((low, row) => (idOf(row) < idOf(low) ? row : low), undefined)
    if (rows.length < PAGE || !(timeOf(oldest) >= since)) return ok({ found: 'no', resendSafe: echo.known })
    lastId = asId(oldest?.['id'])
  }
  return ok({ found: 'cannotKnow', resendSafe: echo.known })
}

function found(row: JsonObject, message: OutgoingMessage, echo: EchoMemory): ReadBack {
  if (hasId(row, message)) echo.remember()
  const serverId = asId(row['id'])
  return { found: 'yes', resendSafe: echo.known, ...(serverId === undefined ? {} : { serverId }) }
}

function messagesOf(answer: Parameters<typeof asObject>[0]): JsonObject[] {
  return asObjects(asObject(answer)['messages'])
}

function hasId(row: JsonObject, message: OutgoingMessage): boolean {
  return asText(row['uuid'])?.toLowerCase() === message.id.toLowerCase()
}

/** A message that carries another id is another message, even with the same text. */
function isOurs(row: JsonObject, message: OutgoingMessage, mine: { me: string; since: number }): boolean {
  if (hasId(row, message)) return true
  if (asText(row['uuid']) !== undefined || asId(row['author_id']) !== mine.me) return false
  return timeOf(row) >= mine.since && normal(asText(row['text']) ?? '') === normal(message.text)
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
