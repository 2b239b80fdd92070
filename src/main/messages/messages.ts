// The messages capability: who can be written to and through which line, what was said there, whether what is composed
// can go, and drafts of it.
import { answerAs } from '../../shared/contract/answer'
import type { HandlersOf, ParsedInputOf, RoutesOf } from '../../shared/contract/index'
import type { MessageCheck } from '../../shared/contract/messages'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { Accounts, Clock, Logger } from '../networks/ports'
import type { Store } from '../store/open-store'
import type { CheckMessage } from './check'
import { draftHandlers } from './drafts'
import { lineHandlers } from './lines'
import { targetHandlers } from './targets'

export interface MessagesDeps {
  readonly store: Pick<Store, 'lines' | 'drafts' | 'recentTargets' | 'dialogs' | 'transaction'>
  readonly accounts: Accounts
  readonly check: CheckMessage
  readonly clock: Clock
  readonly log: Logger
}

export interface MessagesCapability {
  readonly handlers: HandlersOf<RoutesOf<'messages'> | RoutesOf<'drafts'>>
}

export function createMessages(deps: MessagesDeps): MessagesCapability {
  const undeclared = (code: string): void => {
    deps.log.error('a messages route answered with a code it does not declare', { code })
  }
  const parts = { ...deps, undeclared }
  return {
    handlers: {
      ...targetHandlers(parts),
      ...lineHandlers(parts),
      ...draftHandlers(deps),
      'messages.history': async (input) =>
        answerAs('messages.history', await history(deps.accounts, input), undeclared),
      'messages.check': (composed) => deps.check(composed),
      'messages.checkMany': (input) => checkMany(deps.check, input),
    },
  }
}

/** A network message cannot be read back: it stands in the recipient's dialog with the line's bot, not in one of mine. */
async function history(accounts: Accounts, { accountId, target, before }: ParsedInputOf<'messages.history'>) {
  const port = accounts.portOf(accountId, 'messages')
  if (!port.ok) return port
  if (port.data.history === undefined || !port.data.targets.includes(target.kind)) return fail('accounts.noPort')
  return port.data.history(target, before)
}

function checkMany(
  check: CheckMessage,
  { targets, ...content }: ParsedInputOf<'messages.checkMany'>,
): Result<MessageCheck[], 'accounts.notFound'> {
  const checks: MessageCheck[] = []
  for (const target of targets) {
    const checked = check({ ...content, target })
    if (!checked.ok) return checked
    checks.push(checked.data)
  }
  return ok(checks)
}
