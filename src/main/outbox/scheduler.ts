// When which item goes: asks the plan of shared/domain what is due, starts it, and sleeps until something is due again.
import { isWaitingError } from '../../shared/domain/health'
import { planOutbox, type Plan, type Schedulable } from '../../shared/domain/outbox-machine'
import { msOf } from '../../shared/domain/time'
import { guarded } from '../store/guarded'
import type { OutboxRecord } from '../store/outbox-rows'
import { createAlarm } from '../timing/alarm'
import type { Attempts } from './attempt'
import type { OutboxDeps } from './deps'
import type { OutboxJournal } from './journal'
import { createLostItems, type LostItems } from './lost'
import { createRunning, type Running } from './running'

export interface Scheduler {
  /** Looks at what is due now. Cheap; call it after anything changed. */
  pump(): void
  /** What a crash left as `sending` is settled, and everything due goes out. */
  start(): void
  /** The account (or all of them) may be usable again: what waited for that is tried now. */
  wake(accountId?: string): void
  /** Starts nothing any more, and waits a little for what is under way. */
  stop(): Promise<void>
}

const MAX_PER_ACCOUNT = 3
/** When the journal itself could not be read or written. */
const RETRY_MS = 5_000

export function createScheduler(deps: OutboxDeps & { journal: OutboxJournal; attempts: Attempts }): Scheduler {
  const { journal, attempts, clock } = deps
  let going = false
  const pump = (): void => {
    const looked = guarded(deps.log, look)
    if (!looked.ok && going) alarm.set(clock() + RETRY_MS)
  }
  const look = (): void => {
    if (!going) return
    const now = clock()
    if (running.restUntil() > now) return void alarm.set(running.restUntil())
    const items = journal.unfinished()
    lost.settleDue(items, now)
    const plan = planOutbox(items.map(toSchedulable), now, MAX_PER_ACCOUNT)
    carryOut({ journal, attempts, running, lost }, plan, items)
    alarm.set(earlier(plan.wakeAt, lost.nextAt()))
  }
  const running = createRunning(deps, pump)
  const lost = createLostItems({ clock, attempts, running })
  const alarm = createAlarm(deps, pump)
  return {
    pump,
    start() {
      going = true
      pump()
    },
    wake(accountId) {
      lost.hurry(accountId)
      const waiting = journal.unfinished().filter((item) => waitsFor(item, accountId))
      for (const item of waiting) journal.note(item, { nextAttemptAt: undefined })
      pump()
    },
    async stop() {
      going = false
      alarm.stop()
      await running.settle()
    },
  }
}

interface Hands {
  readonly journal: OutboxJournal
  readonly attempts: Attempts
  readonly running: Running
  readonly lost: LostItems
}

function carryOut({ journal, attempts, running, lost }: Hands, plan: Plan, items: readonly OutboxRecord[]): void {
  const byId = new Map(items.map((item) => [item.id, item]))
  for (const id of plan.release) {
    const held = byId.get(id)
    if (held !== undefined) byId.set(id, journal.move(held, 'queued', { heldUntil: undefined }))
  }
  for (const id of plan.send) {
    const item = byId.get(id)
    if (item?.state !== 'queued' || running.has(id)) continue
    running.start(id, async () => {
      const unread = await attempts.send(item)
      if (unread !== undefined) lost.keep(unread.item, unread.lost)
    })
  }
}

function waitsFor(item: OutboxRecord, accountId: string | undefined): boolean {
  if (accountId !== undefined && item.accountId !== accountId) return false
  if (item.state !== 'queued' || item.nextAttemptAt === undefined) return false
  return item.reason !== undefined && isWaitingError(item.reason)
}

function toSchedulable(item: OutboxRecord): Schedulable {
  return {
    id: item.id,
    accountId: item.accountId,
    targetKey: item.targetKey,
    state: item.state,
    heldUntil: msOf(item.heldUntil),
    notBefore: msOf(item.notBefore),
    nextAttemptAt: msOf(item.nextAttemptAt),
  }
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Math.min(a, b)
}
