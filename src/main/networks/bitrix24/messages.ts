// Messages: to a portal user through an open channel, and into a chat. Each is sent once; what became of one whose
// answer was lost is read back where the portal lets us.
import type { JsonObject } from '../../../shared/contract/common'
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { MessagesPort, OutgoingMessage, SendOutcome } from '../ports'
import { readHistory } from './chat-history'
import type { CallResult, NotDone } from './client'
import { postedId, uploadFile, type SoughtFile } from './message-files'
import { readBackDialog } from './message-readback'
import type { Sought } from './message-readback'
import { asId } from './json'
import { LineNames, readAllChannels } from './line-names'
import { findPeople } from './people'
import { failed } from './portal'
import type { Portal } from './portal'
import { findDirect, findThroughLine } from './target-search'

/** An attempt that began this long after the first one is a repeat: the outbox waits longer between attempts. */
const FIRST_TRY_MS = 1_000

export function createMessages(portal: Portal): MessagesPort {
  const lineNames = new LineNames(portal)
  return {
    get fileTargets() {
      return portal.scopes.has('im') ? (['dialog'] as const) : []
    },
    get targets() {
      const network = portal.scopes.has('imopenlines') ? (['network'] as const) : []
      return [...network, ...(portal.scopes.has('im') ? (['dialog'] as const) : [])]
    },
    people: (text) => findPeople(portal, text),
    find: (text, { lineCode }) =>
      lineCode === undefined ? findDirect({ portal, lineNames, text }) : findThroughLine(portal, text, lineCode),
    joinLine: (lineCode) => joinLine(portal, lineCode),
    channels: () => readAllChannels(portal),
    history: (target, before) =>
      target.kind === 'dialog'
        ? readHistory(portal, target.dialogId, before)
        : Promise.resolve(fail('accounts.noPort')),
    send: (message) => send(portal, message),
    readBack(message) {
      switch (message.target.kind) {
        case 'network':
          return Promise.resolve(ok({ found: 'cannotKnow', resendSafe: false }))
        case 'dialog':
          return readBackDialog(portal, { message, dialogId: message.target.dialogId })
        case 'convo':
          return Promise.resolve(fail('accounts.noPort'))
      }
    },
  }
}

/**
 * Joins a line of Bitrix24 Network: from then on the portal writes through it. A line that was joined before answers
 * the same, so that a join whose answer was lost may be repeated, once.
 * Errors: `messages.lineCode`, `messages.lineNotFound`, `messages.lineInactive`, `messages.noBots` as the portal
 * refuses; `messages.wrongRequest` when it answers without the line's bot.
 * @see https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/imopenlines-network-join.html
 */
async function joinLine(portal: Portal, lineCode: string): Promise<Result<void>> {
  const join = () => portal.client.call('imopenlines.network.join', { CODE: lineCode })
  const first = await join()
  const joined = !first.ok && first.outcome === 'unknown' ? await join() : first
  if (!joined.ok) return failed(joined)
  const botId = typeof joined.data === 'boolean' ? undefined : asId(joined.data)
  return botId === undefined ? fail('messages.wrongRequest', 'user', { host: portal.host }) : ok(undefined)
}

async function send(portal: Portal, message: OutgoingMessage): Promise<SendOutcome> {
  const { target } = message
  switch (target.kind) {
    case 'network': {
      const params = { CODE: target.lineCode, USER_ID: target.userId, ...content(message) }
      return toOutcome(await portal.client.call('imopenlines.network.message.add', params))
    }
    case 'dialog': {
      const { file } = message
      const to = { message, dialogId: target.dialogId }
      return file === undefined ? sendToDialog(portal, to) : sendFile(portal, { ...to, file })
    }
    case 'convo':
      return { kind: 'failed', error: fail('accounts.noPort').error, retryable: false }
  }
}

/** What both methods take alike. `URL_PREVIEW` is on unless it is `N`. */
function content({ text, attach, keyboard, urlPreview }: OutgoingMessage): JsonObject {
  return {
    MESSAGE: text,
    ...(attach === undefined ? {} : { ATTACH: attach }),
    ...(keyboard === undefined ? {} : { KEYBOARD: keyboard }),
    ...(urlPreview ? {} : { URL_PREVIEW: 'N' }),
  }
}

/**
 * `TEMPLATE_ID` with a UUID makes a repeat harmless (undocumented): the portal answers with the first message's id. A
 * repeat that meets the first call still at work is refused with PARAMS_ERROR: then the dialog tells.
 * @see https://apidocs.bitrix24.com/api-reference/chats/messages/im-message-add.html
 */
async function sendToDialog(portal: Portal, { message, dialogId }: Sought): Promise<SendOutcome> {
  const params = { DIALOG_ID: dialogId, TEMPLATE_ID: message.id, ...content(message) }
  const began = portal.clock()
  const sent = await portal.client.call('im.message.add', params)
  if (!sent.ok && sent.portalCode === 'PARAMS_ERROR')
    return afterParamsError(portal, { message, dialogId, sent, began })
  const outcome = toOutcome(sent)
  if (outcome.kind === 'sent' && outcome.serverId !== undefined)
    portal.echo.prove(portal.client, { id: message.id, dialogId, serverId: outcome.serverId })
  return outcome
}

async function afterParamsError(
  portal: Portal,
  { message, dialogId, sent, began }: Sought & { sent: NotDone; began: number },
): Promise<SendOutcome> {
  const back = await readBackDialog(portal, { message, dialogId })
  if (back.ok && back.data.found === 'yes') {
    return { kind: 'sent', ...(back.data.serverId === undefined ? {} : { serverId: back.data.serverId }) }
  }
  const firstAt = Date.parse(message.firstAttemptAt ?? '')
  const repeated = firstAt < began - FIRST_TRY_MS
  return repeated ? { kind: 'unknown', error: fail('outbox.unknownOutcome', 'user').error } : toOutcome(sent)
}

async function sendFile(portal: Portal, sought: SoughtFile): Promise<SendOutcome> {
  const sent = await uploadFile(portal, sought)
  if (!sent.ok) return toOutcome(sent)
  const serverId = postedId(sent.data)
  return { kind: 'sent', ...(serverId === undefined ? {} : { serverId }) }
}

function toOutcome(result: CallResult): SendOutcome {
  if (result.ok) {
    const serverId = typeof result.data === 'boolean' ? undefined : asId(result.data)
    if (result.data === false) return { kind: 'failed', error: fail('messages.wrongRequest').error, retryable: false }
    return { kind: 'sent', ...(serverId === undefined ? {} : { serverId }) }
  }
  const { error, outcome, retryable, retryAfterMs } = result
  if (outcome === 'unknown') return { kind: 'unknown', error }
  return { kind: 'failed', error, retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}
