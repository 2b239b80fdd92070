// Network lines of an account: the codes it has met, joining one on the portal, and the portal's own open channels.
import { answerAs } from '../../shared/contract/answer'
import type { AccountId } from '../../shared/contract/common'
import type { ErrorCode } from '../../shared/contract/errors'
import type { HandlersOf } from '../../shared/contract/index'
import type { Channel, Line } from '../../shared/contract/messages'
import { fail, ok, type Result } from '../../shared/contract/result'
import { parseLineCode } from '../../shared/domain/line-code'
import type { Accounts, Logger } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'

export interface LinesDeps {
  readonly store: Pick<Store, 'lines' | 'transaction'>
  readonly accounts: Accounts
  readonly log: Logger
  readonly undeclared: (code: ErrorCode) => void
}

type Routes =
  | 'messages.lines'
  | 'messages.saveLine'
  | 'messages.forgetLine'
  | 'messages.joinLine'
  | 'messages.channels'
  | 'messages.noWeeklyLimit'

export function lineHandlers(deps: LinesDeps): HandlersOf<Routes> {
  const { store, accounts, log, undeclared } = deps
  return {
    'messages.lines': ({ accountId }) => {
      const port = accounts.portOf(accountId, 'messages')
      if (!port.ok) return port
      return port.data.targets.includes('network') ? ok(store.lines.list(accountId)) : fail('accounts.noPort')
    },
    'messages.saveLine': ({ accountId, lineCode, name }) => {
      if (accounts.get(accountId) === undefined) return fail('accounts.notFound')
      const code = parseLineCode(lineCode)
      return code === undefined ? fail('messages.lineCode', 'user') : keep(deps, { accountId, code, name })
    },
    'messages.forgetLine': ({ accountId, lineCode }) => {
      if (accounts.get(accountId) === undefined) return fail('accounts.notFound')
      const forgotten = guarded(log, () => {
        store.lines.forget(accountId, lineCode)
      })
      return forgotten.ok ? ok({}) : forgotten
    },
    'messages.joinLine': async ({ accountId, lineCode }) =>
      answerAs('messages.joinLine', await joinLine(deps, accountId, lineCode), undeclared),
    'messages.channels': async ({ accountId }) =>
      answerAs('messages.channels', await channels(deps, accountId), undeclared),
    'messages.noWeeklyLimit': ({ accountId }) => {
      const host = accounts.get(accountId)?.host
      if (host === undefined) return fail('accounts.notFound')
      const told = guarded(log, () => {
        store.lines.setUnlimited(host)
      })
      return told.ok ? ok({}) : told
    },
  }
}

/** Remembers a line as it is on disk then. An empty name names nothing. */
function keep(
  { store, log, accounts }: LinesDeps,
  {
    accountId,
    code,
    name = '',
    joined,
  }: { accountId: AccountId; code: string; name?: string | undefined; joined?: boolean },
): Result<Line, 'store.failed'> {
  return guarded(log, () =>
    store.transaction(() => {
      store.lines.remember(accountId, { lineCode: code, ...(name === '' ? {} : { name }) })
      const host = accounts.get(accountId)?.host
      if (joined !== undefined && host !== undefined) store.lines.setJoined(host, code, joined)
      return store.lines.get(accountId, code) ?? { lineCode: code, name: code }
    }),
  )
}

async function joinLine(deps: LinesDeps, accountId: AccountId, lineCode: string): Promise<Result<Line>> {
  const port = deps.accounts.portOf(accountId, 'messages')
  if (!port.ok) return port
  if (port.data.joinLine === undefined) return fail('accounts.noPort')
  const code = parseLineCode(lineCode)
  if (code === undefined) return fail('messages.lineCode', 'user')
  const joined = await port.data.joinLine(code)
  if (!joined.ok) return joined
  // The account may have gone while the portal was asked; then there is nothing to remember it for.
  if (deps.accounts.get(accountId) === undefined) return fail('accounts.notFound')
  return keep(deps, { accountId, code, joined: true })
}

async function channels({ accounts }: LinesDeps, accountId: AccountId): Promise<Result<Channel[]>> {
  const port = accounts.portOf(accountId, 'messages')
  if (!port.ok) return port
  return port.data.channels === undefined ? fail('accounts.noPort') : port.data.channels()
}
