// The start after a crash with 10,000 messages that had not ended: until it is planned what becomes of each.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openStore } from '../../../src/main/store/open-store'
import { createFakeAccounts } from '../../../src/main/testing/fake-accounts'
import { accountRecord, outboxItem } from '../../../src/main/testing/records'
import { openTempStore } from '../../../src/main/testing/temp-store'
import type { MessagesPort } from '../../../src/main/networks/ports'
import { part, type Contender } from '../support/bench'
import type { Time } from '../support/our-client'
import { openOutbox } from './ours'

const ROWS = 10_000
const TARGETS = 200
/** Of every so many one was on its way. */
const SENDING_EVERY = 50

interface Crashed {
  /** A folder with the database as the crash left it: its log beside it, not yet taken in. */
  readonly folder: string
}

/** Nobody answers, so that only the planning is measured. */
const SILENT_PORT: MessagesPort = {
  targets: ['network', 'dialog', 'convo'],
  send: () => new Promise(() => undefined),
  readBack: () => new Promise(() => undefined),
}

/** Waits end soon: who stops here has nothing to be patient for. */
const SOON: Time = { clock: Date.now, timers: { sleep: (_ms, signal) => wait(1, undefined, signal ? { signal } : {}) } }

function crash(): Promise<{ world: Crashed; close: () => Promise<void> }> {
  const temp = openTempStore()
  const { store } = temp
  const at = new Date().toISOString()
  store.accounts.save(accountRecord('a'))
  store.transaction(() => {
    for (let row = 0; row < ROWS; row += 1) {
      const target = { kind: 'dialog', dialogId: `chat${row % TARGETS}` } as const
      const state = row % SENDING_EVERY === 0 ? 'sending' : row % 3 === 0 ? 'held' : 'queued'
      const id = `item-${String(row).padStart(6, '0')}`
      const times = { createdAt: at, updatedAt: at, ...(state === 'held' ? { heldUntil: at } : {}) }
      store.outbox.insert(
        outboxItem(id, { state, target, targetKey: `dialog:${target.dialogId}`, attempts: 0, ...times }),
      )
      if (state === 'sending') store.outbox.saveAttempt(id, { attempt: 1, startedAt: at })
    }
  })
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-crashed-'))
  cpSync(dirname(temp.path), folder, { recursive: true })
  temp.dispose()
  return Promise.resolve({ world: { folder }, close: () => Promise.resolve(rmSync(folder, { recursive: true })) })
}

async function recover({ folder }: Crashed): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), 'bellhop-recovered-'))
  cpSync(folder, copy, { recursive: true })
  const started = performance.now()
  const opened = openStore({ path: join(copy, 'bellhop.db') })
  if (!opened.ok) throw new Error(`did not open: ${opened.error.code}`)
  const store = opened.data
  const accounts = createFakeAccounts(store, [{ record: accountRecord('a'), ports: { messages: SILENT_PORT } }])
  const outbox = openOutbox({ temp: { store, path: join(copy, 'bellhop.db') }, accounts, time: SOON })
  outbox.start()
  const took = performance.now() - started
  const left = store.outbox.unfinished().length
  if (left !== ROWS) throw new Error(`${left} of ${ROWS} are planned`)
  await outbox.stop()
  store.close()
  rmSync(copy, { recursive: true })
  return took
}

const ours: Contender<Crashed> = {
  name: 'Bellhop',
  ours: true,
  start: (world) => Promise.resolve({ run: async () => ({ recovery: await recover(world) }) }),
}

export const recovery = part<Crashed>({
  title: 'The start with 10,000 messages in the journal',
  about: [
    `${ROWS.toLocaleString('en')} messages to ${TARGETS} chats that had not ended when the app was killed, one in ${SENDING_EVERY} of them on its way: the database`,
    'is opened, the journal read, and the scheduler has planned all of them. Nobody answers, so nothing else is measured.',
  ].join(' '),
  rounds: 15,
  warmUps: 1,
  metrics: [{ id: 'recovery', title: 'planned', unit: 'ms', shown: 'spread' }],
  goals: [{ kind: 'limit', contender: ours.name, metric: 'recovery', at: 'median', bound: 'at most', value: 100 }],
  contenders: [ours],
  open: crash,
})
