// The app's own outbox over a real database, in front of a real connection to a practice service. Its time runs fast, so
// that back-offs of minutes are kept and yet a test ends.
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createMessageCheck } from '../../src/main/messages/check'
import type { MessagesPort, Timers } from '../../src/main/networks/ports'
import { createOutbox } from '../../src/main/outbox/outbox'
import { createFakeAccounts } from '../../src/main/testing/fake-accounts'
import { createFileBytes } from '../../src/main/store/file-bytes'
import { accountRecord } from '../../src/main/testing/records'
import { openTempStore } from '../../src/main/testing/temp-store'
import type { KeptFile, MessageTarget } from '../../src/shared/contract/messages'
import { FILE_PART_BYTES, type OutboxItem } from '../../src/shared/contract/outbox'
import type { OutboxState } from '../../src/shared/domain/states'

export interface Desk {
  /** Queues a message and waits until it is at rest: sent, failed, or left to the user. */
  send(target: MessageTarget, text?: string, file?: KeptFile): Promise<OutboxItem>
  /** Takes a file in, as a window hands it over. */
  keep(name: string, bytes: Uint8Array): Promise<KeptFile>
  /** What the user asks for, and how it ends. */
  retry(item: OutboxItem): Promise<OutboxItem>
  /** The user's word where the outcome is unknown: send it again. */
  resend(item: OutboxItem): Promise<OutboxItem>
  close(): Promise<void>
}

const AT_REST: readonly OutboxState[] = ['sent', 'failed', 'needsDecision', 'cancelled']
const silent = (): void => undefined

export interface DeskTime {
  readonly clock: () => number
  readonly sleep: Timers['sleep']
}

/** Time that runs `pace` times as fast as ours. */
export function fastTime(pace: number): DeskTime {
  const began = Date.now()
  return {
    clock: () => began + (Date.now() - began) * pace,
    sleep: (ms, signal) => wait(ms / pace, undefined, { ref: false, ...(signal ? { signal } : {}) }),
  }
}

/** @param messages the account's connection, as the app opens it; its clock is that of `time` */
export function openDesk(messages: MessagesPort, { clock, sleep }: DeskTime): Desk {
  const temp = openTempStore()
  const { store } = temp
  const record = accountRecord('account-1')
  const accounts = createFakeAccounts(store, [{ record, ports: { messages } }])
  const fileBytes = createFileBytes(join(dirname(temp.path), 'files'))
  const waiting = new Map<string, (item: OutboxItem) => void>()
  const outbox = createOutbox({
    store,
    accounts,
    fileBytes,
    check: createMessageCheck({ store, accounts, clock, fileBytes }),
    holdSeconds: () => 0,
    emit: (event, payload) => {
      if (event !== 'outbox.changed') return
      for (const item of (payload as unknown as { upsert: readonly OutboxItem[] }).upsert)
        if (AT_REST.includes(item.state)) waiting.get(item.id)?.(item)
    },
    clock,
    timers: { sleep },
    uuid: randomUUID,
    log: { debug: silent, info: silent, warn: silent, error: silent },
    tell: silent,
    text: (key) => key,
    saveTextFile: () => Promise.resolve(undefined),
    crashPoint: silent,
  })
  const atRest = (id: string): Promise<OutboxItem> => new Promise((resolve) => waiting.set(id, resolve))
  outbox.start()
  return {
    async send(target, text = 'Hello', file) {
      const composed = { accountId: record.id, target, text, ...(file === undefined ? {} : { file }) }
      const queued = await outbox.handlers['outbox.enqueue'](composed)
      if (!queued.ok) throw new Error(`not queued: ${queued.error.code}`)
      return atRest(queued.data.id)
    },
    async keep(name, bytes) {
      const begun = await outbox.handlers['outbox.keepFile']({ name, size: bytes.length })
      if (!begun.ok) throw new Error(`not taken in: ${begun.error.code}`)
      for (let offset = 0; offset < bytes.length; offset += FILE_PART_BYTES) {
        const base64 = Buffer.from(bytes.subarray(offset, offset + FILE_PART_BYTES)).toString('base64')
        await outbox.handlers['outbox.appendFile']({ fileId: begun.data.fileId, offset, base64 })
      }
      return begun.data
    },
    async retry({ id }) {
      const ended = atRest(id)
      const queued = await outbox.handlers['outbox.retry']({ id })
      if (!queued.ok) throw new Error(`not queued again: ${queued.error.code}`)
      return ended
    },
    async resend({ id }) {
      const ended = atRest(id)
      const queued = await outbox.handlers['outbox.resolve']({ id, as: 'resend' })
      if (!queued.ok) throw new Error(`not queued again: ${queued.error.code}`)
      return ended
    },
    async close() {
      await outbox.stop()
      temp.dispose()
    },
  }
}
