// The open channels capability: customers' dialogs over all accounts, and stepping into one. What a portal cannot tell
// just now is shown as last read, and said to be so.
import { answerAs } from '../../shared/contract/answer'
import type { AccountId } from '../../shared/contract/common'
import type { Emit, HandlersOf, ParsedInputOf, RoutesOf } from '../../shared/contract/index'
import type { Place } from '../../shared/contract/links'
import type { News } from '../../shared/contract/notices'
import type { Dialog } from '../../shared/contract/openlines'
import { fail, ok, type Result } from '../../shared/contract/result'
import { parseChatId } from '../../shared/domain/dialog-id'
import type { Accounts, Clock, Logger, OpenlinesPort, PortDialog, Timers } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'
import { createDialogLists } from './lists'
import type { NewsText } from './news'
import { remember } from './remember'

export interface OpenlinesDeps {
  readonly store: Pick<Store, 'dialogs'>
  readonly accounts: Accounts
  readonly emit: Emit
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Logger
  /** Tells the user news, wherever he is. */
  readonly tell: (news: readonly News[]) => void
  readonly text: NewsText
  /** The user has this dialog open before him. */
  readonly opened: (place: Place) => void
}

export interface OpenlinesCapability {
  readonly handlers: HandlersOf<RoutesOf<'openlines'>>
  /** The account can be asked: its list is read now. */
  wake(accountId: AccountId): void
  start(): void
  stop(): void
}

export function createOpenlines(deps: OpenlinesDeps): OpenlinesCapability {
  const { store, accounts, emit, log } = deps
  const lists = createDialogLists(deps)
  const undeclared = (code: string): void => {
    log.error('an open channels route answered with a code it does not declare', { code })
  }
  const keep = (accountId: AccountId, found: PortDialog): Dialog => {
    const known = guarded(log, () => store.dialogs.list(accountId).find(({ chatId }) => chatId === found.chatId))
    const dialog = remember(known.ok ? known.data : undefined, { ...found, accountId })
    const kept = guarded(log, () => {
      store.dialogs.upsert(dialog)
    })
    if (kept.ok) {
      emit('openlines.changed', { accountId, upsert: [dialog], remove: [] })
      accounts.touched(accountId)
    }
    return dialog
  }
  return {
    handlers: {
      'openlines.list': async ({ accountIds, refresh }) => ok(await lists.read(accountIds, refresh === true)),
      'openlines.get': async (input) => {
        const found = await withChat(deps, input, (port, chatId) => port.get(chatId))
        return answerAs('openlines.get', found.ok ? ok(keep(input.accountId, found.data)) : found, undeclared)
      },
      'openlines.history': async (input) => {
        const found = await withChat(deps, input, (port, chatId) => port.history(chatId))
        const { accountId } = input
        if (found.ok) deps.opened({ kind: 'dialog', accountId, chatId: found.data.chatId })
        return answerAs('openlines.history', found.ok ? ok({ ...found.data, accountId }) : found, undeclared)
      },
      'openlines.join': async (input) => {
        const joined = await withChat(deps, input, (port, chatId) => port.join(chatId))
        if (!joined.ok) return answerAs('openlines.join', joined, undeclared)
        return ok({ effect: joined.data.effect, dialog: keep(input.accountId, joined.data.dialog) })
      },
      'openlines.act': async (input) => {
        const done = await withChat(deps, input, (port, chatId) => port.act(chatId, input.action, input.to))
        if (!done.ok) return answerAs('openlines.act', done, undeclared)
        return ok({ effect: done.data.effect, dialog: keep(input.accountId, done.data.dialog) })
      },
    },
    wake: (accountId) => void lists.readInBackground([accountId]),
    start: () => void lists.poll(),
    stop() {
      lists.stop()
    },
  }
}

type ChatInput = Pick<ParsedInputOf<'openlines.join'>, 'accountId' | 'chatId'>

/** Understands the chat id in whatever form it was typed; a link to another portal than the account's is refused. */
async function withChat<T>(
  deps: OpenlinesDeps,
  { accountId, chatId }: ChatInput,
  ask: (port: OpenlinesPort, chatId: string) => Promise<Result<T>>,
): Promise<Result<T>> {
  const port = deps.accounts.portOf(accountId, 'openlines')
  if (!port.ok) return port
  const address = parseChatId(chatId)
  if (address === undefined) return fail('openlines.badChatId', 'user')
  const host = deps.accounts.get(accountId)?.host
  if (address.host !== undefined && host !== undefined && address.host.toLowerCase() !== host.toLowerCase()) {
    return fail('openlines.badChatId', 'user')
  }
  return ask(port.data, address.chatId)
}
