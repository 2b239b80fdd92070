// A real database in a fresh folder; it can be closed and opened again as after a crash.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../store/open-store'

export interface TempStore {
  readonly path: string
  /** The store as it is open now. */
  readonly store: Store
  /** Opens the same file again, as the next start of the app would. */
  reopen(): Store
  dispose(): void
}

/** @param left a folder with a database as an earlier run left it; it is copied */
export function openTempStore(left?: string): TempStore {
  const directory = mkdtempSync(join(tmpdir(), 'bellhop-store-'))
  if (left !== undefined) cpSync(left, directory, { recursive: true })
  const path = join(directory, 'bellhop.db')
  let store = open(path)
  let isOpen = true
  return {
    path,
    get store() {
      return store
    },
    reopen() {
      closeQuietly(store)
      store = open(path)
      isOpen = true
      return store
    },
    dispose() {
      if (isOpen) closeQuietly(store)
      isOpen = false
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function open(path: string): Store {
  const opened = openStore({ path })
  if (!opened.ok) throw new Error(`the test store did not open: ${opened.error.code}`)
  return opened.data
}

function closeQuietly(store: Store): void {
  try {
    store.close()
  } catch {
    // A crash test closes it at the moment of the crash.
  }
}
