// Reads open-channel dialogs: the work list, one dialog with its participants, its transcript. Remembers the
// statuses of the last list. Never writes.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { Transcript } from '../../../shared/contract/openlines'
import type { PortDialog } from '../ports'
import type { Command } from './batch'
import type { CallOptions, CallResult } from './client'
import { readChat, readRecentItem, statusFrom } from './dialog-shapes'
import type { DialogContext } from './dialog-shapes'
import { asId, asList, asObject, asObjects } from './json'
import { LineNames } from './line-names'
import { failed, isNumericId } from './portal'
import type { Portal } from './portal'
import { readTranscript } from './transcript'

/** Numeric status of a closed session (undocumented). */
const CLOSED_STATUS = 60

export class DialogReader {
  readonly #portal: Portal
  readonly #statuses = new Map<string, number>()
  readonly #lines: LineNames

  constructor(portal: Portal) {
    this.#portal = portal
    this.#lines = new LineNames(portal)
  }

  /**
   * Dialogs that wait for an operator or concern me.
   * @see https://apidocs.bitrix24.com/api-reference/chats/im-recent-get.html
   */
  async list(signal?: AbortSignal): Promise<Result<PortDialog[]>> {
    const recent: Command = { method: 'im.recent.get', params: { ONLY_OPENLINES: 'Y' } }
    const answer = await this.#read({ recent }, { lane: 'background', ...(signal && { signal }) })
    if (!answer.ok) return answer
    const items = answer.data['recent']
    if (items === undefined) return fail('net.badAnswer', 'later', { host: this.#portal.host })
    if (!items.ok) return failed(items)
    this.#statuses.clear()
    const dialogs = new Map<string, PortDialog>()
    for (const item of asObjects(asObject(items.data)['items'] ?? items.data)) {
      const dialog = readRecentItem(item, this.#context())
      if (dialog === undefined) continue
      dialogs.set(dialog.chatId, dialog)
      for (const [chatId, status] of statusFrom(dialog.chatId, asObject(item['lines'])))
        this.#statuses.set(chatId, status)
    }
    return ok([...dialogs.values()])
  }

  /**
   * One dialog with the answer to "am I in it?". Errors: `openlines.badChatId`, `openlines.accessDenied` and the rest
   * of the portal's refusals.
   * @see https://apidocs.bitrix24.com/api-reference/imopenlines/openlines/sessions/imopenlines-dialog-get.html
   */
  async get(chatId: string): Promise<Result<PortDialog>> {
    if (!isNumericId(chatId)) return fail('openlines.badChatId', 'user')
    const answer = await this.#read({
      dialog: { method: 'imopenlines.dialog.get', params: { CHAT_ID: chatId } },
      people: this.#peopleCommand(chatId),
    })
    if (!answer.ok) return answer
    const { dialog, people } = answer.data
    if (dialog === undefined) return fail('net.badAnswer', 'later', { host: this.#portal.host })
    if (!dialog.ok) return failed(dialog)
    const participants = this.#participants(people, chatId)
    const chat = asObject(dialog.data)
    return ok(readChat(chat, asId(chat['id']) ?? chatId, { ...this.#context(), ...(participants && { participants }) }))
  }

  async history(chatId: string): Promise<Result<Omit<Transcript, 'accountId'>>> {
    if (!isNumericId(chatId)) return fail('openlines.badChatId', 'user')
    const answer = await this.#portal.client.call('imopenlines.session.history.get', { CHAT_ID: Number(chatId) })
    if (!answer.ok) return failed(answer)
    const { canJoin, messages } = readTranscript(answer.data, chatId, this.#portal.userId)
    return ok({ chatId, canJoin, messages: [...messages] })
  }

  /** Something was done to the dialog: its status from the last list no longer holds. */
  changed(chatId: string, closed: boolean): void {
    if (closed) this.#statuses.set(chatId, CLOSED_STATUS)
    else this.#statuses.delete(chatId)
  }

  /** Reads, and the lines' names with it when they are not fresh. */
  async #read(commands: Record<string, Command>, options?: CallOptions): Promise<Result<Record<string, CallResult>>> {
    const answer = await this.#portal.client.batch<string>({ ...commands, ...this.#lines.commands() }, options)
    if (!answer.ok) return failed(answer)
    this.#lines.learn(answer.data)
    return ok({ ...answer.data })
  }

  /** Without the scope `im` the participants are found in the history. */
  #peopleCommand(chatId: string): Command {
    return this.#portal.scopes.has('im')
      ? { method: 'im.chat.user.list', params: { CHAT_ID: chatId } }
      : { method: 'imopenlines.session.history.get', params: { CHAT_ID: chatId } }
  }

  /** `undefined` where they cannot be known; being refused them means not being one of them. */
  #participants(people: CallResult | undefined, chatId: string): readonly string[] | undefined {
    if (people === undefined) return undefined
    if (!people.ok) return people.error.code === 'openlines.accessDenied' ? [] : undefined
    if (this.#portal.scopes.has('im')) return asList(people.data).flatMap((id) => asId(id) ?? [])
    return readTranscript(people.data, chatId, this.#portal.userId).participants
  }

  #context(): DialogContext {
    return { userId: this.#portal.userId, lineNames: this.#lines.names, statuses: this.#statuses }
  }
}
