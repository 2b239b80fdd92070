// What the app wrote down, read from a copy: the files belong to the person who runs it.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

function read<T>(profile: string, query: string): readonly T[] {
  const copy = mkdtempSync(join(tmpdir(), 'bellhop-journal-'))
  try {
    for (const name of ['bellhop.db', 'bellhop.db-wal'])
      if (existsSync(join(profile, name))) cpSync(join(profile, name), join(copy, name))
    const database = new DatabaseSync(join(copy, 'bellhop.db'))
    const rows = database.prepare(query).all() as unknown as readonly T[]
    database.close()
    return rows.map((row) => ({ ...row }))
  } finally {
    rmSync(copy, { recursive: true })
  }
}

export const accountsIn = (profile: string): readonly { network: string; host: string }[] =>
  read(profile, 'select network, host from accounts')

export const messagesIn = (profile: string): readonly { state: string; text: string }[] =>
  read(profile, 'select state, text from outbox')
