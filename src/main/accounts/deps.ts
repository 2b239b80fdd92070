// What the accounts capability is made with.
import type { Emit } from '../../shared/contract/index'
import type { NetworkId } from '../../shared/domain/states'
import type { Clock, Logger, Network, Timers } from '../networks/ports'
import type { StartPractice } from '../practice-info'
import type { Store } from '../store/open-store'
import type { Vault } from '../vault/types'

export interface AccountsDeps {
  readonly store: Store
  readonly vault: Vault
  readonly networks: Readonly<Record<NetworkId, Network>>
  readonly startPractice: StartPractice
  readonly emit: Emit
  readonly clock: Clock
  readonly timers: Timers
  readonly uuid: () => string
  readonly log: Logger
}
