// Where one can write to: places found by name, with what this app knows of having written there. Asks ports, never a
// network.
import { answerAs } from '../../shared/contract/answer'
import type { ErrorCode } from '../../shared/contract/errors'
import type { HandlersOf, ParsedInputOf } from '../../shared/contract/index'
import type { MessageTarget, Person, TargetHit } from '../../shared/contract/messages'
import { fail, ok, type Result } from '../../shared/contract/result'
import { byFrecency, frecency } from '../../shared/domain/frecency'
import { dialogIdOf } from '../../shared/domain/dialog-id'
import { nameSearch } from '../../shared/domain/name-search'
import { messageTargetKey } from '../../shared/domain/target-key'
import type { Accounts, Clock, Logger, PortTarget } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'
import type { RecentTarget } from '../store/recent-targets-repository'
import { slotOf } from './weekly-slot'

export interface TargetsDeps {
  readonly store: Pick<Store, 'lines' | 'recentTargets' | 'dialogs' | 'transaction'>
  readonly accounts: Accounts
  readonly clock: Clock
  readonly log: Logger
  readonly undeclared: (code: ErrorCode) => void
}

type Routes = 'messages.people' | 'messages.recentTargets' | 'messages.findTargets'

export function targetHandlers(deps: TargetsDeps): HandlersOf<Routes> {
  return {
    'messages.people': async (input) => answerAs('messages.people', await people(deps, input), deps.undeclared),
    'messages.recentTargets': ({ accountIds, text = '', limit }) =>
      ok(
        recent(deps, { accountIds, text })
          .slice(0, limit)
          .map((used) => hitOf(deps, used)),
      ),
    'messages.findTargets': async (input) =>
      answerAs('messages.findTargets', await findTargets(deps, input), deps.undeclared),
  }
}

/** What was written to and is found by the text, best first. */
function recent(
  { store, clock }: TargetsDeps,
  { accountIds, text }: { accountIds?: ParsedInputOf<'messages.recentTargets'>['accountIds']; text: string },
): RecentTarget[] {
  const found = nameSearch(text)
  return store.recentTargets
    .list(accountIds)
    .map(withChannels(store))
    .filter(({ title, hint }) => found([title, hint]))
    .sort(byFrecency(clock()))
}

/** A chat that is known from the work list is an open channel's dialog: it is written to by the same id. */
function withChannels(store: TargetsDeps['store']): (used: RecentTarget) => RecentTarget {
  const dialogs = new Map<string, ReadonlyMap<string, string | undefined>>()
  return (used) => {
    const { accountId, target, kind } = used
    if (kind !== 'chat' || target.kind !== 'dialog') return used
    const known =
      dialogs.get(accountId) ??
      new Map(store.dialogs.list(accountId).map(({ chatId, lineName }) => [dialogIdOf(chatId), lineName]))
    dialogs.set(accountId, known)
    return known.has(target.dialogId)
      ? { ...used, kind: 'openline', hint: known.get(target.dialogId) ?? used.hint }
      : used
  }
}

/**
 * What the service finds, and what was written to and is found by the same text (the service wants two letters, and
 * knows nothing of keyboard layouts). What is in use comes first, what cannot be chosen last, all else as the service
 * has it.
 */
async function findTargets(
  deps: TargetsDeps,
  { accountId, text, lineCode }: ParsedInputOf<'messages.findTargets'>,
): Promise<Result<TargetHit[]>> {
  const port = deps.accounts.portOf(accountId, 'messages')
  if (!port.ok) return port
  if (port.data.find === undefined) return fail('accounts.noPort')
  const found = await port.data.find(text, lineCode === undefined ? {} : { lineCode })
  if (!found.ok) return found
  const used = new Map(
    deps.store.recentTargets.list([accountId]).map((place) => [messageTargetKey(place.target), place]),
  )
  noteNames(deps, found.data, used)
  const hits = new Map(found.data.map((hit) => [messageTargetKey(hit.target), { ...hit, accountId }]))
  for (const place of recent(deps, { accountIds: [accountId], text })) {
    const { target } = place
    const fits = lineCode === undefined ? target.kind !== 'network' : isThrough(target, lineCode)
    const key = messageTargetKey(target)
    if (fits && !hits.has(key)) hits.set(key, withoutUsage(place))
  }
  const now = deps.clock()
  const ranked = [...hits].map(([key, hit]) => {
    const usage = used.get(key)
    return { hit: hitOf(deps, { ...hit, ...usageOf(usage) }), rank: usage === undefined ? 0 : frecency(usage, now) }
  })
  ranked.sort((a, b) => Number(a.hit.blocked !== undefined) - Number(b.hit.blocked !== undefined) || b.rank - a.rank)
  return ok(ranked.map(({ hit }) => hit))
}

const isThrough = (target: MessageTarget, lineCode: string): boolean =>
  target.kind === 'network' && target.lineCode === lineCode

/** What the service calls places I wrote to is what they are called from now on. Not worth failing a search for. */
function noteNames(
  { store, log }: TargetsDeps,
  found: readonly PortTarget[],
  used: ReadonlyMap<string, RecentTarget>,
): void {
  const changed = found.flatMap(({ target, title, kind, hint }) => {
    const known = used.get(messageTargetKey(target))
    if (known === undefined) return []
    const same = known.title === title && known.kind === kind && (hint === undefined || known.hint === hint)
    return same ? [] : [{ accountId: known.accountId, target, title, kind, hint }]
  })
  if (changed.length === 0) return
  guarded(log, () => {
    store.transaction(() => {
      for (const { accountId, ...place } of changed) store.recentTargets.describe(accountId, place)
    })
  })
}

function withoutUsage({ uses: _uses, lastUsedAt: _at, hint, ...place }: RecentTarget) {
  return { ...place, ...(hint === undefined ? {} : { hint }) }
}

function usageOf(used: RecentTarget | undefined): Pick<TargetHit, 'uses' | 'lastUsedAt'> {
  return used === undefined ? {} : { uses: used.uses, lastUsedAt: used.lastUsedAt }
}

/** With the time a used weekly slot is free again. */
function hitOf(deps: TargetsDeps, hit: (PortTarget | RecentTarget) & Pick<TargetHit, 'accountId'>): TargetHit {
  const slot = slotOf(deps, { accountId: hit.accountId, target: hit.target, at: deps.clock() })
  return slot?.nextPossibleAt === undefined ? hit : { ...hit, nextPossibleAt: slot.nextPossibleAt }
}

async function people(deps: TargetsDeps, input: ParsedInputOf<'messages.people'>): Promise<Result<Person[]>> {
  const { accountId, lineCode, text } = input
  const port = deps.accounts.portOf(accountId, 'messages')
  if (!port.ok) return port
  if (port.data.people === undefined) return fail('accounts.noPort')
  const found = await port.data.people(text)
  if (!found.ok || lineCode === undefined) return found
  return ok(
    found.data.map((person) => {
      const target = { kind: 'network' as const, lineCode, userId: person.userId }
      const slot = slotOf(deps, { accountId, target, at: deps.clock() })
      return slot?.nextPossibleAt === undefined ? person : { ...person, nextPossibleAt: slot.nextPossibleAt }
    }),
  )
}
