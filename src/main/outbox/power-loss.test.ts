import {
  appendFileSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../store/open-store'
import { createOutboxBench, toDialog, toPerson, type OutboxBench } from '../testing/outbox-bench'
import { pictureOf, wrongAttempts, wrongCounts, type Picture } from '../testing/outbox-invariants'
import type { OutgoingMessage } from '../networks/ports'
import { accountId } from '../testing/records'
import { createOutbox, type OutboxCapability } from './outbox'

// The power goes: of the write-ahead log only some first bytes are on the disk, or its end is torn. The app must open it
// without damage, find the journal as it stood after the last whole commit, and settle everything from there. Would catch
// an effect before its commit, a commit that is only half an answer, a journal mode that tears.

/** The journal right after one commit. */
interface Moment {
  /** Length of the log. */
  readonly bytes: number
  readonly journal: readonly Picture[]
  /** How many messages had arrived by then. */
  readonly delivered: number
  readonly now: number
}

interface History {
  readonly folder: string
  readonly moments: readonly Moment[]
  readonly delivered: readonly OutgoingMessage[]
}

const DB = 'bellhop.db'
const LOG = `${DB}-wal`
const SHARED = `${DB}-shm`

type Bench = OutboxBench<OutboxCapability>

/** Some minutes of a busy outbox: lost answers, undo, cancelling, a message written anew, decisions. */
async function live(bench: Bench, from: number, count: number): Promise<void> {
  const { handlers } = bench.outbox
  const ids: string[] = []
  for (let at = from; at < from + count; at += 1) {
    if (at % 5 === 1) bench.service.fates.push('sent', 'lostAfter', 'lostBefore')
    const text = `Message ${at}`
    const convo = { accountId: accountId('a'), target: { kind: 'convo' as const, convoId: 'c1' }, text }
    const to = [toDialog(`chat${at % 3}`, text), toPerson(String(at), text), convo][at % 3] ?? convo
    const added = await handlers['outbox.enqueue']({ ...to, holdSeconds: at % 4 === 0 ? 2 : 0 })
    if (added.ok) ids.push(added.data.id)
    if (at % 7 === 0) await handlers['outbox.cancelMany']({ ids: ids.slice(-2) })
    const [asked] = bench.temp.store.outbox.list({ states: ['needsDecision'] })
    if (at % 6 === 0 && asked !== undefined) await handlers['outbox.resolve']({ id: asked.id, as: 'discard' })
    await bench.time.advance(at % 2 === 0 ? 300 : 2_500)
  }
}

/** Calls back after every outermost commit. */
function watchCommits(bench: Bench, seen: () => void): void {
  const { store } = bench.temp
  const inner = store.transaction.bind(store)
  let depth = 0
  Object.assign(store, {
    transaction: <T>(work: () => T): T => {
      depth += 1
      try {
        return inner(work)
      } finally {
        depth -= 1
        if (depth === 0) seen()
      }
    },
  })
}

async function makeHistory(): Promise<History> {
  const bench = createOutboxBench(createOutbox)
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-history-'))
  const log = join(bench.temp.path, `../${LOG}`)
  const moments: Moment[] = []
  const note = (): void => {
    const { delivered } = bench.service
    const journal = pictureOf(bench.temp.store)
    moments.push({ bytes: statSync(log).size, journal, delivered: delivered.length, now: bench.time.clock() })
  }
  await live(bench, 1, 12)
  // What came so far goes into the database itself; the log begins anew.
  const other = new DatabaseSync(bench.temp.path)
  other.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  other.close()
  note()
  watchCommits(bench, note)
  await live(bench, 13, 30)
  for (const name of [DB, LOG, SHARED]) copyFileSync(join(bench.temp.path, `../${name}`), join(folder, name))
  const { delivered } = bench.service
  await bench.dispose()
  return { folder, moments, delivered: [...delivered] }
}

let history: History
let last: Moment

beforeAll(async () => {
  history = await makeHistory()
  const end = history.moments.at(-1)
  if (end === undefined) throw new Error('nothing happened')
  last = end
}, 60_000)

afterAll(() => {
  rmSync(history.folder, { recursive: true })
})

/** The disk after the loss: the database, and the log as `spoil` leaves it; the shared memory is gone with the power. */
function afterLoss<T>(spoil: (log: string, folder: string) => void, look: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-lost-power-'))
  const remove = (): void => {
    rmSync(folder, { recursive: true })
  }
  for (const name of [DB, LOG]) copyFileSync(join(history.folder, name), join(folder, name))
  spoil(join(folder, LOG), folder)
  const seen = look(folder)
  if (seen instanceof Promise) return seen.finally(remove) as T
  remove()
  return seen
}

function opened(folder: string): Picture[] {
  const store = openStore({ path: join(folder, DB) })
  if (!store.ok) throw new Error(`did not open: ${store.error.code}`)
  const found = pictureOf(store.data)
  store.data.close()
  return found
}

/** Where in the history the last whole commit within so many bytes stands. */
const wholeAt = (bytes: number): number => history.moments.findLastIndex((moment) => moment.bytes <= bytes)

const journalAt = (at: number): readonly Picture[] => history.moments[at]?.journal ?? []

test('the history is worth cutting: commit after commit in one log, every state and every kind of target in it', () => {
  const lengths = history.moments.map(({ bytes }) => bytes)
  expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
  expect(lengths[0]).toBe(0)
  expect(lengths.length).toBeGreaterThan(80)
  const states = new Set(history.moments.flatMap(({ journal }) => journal.map(({ item }) => item.state)))
  expect([...states].toSorted()).toEqual(['cancelled', 'held', 'needsDecision', 'queued', 'sending', 'sent'])
  expect(new Set(last.journal.map(({ item }) => item.target.kind)).size).toBe(3)
})

test('cut at any byte: opens, and is the journal after the last whole commit, nothing invented', () => {
  fc.assert(
    fc.property(fc.nat(last.bytes), (bytes) => {
      const found = afterLoss((log) => truncateSync(log, bytes), opened)
      expect(found).toEqual(journalAt(wholeAt(bytes)))
      expect(wrongAttempts(found)).toEqual([])
    }),
    { seed: 20_261_120, numRuns: 300 },
  )
}, 120_000)

test('cut at any byte: the next life settles everything, and nothing is there twice', async () => {
  const cut = fc.record({ bytes: fc.nat(last.bytes), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  await fc.assert(
    fc.asyncProperty(cut, async ({ bytes, share }) => {
      const at = wholeAt(bytes)
      const [before, after] = [history.moments[at] ?? last, history.moments[at + 1] ?? last]
      // What had left before the next commit may or may not have arrived when the power went.
      const arrived = before.delivered + Math.round((after.delivered - before.delivered) * share)
      const delivered = history.delivered.slice(0, arrived)
      await afterLoss(
        (log) => truncateSync(log, bytes),
        async (folder) => {
          const bench = createOutboxBench(createOutbox, {}, { folder, delivered, now: before.now + 1_000 })
          await bench.time.advance(30 * 60_000)
          const journal = pictureOf(bench.temp.store)
          const ids = before.journal.map(({ item }) => item.id)
          expect(journal.map(({ item }) => item.id)).toEqual(ids)
          const open = journal.filter(({ item }) => ['held', 'queued', 'sending'].includes(item.state))
          expect(open).toEqual([])
          expect([...wrongAttempts(journal), ...wrongCounts(journal, bench.service.delivered)]).toEqual([])
          await bench.dispose()
        },
      )
    }),
    { seed: 20_261_121, numRuns: 60 },
  )
}, 120_000)

describe('the end of the log is torn', () => {
  const whole = () =>
    history.moments.filter((moment, at) => at > 0 && moment.bytes > (history.moments[at - 1]?.bytes ?? 0))
  const PAGE = 4096

  test('somewhere in the page written last: that commit never was, all before it were', () => {
    const tear = fc.record({ at: fc.nat(whole().length - 1), back: fc.integer({ min: 1, max: PAGE }) })
    fc.assert(
      fc.property(tear, ({ at, back }) => {
        const { bytes } = whole()[at] ?? last
        const found = afterLoss((log) => {
          const written = readFileSync(log).subarray(0, bytes)
          written[bytes - back] = (written[bytes - back] ?? 0) ^ 0xff
          writeFileSync(log, written)
        }, opened)
        expect(found).toEqual(journalAt(wholeAt(bytes - 1)))
      }),
      { seed: 20_261_122, numRuns: 100 },
    )
  }, 60_000)

  test.each([
    ['zeros', Buffer.alloc(3 * PAGE)],
    ['what the disk held before', Buffer.alloc(3 * PAGE, 'an older file ')],
  ])('%s follow it: they are no commit', (_, rest) => {
    const found = afterLoss((log) => appendFileSync(log, rest), opened)
    expect(found).toEqual(last.journal)
  })
})

test.each([
  ['is empty', (log: string) => truncateSync(log, 0)],
  ['is gone', (log: string) => rmSync(log)],
])('the log %s: the journal is what the database itself holds', (_, spoil) => {
  expect(afterLoss(spoil, opened)).toEqual(journalAt(0))
})

test('shared memory of another moment is left beside it: it is not believed', () => {
  const { bytes } = history.moments[Math.floor(history.moments.length / 2)] ?? last
  const found = afterLoss((log, folder) => {
    truncateSync(log, bytes)
    copyFileSync(join(history.folder, SHARED), join(folder, SHARED))
  }, opened)
  expect(found).toEqual(journalAt(wholeAt(bytes)))
})
