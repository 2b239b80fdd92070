// What an operator does to a dialog. Each action is one write; where the portal answers `true` without looking, the
// effect is read.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { JsonObject } from '../../../shared/contract/common'
import type { OpenlineAction } from '../../../shared/domain/states'
import type { PortDialog } from '../ports'
import type { DialogReader } from './dialog-reader'
import type { WriteMethod } from './methods'
import { SETTLE_MS, failed, isNumericId, lost } from './portal'
import type { Portal } from './portal'

export interface ActOptions {
  readonly portal: Portal
  readonly reader: DialogReader
  readonly chatId: string
  readonly action: OpenlineAction
  /** For `transfer`: a user id, or `queue<ID>`. */
  readonly to: string | undefined
}

type Acted = { effect: 'done' | 'none'; dialog: PortDialog }

/** https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/operators/index.html */
const METHODS: Readonly<Record<OpenlineAction, readonly [WriteMethod, JsonObject]>> = {
  answer: ['imopenlines.operator.answer', {}],
  skip: ['imopenlines.operator.skip', {}],
  finish: ['imopenlines.operator.finish', {}],
  finishAnother: ['imopenlines.operator.another.finish', {}],
  spam: ['imopenlines.operator.spam', {}],
  transfer: ['imopenlines.operator.transfer', {}],
  intercept: ['imopenlines.session.intercept', {}],
  pin: ['imopenlines.session.mode.pin', { ACTIVATE: 'Y' }],
  unpin: ['imopenlines.session.mode.pin', { ACTIVATE: 'N' }],
  silent: ['imopenlines.session.mode.silent', { ACTIVATE: 'Y' }],
}

/** These end the session. */
const CLOSES = new Set<OpenlineAction>(['finish', 'finishAnother', 'spam'])
/** After these the dialog must be mine, whatever the portal answered. */
const TAKES = new Set<OpenlineAction>(['answer', 'intercept'])

/**
 * Does one action. `none`: the portal said `true`, but the dialog is not mine (answer, intercept). Where I am the
 * operator already, answering and intercepting send nothing.
 * Errors: the portal's refusals; `openlines.operatorWrong` for a transfer to nobody; `openlines.unknownOutcome` when
 * the answer was lost and the effect cannot be seen.
 */
export async function actOn(options: ActOptions): Promise<Result<Acted>> {
  const { portal, reader, chatId, action, to } = options
  if (!isNumericId(chatId)) return fail('openlines.badChatId', 'user')
  if (action === 'transfer' && !/^(?:queue)?[1-9]\d{0,14}$/.test(to ?? ''))
    return fail('openlines.operatorWrong', 'user')
  const before = await reader.get(chatId)
  if (!before.ok) return before
  const takes = TAKES.has(action)
  if (takes && isMine(portal, before.data)) return ok({ effect: 'done', dialog: before.data })
  const [method, extra] = METHODS[action]
  const target = action === 'transfer' ? { TRANSFER_ID: to ?? '' } : {}
  const asked = await portal.client.call(method, { CHAT_ID: Number(chatId), ...extra, ...target })
  if (!asked.ok && asked.outcome !== 'unknown') return failed(asked)
  reader.changed(chatId, asked.ok && CLOSES.has(action))
  if (!takes) return asked.ok ? ok({ effect: 'done', dialog: await reread(reader, before.data) }) : lost(asked)
  const after = await settled(options, before.data, asked.ok)
  if (isMine(portal, after)) return ok({ effect: 'done', dialog: after })
  return asked.ok ? ok({ effect: 'none', dialog: after }) : lost(asked)
}

function isMine(portal: Portal, dialog: PortDialog): boolean {
  return dialog.operatorId === portal.userId
}

/** After leaving a dialog it may be closed to me: then what it was is all there is to show. */
async function reread(reader: DialogReader, before: PortDialog): Promise<PortDialog> {
  const after = await reader.get(before.chatId)
  return after.ok ? after.data : before
}

async function settled({ portal, reader }: ActOptions, before: PortDialog, confirmed: boolean): Promise<PortDialog> {
  if (confirmed) {
    const now = await reread(reader, before)
    if (isMine(portal, now)) return now
  }
  await portal.timers.sleep(SETTLE_MS)
  return reread(reader, before)
}
