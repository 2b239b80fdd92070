// Open channels: the work list, one dialog, its transcript, joining. The portal's `true` is not believed: after a join
// the participants are read.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { OpenlinesPort, PortDialog } from '../ports'
import { actOn } from './openline-actions'
import { DialogReader } from './dialog-reader'
import { SETTLE_MS, failed, isNumericId, lost } from './portal'
import type { Portal } from './portal'

type Joined = { effect: 'joined' | 'already' | 'none'; dialog: PortDialog }

export function createOpenlines(portal: Portal): OpenlinesPort {
  const reader = new DialogReader(portal)
  return {
    list: (signal) => reader.list(signal),
    get: (chatId) => reader.get(chatId),
    history: (chatId) => reader.history(chatId),
    join: (chatId) => join(portal, reader, chatId),
    act: (chatId, action, to) => actOn({ portal, reader, chatId, action, to }),
  }
}

/**
 * Joins as an additional participant. `already`: I was in before and nothing was sent. `none`: the portal said `true`
 * but I am not among the participants, looked up twice.
 * Errors: `openlines.chatId`, `.chatType`, `.accessDenied`, `.userId` as the portal refuses; `openlines.unknownOutcome`
 * when the answer was lost and I am not in.
 * @see https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/sessions/imopenlines-session-join.html
 */
async function join(portal: Portal, reader: DialogReader, chatId: string): Promise<Result<Joined>> {
  if (!isNumericId(chatId)) return fail('openlines.badChatId', 'user')
  const before = await reader.get(chatId)
  if (before.ok && before.data.joined === true) return ok({ effect: 'already', dialog: before.data })
  if (!before.ok && !isOwnRefusal(before.error.code)) return before
  const asked = await portal.client.call('imopenlines.session.join', { CHAT_ID: Number(chatId) })
  if (!asked.ok && asked.outcome !== 'unknown') return failed(asked)
  const after = await look({ portal, reader, chatId, atOnce: asked.ok })
  if (after?.joined === true) return ok({ effect: 'joined', dialog: after })
  if (!asked.ok) return lost(asked)
  const dialog = after ?? (before.ok ? before.data : undefined)
  return dialog === undefined
    ? fail('openlines.accessDenied', 'user', { host: portal.host })
    : ok({ effect: 'none', dialog })
}

/** A dialog may be closed to reading and open to joining: then the join itself tells why not. */
function isOwnRefusal(code: string): boolean {
  return code.startsWith('openlines.')
}

/** Looks twice: at once if the portal confirmed, and again a moment later. */
async function look({
  portal,
  reader,
  chatId,
  atOnce,
}: {
  portal: Portal
  reader: DialogReader
  chatId: string
  atOnce: boolean
}): Promise<PortDialog | undefined> {
  let seen: PortDialog | undefined
  if (atOnce) {
    const now = await reader.get(chatId)
    if (now.ok && now.data.joined === true) return now.data
    if (now.ok) seen = now.data
  }
  await portal.timers.sleep(SETTLE_MS)
  const later = await reader.get(chatId)
  return later.ok ? later.data : seen
}
