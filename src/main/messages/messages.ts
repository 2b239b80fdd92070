// The messages capability: who can be written to and through which line, what is composed, and drafts of it.
import { answerAs } from '../../shared/contract/answer'
import type { HandlersOf, ParsedInputOf, RoutesOf } from '../../shared/contract/index'
import type { Person } from '../../shared/contract/messages'
import { fail, ok, type Result } from '../../shared/contract/result'
import { networkSlot } from '../../shared/domain/network-slot'
import { isoAt } from '../../shared/domain/time'
import type { Accounts, Clock, Logger } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'
import type { CheckMessage } from './check'

export interface MessagesDeps {
  readonly store: Pick<Store, 'lines' | 'drafts'>
  readonly accounts: Accounts
  readonly check: CheckMessage
  readonly clock: Clock
  readonly log: Logger
}

export interface MessagesCapability {
  readonly handlers: HandlersOf<RoutesOf<'messages'> | RoutesOf<'drafts'>>
}

export function createMessages(deps: MessagesDeps): MessagesCapability {
  const { store, accounts, clock, log } = deps
  const undeclared = (code: string): void => {
    log.error('a messages route answered with a code it does not declare', { code })
  }
  return {
    handlers: {
      'messages.people': async (input) => answerAs('messages.people', await people(deps, input), undeclared),
      'messages.lines': ({ accountId }) => {
        const port = accounts.portOf(accountId, 'messages')
        if (!port.ok) return port
        return port.data.targets.includes('network') ? ok(store.lines.list(accountId)) : fail('accounts.noPort')
      },
      'messages.check': (composed) => deps.check(composed),
      'drafts.list': () => ok(store.drafts.list()),
      'drafts.save': ({ accountId, targetKey, body }) => {
        if (accounts.get(accountId) === undefined) return fail('accounts.notFound')
        const draft = { accountId, targetKey, body, updatedAt: isoAt(clock()) }
        const saved = guarded(log, () => {
          store.drafts.save(draft)
        })
        return saved.ok ? ok(draft) : saved
      },
      'drafts.remove': ({ accountId, targetKey }) => {
        const removed = guarded(log, () => {
          store.drafts.remove(accountId, targetKey)
        })
        return removed.ok ? ok({}) : removed
      },
    },
  }
}

async function people(deps: MessagesDeps, input: ParsedInputOf<'messages.people'>): Promise<Result<Person[]>> {
  const port = deps.accounts.portOf(input.accountId, 'messages')
  if (!port.ok) return port
  if (port.data.people === undefined) return fail('accounts.noPort')
  const found = await port.data.people(input.text)
  if (!found.ok) return found
  const host = deps.accounts.get(input.accountId)?.host
  const { lineCode } = input
  if (lineCode === undefined || host === undefined) return ok(found.data)
  return ok(
    found.data.map((person) => {
      const known = deps.store.lines.slot({ host, lineCode, userId: person.userId })
      if (known === undefined) return person
      const slot = networkSlot({ lastSentAt: known.lastSentAt, unlimited: known.unlimited, now: deps.clock() })
      return slot.nextPossibleAt === undefined ? person : { ...person, nextPossibleAt: slot.nextPossibleAt }
    }),
  )
}
