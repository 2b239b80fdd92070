// The groups capability: finding groups over all accounts, in what was last read from the services.
import type { AccountId } from '../../shared/contract/common'
import type { Emit, HandlersOf, RoutesOf } from '../../shared/contract/index'
import { ok } from '../../shared/contract/result'
import type { Accounts, Clock, Logger, Timers } from '../networks/ports'
import type { Store } from '../store/open-store'
import { groupActions } from './actions'
import type { AvatarKeyOf } from './avatars'
import { createClipboardLink } from './clipboard-link'
import { createDirectory } from './directory'
import { filterHandlers } from './filters'
import { createRelations, type SetRelation } from './relations'
import { createSync } from './sync'

export interface GroupsDeps {
  readonly store: Pick<Store, 'groups' | 'filters' | 'sync' | 'requests' | 'transaction'>
  readonly accounts: Accounts
  readonly avatarKey: AvatarKeyOf
  readonly emit: Emit
  readonly readClipboard: () => Promise<string>
  readonly clock: Clock
  readonly timers: Timers
  /** In [0, 1). */
  readonly random: () => number
  /** Lowercase UUID v4. */
  readonly uuid: () => string
  readonly log: Logger
  readonly crashPoint: (name: string) => void
}

export interface GroupsListeners {
  /** I have left a group. */
  left(accountId: AccountId, groupId: string): void
  /** The account's groups have been read to the end. */
  read(accountId: AccountId): void
}

export interface GroupsCapability {
  readonly handlers: HandlersOf<RoutesOf<'groups'>>
  /** What became known of my relation to a group elsewhere; unknown groups are left unknown. */
  readonly setRelation: SetRelation
  listen(listeners: GroupsListeners): void
  /** Reads an account's groups without being asked, where they were never read or not lately. */
  readIfNever(accountId: AccountId): void
  start(): void
  stop(): Promise<void>
}

export function createGroups(deps: GroupsDeps): GroupsCapability {
  const directory = createDirectory(deps)
  const relations = createRelations({ ...deps, enteredUnknown: (accountId) => sync.read(accountId) })
  const clipboard = createClipboardLink(deps)
  let listeners: GroupsListeners | undefined
  const sync = createSync({ ...deps, onRead: (accountId) => listeners?.read(accountId) })
  const setRelation: SetRelation = (learnt) => {
    sync.relationLearnt(learnt.accountId, learnt.groupId)
    relations.set(learnt)
  }
  const left: GroupsListeners['left'] = (accountId, groupId) => listeners?.left(accountId, groupId)
  return {
    handlers: {
      ...groupActions({ ...deps, setRelation, doneSince: relations.doneSince, left, ownLink: clipboard.own }),
      ...directory.handlers,
      ...filterHandlers(deps),
      ...sync.handlers,
      'groups.clipboardLink': async () => {
        const link = await clipboard.read()
        return ok(link === undefined ? {} : { link })
      },
    },
    setRelation,
    listen(given) {
      listeners = given
    },
    readIfNever(accountId) {
      sync.wake(accountId)
    },
    start() {
      directory.start()
      sync.start()
    },
    async stop() {
      await Promise.all([sync.stop(), directory.stop()])
    },
  }
}
