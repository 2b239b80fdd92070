// When which item goes: asks the plan of shared/domain what is due, starts it, and sleeps until something is due again.
import { planOutbox, type Plan } from '../../shared/domain/outbox-plan'
import { isoAt } from '../../shared/domain/time'
import { guarded } from '../store/guarded'
import { createAlarm } from '../timing/alarm'
import type { Attempts } from './attempt'
import type { OutboxDeps } from './deps'
import type { OutboxJournal } from './journal'
import { createLostItems, type LostItems } from './lost'
import { createReach, type Reach } from './reach'
import { createRunning, type Running } from './running'

export interface Scheduler {
  /** Looks at what is due now. Cheap; call it after anything changed. */
  pump(): void
  /** What a crash left as `sending` is settled, and everything due goes out. */
  start(): void
  /** These accounts (or all of them) may be usable again, or the user asks for it: what waited is tried now. */
  wake(accountIds?: Iterable<string>): void
  /** The machine is about to sleep: nothing new starts. */
  suspend(): void
  /** The machine is awake: what waits is tried, each account with one item first. */
  resume(): void
  /** Starts nothing any more, and waits a little for what is under way. */
  stop(): Promise<void>
}

const MAX_PER_ACCOUNT = 3
/** When the journal itself could not be read or written. */
const RETRY_MS = 5_000
/** So many releases or notes are one commit: a few milliseconds. The others follow at once. */
const PIECE = 200
/** A sleep that nobody tells the end of (a suspend that was called off) ends by itself. */
const LONGEST_SUSPEND_MS = 60_000

type SchedulerDeps = OutboxDeps & { readonly journal: OutboxJournal; readonly attempts: Attempts }

export function createScheduler(deps: SchedulerDeps): Scheduler {
  const { store, clock } = deps
  let going = false
  let restUntil = 0
  const pump = (): void => {
    const looked = guarded(deps.log, look)
    if (!looked.ok && going) alarm.set(clock() + RETRY_MS)
  }
  const look = (): void => {
    if (!going) return
    const rest = Math.max(running.restUntil(), restUntil)
    alarm.set(rest > clock() ? rest : lookOnce(hands, clock()))
  }
  const running = createRunning(deps, pump)
  const reach = createReach(clock)
  const lost = createLostItems({ ...deps, running, reach })
  const hands = { ...deps, running, reach, lost }
  const alarm = createAlarm(deps, pump)
  const awake = (): void => {
    restUntil = 0
    reach.doubt(new Set(store.outbox.unfinished().map(({ accountId }) => accountId)))
    lost.hurry()
    pump()
  }
  return {
    pump,
    start() {
      going = true
      awake()
    },
    wake(accountIds) {
      for (const id of accountIds ?? [undefined]) {
        lost.hurry(id)
        reach.hurry(id)
      }
      pump()
    },
    suspend() {
      restUntil = clock() + LONGEST_SUSPEND_MS
      pump()
    },
    resume: awake,
    async stop() {
      going = false
      alarm.stop()
      await running.settle()
    },
  }
}

interface Hands extends SchedulerDeps {
  readonly running: Running
  readonly reach: Reach
  readonly lost: LostItems
}

/** Does what is due, and answers when to look again. */
function lookOnce(hands: Hands, now: number): number | undefined {
  const { store, lost, reach } = hands
  const items = store.outbox.unfinished()
  lost.settleDue(items, now)
  const plan = planOutbox(items, now, { maxPerAccount: MAX_PER_ACCOUNT, probeAt: reach.probeAt })
  const left = note(hands, plan, now)
  sendAll(hands, plan.send)
  return earliest([left ? now : undefined, plan.wakeAt, lost.nextAt(), reach.nextAt()])
}

/** Writes down which undo windows are over and which items ask; true when some are left for the next look. */
function note({ journal, store, crashPoint }: Hands, plan: Plan, now: number): boolean {
  const { release, stale } = plan
  if (release.length + stale.length === 0) return false
  journal.together(() => {
    for (const id of release.slice(0, PIECE)) {
      const item = store.outbox.get(id)
      if (item?.state === 'held') journal.move(item, 'queued', { heldUntil: undefined })
      crashPoint('outbox.duringRelease')
    }
    for (const id of stale.slice(0, PIECE)) {
      const item = store.outbox.get(id)
      if (item?.state === 'queued') journal.note(item, { staleSince: isoAt(now) })
    }
  })
  return release.length > PIECE || stale.length > PIECE
}

function sendAll({ journal, store, attempts, running, lost }: Hands, ids: readonly string[]): void {
  for (const id of ids) {
    const item = store.outbox.get(id)
    if (item === undefined || running.has(id)) continue
    // Its undo window is over, but it stood too far back to be released with the others.
    const queued = item.state === 'held' ? journal.move(item, 'queued', { heldUntil: undefined }) : item
    if (queued.state !== 'queued') continue
    running.start(queued, async () => {
      lost.ended(queued.accountId, await attempts.send(queued))
    })
  }
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}
