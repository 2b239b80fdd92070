// What the parts of the requests capability are made with.
import type { AccountId } from '../../shared/contract/common'
import type { Emit } from '../../shared/contract/index'
import type { News } from '../../shared/contract/notices'
import type { Relation } from '../../shared/domain/states'
import type { MessageKey } from '../../shared/i18n/index'
import type { Accounts, Clock, Logger, Timers } from '../networks/ports'
import type { Store } from '../store/open-store'

export interface LearntRelation {
  readonly accountId: AccountId
  readonly groupId: string
  readonly relation: Relation
  /** When the look that showed it began, in milliseconds; absent for what was just done, which is surer. */
  readonly seenAt?: number
}

export interface RequestsDeps {
  readonly store: Pick<
    Store,
    'requests' | 'groups' | 'incoming' | 'sync' | 'bulk' | 'invitations' | 'keyValues' | 'transaction'
  >
  readonly accounts: Accounts
  readonly emit: Emit
  readonly clock: Clock
  readonly timers: Timers
  /** In [0, 1). */
  readonly random: () => number
  readonly uuid: () => string
  readonly log: Logger
  /** What a request, an answer or a look showed about my relation to a group. */
  readonly relationLearnt: (learnt: LearntRelation) => void
  /** The undo window of the settings, in seconds. */
  readonly holdSeconds: () => number
  /** Whether somebody may be looking at the window. */
  readonly watched: () => boolean
  /** The key under which a person's picture is shown. */
  readonly avatarKey: (accountId: AccountId, url: string) => string | undefined
  /** Tells the user news, wherever he is. */
  readonly tell: (news: readonly News[]) => void
  /** A text in the language of the moment. `count` chooses among its forms. */
  readonly text: (key: MessageKey, params?: Readonly<Record<string, string | number>>) => string
  /** Named moments between commits and effects; a crash test ends the process there. */
  readonly crashPoint: (name: string) => void
}
