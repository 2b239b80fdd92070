// What the parts of the outbox are made with.
import type { Emit } from '../../shared/contract/index'
import type { Composed, MessageCheck } from '../../shared/contract/messages'
import type { News } from '../../shared/contract/notices'
import type { Result } from '../../shared/contract/result'
import type { MessageKey } from '../../shared/i18n/index'
import type { Accounts, Clock, Logger, Timers } from '../networks/ports'
import type { FileBytes } from '../store/file-bytes'
import type { Store } from '../store/open-store'

export interface OutboxDeps {
  readonly store: Pick<Store, 'outbox' | 'keptFiles' | 'lines' | 'recentTargets' | 'transaction'>
  readonly accounts: Accounts
  /** Bytes of the files that go along with messages. */
  readonly fileBytes: FileBytes
  /** Local check of a composed message for the moment it is to leave (milliseconds). */
  readonly check: (composed: Composed, sendAt: number) => Result<MessageCheck, 'accounts.notFound'>
  /** The undo window of the settings, in seconds. */
  readonly holdSeconds: () => number
  readonly emit: Emit
  readonly clock: Clock
  readonly timers: Timers
  /** Lowercase UUID v4: the message's id towards the service as well. */
  readonly uuid: () => string
  readonly log: Logger
  /** Tells the user news, wherever he is. */
  readonly tell: (news: readonly News[]) => void
  /** A text in the language of the moment. `count` chooses among its forms. */
  readonly text: (key: MessageKey, params?: Readonly<Record<string, string | number>>) => string
  /** Asks the user where to, and writes; answers the path, or `undefined` when the user cancelled. Rejects on failure. */
  readonly saveTextFile: (suggestedName: string, text: string) => Promise<string | undefined>
  /** Named moments between commits and effects; a crash test ends the process there. */
  readonly crashPoint: (name: string) => void
}
