// The outbox capability: the journal through which every message leaves, and what the user may do with its items.
import type { AccountId } from '../../shared/contract/common'
import type { Emit, HandlersOf, RoutesOf } from '../../shared/contract/index'
import { isoAt } from '../../shared/domain/time'
import { presentItem, createOutboxJournal } from './journal'
import { createAttempts } from './attempt'
import type { OutboxDeps } from './deps'
import { outboxHandlers } from './handlers'
import { createKeptFiles, type KeptFiles } from './kept-files'
import { createNotices } from './notices'
import { createScheduler } from './scheduler'
import { createSlots } from './slots'

export interface OutboxCapability {
  readonly handlers: HandlersOf<RoutesOf<'outbox'>>
  start(): void
  /** The account (or all of them) may be usable again. */
  wake(accountId?: AccountId): void
  /** The machine is about to sleep: nothing new leaves. */
  suspend(): void
  /** The machine is awake again. */
  resume(): void
  /** Within the transaction that removes an account: what has not left never will, and stays to be seen. */
  accountRemoving(id: AccountId): void
  accountRemoved(id: AccountId): void
  stop(): Promise<void>
}

export function createOutbox(deps: OutboxDeps): OutboxCapability {
  const { store } = deps
  const files = createKeptFiles(deps)
  const emit = thenTidy(deps, files)
  const journal = createOutboxJournal({ ...deps, emit })
  const slots = createSlots(deps)
  const notices = createNotices(deps)
  const attempts = createAttempts({ ...deps, journal, slots, notices, files })
  const scheduler = createScheduler({ ...deps, journal, attempts })
  let leaving: string[] = []
  return {
    handlers: outboxHandlers({ ...deps, journal, slots, files, go: scheduler.wake }),
    start: () => {
      files.start()
      scheduler.start()
    },
    wake: (accountId) => {
      scheduler.wake(accountId === undefined ? undefined : [accountId])
    },
    suspend: () => {
      scheduler.suspend()
    },
    resume: () => {
      scheduler.resume()
    },
    accountRemoving(id) {
      for (const item of store.outbox.list({ accountIds: [id], states: ['held', 'queued'] })) {
        const gone = { state: 'failed', reason: 'outbox.accountGone', staleSince: undefined } as const
        store.outbox.update({ ...item, ...gone, updatedAt: isoAt(deps.clock()) })
      }
      leaving = store.outbox.removeFinished(id, 'outbox.accountGone')
    },
    accountRemoved(id) {
      const upsert = store.outbox.list({ accountIds: [id] }).map(presentItem)
      if (upsert.length > 0 || leaving.length > 0) emit('outbox.changed', { upsert, remove: leaving })
      leaving = []
      scheduler.pump()
    },
    async stop() {
      await Promise.all([scheduler.stop(), files.stop()])
    },
  }
}

/** After each commit: a message that has ended, or is gone, may have been the last that held its file. */
function thenTidy({ emit }: Pick<OutboxDeps, 'emit'>, files: KeptFiles): Emit {
  return (event, payload) => {
    emit(event, payload)
    files.tidy()
  }
}
