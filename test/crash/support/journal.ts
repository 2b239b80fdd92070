// What the journal on disk says while no app runs, and following one entry through the life after.
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { BellhopDoor } from '../../../src/shared/contract/door'
import type { Bellhop } from '../../e2e/support/app'

export type Word = 'outbox' | 'requests'

export interface Row {
  readonly id: string
  readonly state: string
  readonly attempts?: number
}

const TABLES: Readonly<Record<Word | 'incoming', string>> = {
  outbox: 'SELECT id, state, attempts FROM outbox ORDER BY seq',
  requests: 'SELECT id, state FROM join_requests ORDER BY created_at',
  incoming: 'SELECT request_id AS id, state FROM incoming_requests ORDER BY request_id',
}

/** The rows of a journal as its end left it. */
export const onDisk = async (profile: string, word: Word | 'incoming'): Promise<readonly Row[]> =>
  (await askDisk(profile, TABLES[word])) as unknown as Row[]

/** Asks a profile's database, in a copy, so that the app finds its write-ahead log as its end left it. */
export async function askDisk(profile: string, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const copy = await mkdtemp(join(tmpdir(), 'bellhop-journal-'))
  for (const name of ['bellhop.db', 'bellhop.db-wal']) {
    await cp(join(profile, name), join(copy, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  }
  const database = new DatabaseSync(join(copy, 'bellhop.db'))
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
    await rm(copy, { recursive: true })
  }
}

interface Watch {
  readonly states: string[]
}

/** The states of one entry in this life, as the window hears of them. */
export interface Followed {
  /** The present one first, then every one it came to. */
  states(): Promise<readonly string[]>
  /** Waits until it comes to one of these. */
  until(...ends: readonly string[]): Promise<void>
}

/** Begins to follow; call it before anything can move the entry. */
export async function follow(app: Bellhop, word: Word, id: string): Promise<Followed> {
  await app.page.evaluate(
    async ([what, wanted]) => {
      const world = globalThis as unknown as { bellhop: BellhopDoor; watch: Watch }
      const watch: Watch = (world.watch = { states: [] })
      const hear = (state: string): void => {
        if (watch.states.at(-1) !== state) watch.states.push(state)
      }
      world.bellhop.on(`${what}.changed`, ({ upsert }: { upsert: readonly Row[] }) => {
        for (const entry of upsert) if (entry.id === wanted) hear(entry.state)
      })
      const answer = await world.bellhop.invoke(`${what}.list`, {})
      const now = answer.ok ? answer.data.find((entry) => entry.id === wanted) : undefined
      if (watch.states.length === 0) hear(now?.state ?? 'missing')
    },
    [word, id] as const,
  )
  return {
    states: () => app.page.evaluate(() => (globalThis as unknown as { watch: Watch }).watch.states),
    // Asked again and again: a promise of the page that is only waited for from outside was once collected as garbage.
    until: async (...ends) => {
      await app.page.waitForFunction(
        (wanted) => wanted.includes((globalThis as unknown as { watch: Watch }).watch.states.at(-1) ?? ''),
        ends,
      )
    },
  }
}
