// One more record onto a journal of 10,000, each time durable before it is answered: our journal, and what apps use instead.
import { closeSync, fsyncSync, mkdtempSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createOutboxJournal } from '../../../src/main/outbox/journal'
import type { OutboxRecord } from '../../../src/main/store/outbox-rows'
import { accountRecord, outboxItem } from '../../../src/main/testing/records'
import { openTempStore } from '../../../src/main/testing/temp-store'
import { part, type Contender } from '../support/bench'

const HELD = 10_000
/** Appended in one round. */
const APPENDS = 100

interface Journal {
  append(record: OutboxRecord): void
  close(): void
}

const silent = (): void => undefined

const recordAt = (at: number): OutboxRecord =>
  outboxItem(`item-${String(at).padStart(6, '0')}`, {
    text: `Message ${at} `.repeat(10),
    targetKey: `dialog:${at % 50}`,
  })

const firstOnes = (): OutboxRecord[] => Array.from({ length: HELD }, (_, at) => recordAt(at))

function openOurs(): Journal {
  const temp = openTempStore()
  const { store } = temp
  store.accounts.save(accountRecord('a'))
  store.transaction(() => {
    for (const record of firstOnes()) store.outbox.insert(record)
  })
  const journal = createOutboxJournal({ store, emit: silent, clock: Date.now, crashPoint: silent })
  return { append: (record) => void journal.add(record), close: temp.dispose }
}

type Append = Journal['append']

const inFolder = (open: (folder: string) => Append | Promise<Append>) => async (): Promise<Journal> => {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-journal-'))
  return {
    append: await open(folder),
    close: () => {
      rmSync(folder, { recursive: true })
    },
  }
}

/** As its documentation says: a key of the store is set, and the file is written. */
const openElectronStore = inFolder(async (folder) => {
  // Outside Electron the `electron` package only names the place of its binary; a missing one it would fetch.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= '/not/installed'
  const { default: ElectronStore } = await import('electron-store')
  const held = Object.fromEntries(firstOnes().map((record) => [record.id, record]))
  const store = new ElectronStore<{ outbox: Record<string, unknown> }>({ cwd: folder, name: 'outbox' })
  store.set('outbox', held)
  return (record) => {
    store.set(`outbox.${record.id}`, record)
  }
})

/** A whole JSON file, written beside the old one, brought to the disk and put in its place. */
const openFile = inFolder((folder) => {
  const held = firstOnes()
  const path = join(folder, 'outbox.json')
  return (record) => {
    held.push(record)
    const beside = openSync(`${path}.new`, 'w')
    writeFileSync(beside, JSON.stringify(held))
    fsyncSync(beside)
    closeSync(beside)
    renameSync(`${path}.new`, path)
  }
})

const contender = (
  name: string,
  open: () => Journal | Promise<Journal>,
  extra: Pick<Contender<undefined>, 'ours' | 'rounds'>,
): Contender<undefined> => ({
  name,
  ...extra,
  async start() {
    const journal = await open()
    let next = HELD
    return {
      run() {
        const readings = Array.from({ length: APPENDS }, () => {
          const record = recordAt(next++)
          const started = performance.now()
          journal.append(record)
          return performance.now() - started
        })
        return Promise.resolve({ append: readings })
      },
      stop: () => Promise.resolve(journal.close()),
    }
  },
})

const ours = contender('Bellhop', openOurs, { ours: true })

export const append = part<undefined>({
  title: 'One more message in the journal',
  about: `${HELD.toLocaleString('en')} messages are in it; each of the ${APPENDS} added in a round is on the disk when it is answered.`,
  rounds: 5,
  warmUps: 1,
  metrics: [{ id: 'append', title: 'added', unit: 'ms', shown: 'spread' }],
  goals: [{ kind: 'limit', contender: ours.name, metric: 'append', at: 'median', bound: 'at most', value: 0.5 }],
  contenders: [
    ours,
    contender('electron-store', openElectronStore, { rounds: 2 }),
    contender('one JSON file, replaced', openFile, { rounds: 2 }),
  ],
  open: () => Promise.resolve({ world: undefined }),
})
