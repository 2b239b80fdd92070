// The groups capability: finding groups over all accounts, in what was last read from the services.
import { answerAs } from '../../shared/contract/answer'
import type { AccountId } from '../../shared/contract/common'
import type { GroupDetails, SyncState } from '../../shared/contract/groups'
import type { Emit, HandlersOf, RoutesOf } from '../../shared/contract/index'
import { fail, ok, type Result } from '../../shared/contract/result'
import type { Relation } from '../../shared/domain/states'
import type { Accounts, Clock, Logger } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'
import { createSync } from './sync'

export interface GroupsDeps {
  readonly store: Pick<Store, 'groups'>
  readonly accounts: Accounts
  readonly emit: Emit
  readonly clock: Clock
  readonly log: Logger
}

export interface GroupsCapability {
  readonly handlers: HandlersOf<RoutesOf<'groups'>>
  /** What became known of my relation to a group elsewhere; unknown groups are left unknown. */
  setRelation(accountId: AccountId, groupId: string, relation: Relation): void
  /** Reads a new account's groups without being asked: nobody should have to start with an empty list. */
  readIfNever(accountId: AccountId): void
  start(): void
  stop(): void
}

export function createGroups(deps: GroupsDeps): GroupsCapability {
  const { store, accounts, emit, log } = deps
  const sync = createSync(deps)
  const undeclared = (code: string): void => {
    log.error('a groups route answered with a code it does not declare', { code })
  }
  const groupsOf = (): SyncState[] =>
    accounts
      .list()
      .filter((account) => account.ports.includes('groups'))
      .map((account) => sync.stateOf(account.id))
  return {
    handlers: {
      'groups.search': (query) => ok(store.groups.search(query)),
      'groups.get': async (input) =>
        answerAs('groups.get', await read(deps, input.accountId, input.groupId), undeclared),
      'groups.sync': async ({ accountId }) => answerAs('groups.sync', await sync.run(accountId), undeclared),
      'groups.syncStates': () => ok(groupsOf()),
      'groups.previewLink': async ({ accountId, link }) => {
        const port = accounts.portOf(accountId, 'groups')
        if (!port.ok) return port
        const preview = await port.data.previewLink?.(link)
        return preview === undefined ? fail('accounts.noPort') : answerAs('groups.previewLink', preview, undeclared)
      },
    },
    setRelation(accountId, groupId, relation) {
      const changed = guarded(log, () => store.groups.setRelation(accountId, groupId, relation))
      if (changed.ok && changed.data !== undefined) emit('groups.changed', { accountId, upsert: [changed.data] })
    },
    readIfNever(accountId) {
      if (accounts.portOf(accountId, 'groups').ok && sync.stateOf(accountId).state === 'never') void sync.run(accountId)
    },
    start() {
      sync.recover()
    },
    stop() {
      sync.stop()
    },
  }
}

async function read(deps: GroupsDeps, accountId: AccountId, groupId: string): Promise<Result<GroupDetails>> {
  const { store, accounts, emit, log } = deps
  const port = accounts.portOf(accountId, 'groups')
  if (!port.ok) return port
  const details = await port.data.get(groupId)
  if (!details.ok) return details
  const found = { ...details.data, accountId }
  if (store.groups.get(accountId, groupId) !== undefined) {
    const { members: _members, moderatorCount: _moderators, ...group } = found
    const kept = guarded(log, () => {
      store.groups.upsertPage([group], store.groups.syncState(accountId)?.run ?? 0)
    })
    if (kept.ok) emit('groups.changed', { accountId, upsert: [group] })
  }
  return ok(found)
}
