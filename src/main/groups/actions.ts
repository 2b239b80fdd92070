// What is done with one group: looking at it, leaving it, its join link, and what a link leads to.
import { answerAs } from '../../shared/contract/answer'
import type { AccountId } from '../../shared/contract/common'
import type { GroupDetails, JoinLink } from '../../shared/contract/groups'
import type { Emit, HandlersOf, OutputOf, ParsedInputOf } from '../../shared/contract/index'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { Accounts, Clock, Logger, PortGroup, PortGroupDetails } from '../networks/ports'
import { guarded, guardedPort } from '../store/guarded'
import type { Store } from '../store/open-store'
import type { AvatarKeyOf } from './avatars'
import { groupOf } from './group-of'
import type { Relations, SetRelation } from './relations'

export interface ActionsDeps {
  readonly store: Pick<Store, 'groups' | 'sync'>
  readonly accounts: Accounts
  readonly emit: Emit
  readonly log: Logger
  readonly avatarKey: AvatarKeyOf
  readonly clock: Clock
  readonly setRelation: SetRelation
  readonly doneSince: Relations['doneSince']
  /** I have left the group. */
  readonly left: (accountId: AccountId, groupId: string) => void
  /** A join link of my own was seen. */
  readonly ownLink: (code: string) => void
}

type ActionRoute = 'groups.get' | 'groups.leave' | 'groups.saveLink' | 'groups.previewLink'

export function groupActions(deps: ActionsDeps): HandlersOf<ActionRoute> {
  const undeclared = (code: string): void => {
    deps.log.error('a groups route answered with a code it does not declare', { code })
  }
  return {
    'groups.get': async (input) => answerAs('groups.get', await read(deps, input), undeclared),
    'groups.leave': async (input) => answerAs('groups.leave', await leave(deps, input), undeclared),
    'groups.saveLink': async (input) => answerAs('groups.saveLink', await saveLink(deps, input), undeclared),
    'groups.previewLink': async ({ accountId, link }) => {
      const found = deps.accounts.portOf(accountId, 'groups')
      if (!found.ok) return found
      const port = found.data
      const preview = port.previewLink?.bind(port)
      if (preview === undefined) return fail('accounts.noPort')
      return answerAs('groups.previewLink', await guardedPort(deps.log, () => preview(link)), undeclared)
    },
  }
}

type OneGroup = ParsedInputOf<'groups.get'>

async function read(deps: ActionsDeps, { accountId, groupId }: OneGroup): Promise<Result<GroupDetails>> {
  const { store, accounts, emit, log } = deps
  const port = accounts.portOf(accountId, 'groups')
  if (!port.ok) return port
  const beganAt = deps.clock()
  const answer = await guardedPort(log, () => port.data.get(groupId))
  if (!answer.ok) return answer
  const details = withSurerRelation(deps, { accountId, beganAt }, answer.data)
  const shown = detailsOf(deps, accountId, details)
  if (shown.joinLink !== undefined) deps.ownLink(shown.joinLink.code)
  if (store.groups.get(accountId, groupId) !== undefined) {
    const group = groupOf(accountId, plainGroup(details), deps.avatarKey)
    const kept = guarded(log, () => {
      store.groups.upsertPage([group], store.sync.get(accountId)?.run ?? 0)
    })
    if (kept.ok) emit('groups.changed', { accountId, upsert: [group] })
  }
  return ok(shown)
}

/** What I just did is newer than an answer under way; and a request of mine that cannot be seen may wait all the same. */
function withSurerRelation(
  { store, doneSince }: ActionsDeps,
  { accountId, beganAt }: { readonly accountId: AccountId; readonly beganAt: number },
  { pendingHidden, ...details }: PortGroupDetails,
): PortGroupDetails {
  const known = store.groups.get(accountId, details.groupId)?.relation
  if (known === undefined) return details
  const waits = known === 'requested' || known === 'invited'
  const hidden = pendingHidden === true && waits && details.relation === 'none'
  return hidden || doneSince(accountId, details.groupId, beganAt) ? { ...details, relation: known } : details
}

function detailsOf(deps: ActionsDeps, accountId: AccountId, details: PortGroupDetails): GroupDetails {
  const { members, avatarUrl: _url, ...rest } = details
  return {
    ...rest,
    ...groupOf(accountId, plainGroup(details), deps.avatarKey),
    members: members.map(({ avatarUrl, ...member }) => {
      const avatar = avatarUrl === undefined ? undefined : deps.avatarKey(accountId, avatarUrl)
      return avatar === undefined ? member : { ...member, avatar }
    }),
  }
}

/** What of the details is the group itself, as lists have it. */
function plainGroup(details: PortGroupDetails): PortGroup {
  const { members: _members, moderatorCount: _moderators, tags: _tags, dialogId: _dialog, ...rest } = details
  const { startsAt: _starts, endsAt: _ends, requestsIn: _in, requestsOut: _out, ...group } = rest
  const { canLeave: _leave, canEditLink: _edit, joinLink: _link, ...plain } = group
  return plain
}

async function leave(deps: ActionsDeps, { accountId, groupId }: OneGroup): Promise<Result<OutputOf<'groups.leave'>>> {
  const found = deps.accounts.portOf(accountId, 'groups')
  if (!found.ok) return found
  const port = found.data
  const go = port.leave?.bind(port)
  if (go === undefined) return fail('groups.cannotLeave', 'user')
  const gone = await guardedPort(deps.log, () => go(groupId))
  if (!gone.ok) return gone
  deps.setRelation({ accountId, groupId, relation: 'none' })
  deps.left(accountId, groupId)
  return ok({ relation: 'none' })
}

async function saveLink(deps: ActionsDeps, input: ParsedInputOf<'groups.saveLink'>): Promise<Result<JoinLink>> {
  const { accountId, groupId, ...change } = input
  const found = deps.accounts.portOf(accountId, 'groups')
  if (!found.ok) return found
  const port = found.data
  const save = port.saveLink?.bind(port)
  if (save === undefined) return fail('accounts.noPort')
  const saved = await guardedPort(deps.log, () => save(groupId, change))
  if (saved.ok) deps.ownLink(saved.data.code)
  return saved
}
