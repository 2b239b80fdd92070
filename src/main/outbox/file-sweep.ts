// When a kept file goes: a minute after its message has left, a longer while after it was taken back or never used, and at the start
// whatever an earlier run left that nothing holds any more.
import { msOf } from '../../shared/domain/time'
import type { Clock, Logger, Timers } from '../networks/ports'
import type { FileBytes } from '../store/file-bytes'
import { guarded } from '../store/guarded'
import type { UnneededFile } from '../store/kept-files-repository'
import type { Store } from '../store/open-store'
import { createAlarm } from '../timing/alarm'

/** One of several recipients may have been refused at once: the window notes a moment later that it holds the file for him. */
const SENT_STAYS_MS = 60_000
/** What was taken back may still be sent anew. */
const CANCELLED_STAYS_MS = 60 * 60_000
/** What was attached may stand in a window that nobody closes. */
const UNUSED_STAYS_MS = 24 * 60 * 60_000
/** All files together that no message and no draft holds; the oldest make room. */
const MOST_UNNEEDED_BYTES = 250_000_000

export interface SweepDeps {
  readonly store: Pick<Store, 'keptFiles'>
  readonly fileBytes: FileBytes
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Logger
  /** Whether a file is just being taken in. */
  readonly isComing: (fileId: string) => boolean
}

export function createFileSweep(deps: SweepDeps) {
  const { store, clock, log } = deps
  const alarm = createAlarm(deps, () => {
    tidy()
  })
  /** The row first: a crash in between leaves bytes that nothing names, and those go at the next start. */
  function remove(files: readonly Pick<UnneededFile, 'id'>[]): void {
    if (files.length === 0) return
    const ids = files.map(({ id }) => id)
    store.keptFiles.remove(ids)
    for (const id of ids) void removeBytes(deps, id)
  }

  function tidy(): void {
    guarded(log, () => {
      const unneeded = store.keptFiles.unneeded()
      const due = unneeded.filter((file) => staysUntil(file) <= clock())
      remove(due)
      const next = unneeded.filter((file) => !due.includes(file)).map(staysUntil)
      alarm.set(next.length === 0 ? undefined : Math.min(...next))
    })
  }

  return {
    tidy,
    /** Nothing holds it: gone at once. */
    drop(fileId: string): void {
      guarded(log, () => {
        remove(store.keptFiles.unneeded().filter(({ id }) => id === fileId))
      })
    },
    makeRoom(bytes: number): void {
      guarded(log, () => {
        remove(tooMany(store.keptFiles.unneeded(), bytes))
      })
    },
    /** No window is open yet: what no message and no draft holds, nobody does. */
    start(): void {
      guarded(log, () => {
        remove(store.keptFiles.unneeded())
      })
      void removeStrangers(deps)
      tidy()
    },
    stop(): void {
      alarm.stop()
    },
  }
}

/** Milliseconds; what was both sent and taken back stays as long as the longer of the two asks. */
function staysUntil({ createdAt, sentAt, cancelledAt }: UnneededFile): number {
  const after = (iso: string | undefined, ms: number): readonly number[] =>
    iso === undefined ? [] : [(msOf(iso) ?? 0) + ms]
  const ends = [...after(sentAt, SENT_STAYS_MS), ...after(cancelledAt, CANCELLED_STAYS_MS)]
  return Math.max(...(ends.length === 0 ? after(createdAt, UNUSED_STAYS_MS) : ends))
}

/** The oldest of them, so that the others and `coming` bytes more fit. */
function tooMany(unneeded: readonly UnneededFile[], coming: number): readonly UnneededFile[] {
  let over = unneeded.reduce((sum, { size }) => sum + size, coming) - MOST_UNNEEDED_BYTES
  return unneeded.filter(({ size }) => {
    const goes = over > 0
    if (goes) over -= size
    return goes
  })
}

/** Bytes without a row: half a file of a crash, or one whose row is gone. */
async function removeStrangers({ store, fileBytes, log, isComing }: SweepDeps): Promise<void> {
  const found = await fileBytes.ids()
  guarded(log, () => {
    const known = new Set(store.keptFiles.ids())
    for (const id of found) if (!known.has(id) && !isComing(id)) void removeBytes({ fileBytes, log }, id)
  })
}

async function removeBytes({ fileBytes, log }: Pick<SweepDeps, 'fileBytes' | 'log'>, id: string): Promise<void> {
  await fileBytes.remove(id).catch((error: unknown) => {
    log.warn('a file that nobody needs could not be removed', { error: String(error) })
  })
}
