// What the parts of the requests capability are made with.
import type { AccountId } from '../../shared/contract/common'
import type { Emit } from '../../shared/contract/index'
import type { Relation } from '../../shared/domain/states'
import type { Accounts, Clock, Logger, Timers } from '../networks/ports'
import type { Store } from '../store/open-store'

export interface RequestsDeps {
  readonly store: Pick<Store, 'requests' | 'groups'>
  readonly accounts: Accounts
  readonly emit: Emit
  readonly clock: Clock
  readonly timers: Timers
  readonly uuid: () => string
  readonly log: Logger
  /** What a request showed about my relation to its group. */
  readonly relationLearnt: (accountId: AccountId, groupId: string, relation: Relation) => void
  /** Named moments between commits and effects; a crash test ends the process there. */
  readonly crashPoint: (name: string) => void
}
