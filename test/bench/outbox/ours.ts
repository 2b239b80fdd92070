// Our outbox over our client and a real database file, as the app sends.
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { createMessageCheck } from '../../../src/main/messages/check'
import { createOutbox, type OutboxCapability } from '../../../src/main/outbox/outbox'
import { createFileBytes } from '../../../src/main/store/file-bytes'
import { createFakeAccounts, type FakeAccounts } from '../../../src/main/testing/fake-accounts'
import { LINE_CODE, accountRecord } from '../../../src/main/testing/records'
import { openTempStore, type TempStore } from '../../../src/main/testing/temp-store'
import type { AccountId } from '../../../src/shared/contract/common'
import type { Emit } from '../../../src/shared/contract'
import type { OutboxItem } from '../../../src/shared/contract/outbox'
import { SILENT_LOG, connectOurs, type Time } from '../support/our-client'
import type { Letter, Word } from './letters'
import { fastTime } from './pace'
import type { SendPortal, SendWorld } from './portal'
import type { Sender } from './senders'

const ACCOUNT = 'account-1' as AccountId

const WORDS: Readonly<Partial<Record<OutboxItem['state'], Word>>> = {
  sent: 'sent',
  failed: 'failed',
  cancelled: 'failed',
  needsDecision: 'undecided',
}

const silent = (): void => undefined

interface OutboxParts {
  readonly temp: Pick<TempStore, 'store' | 'path'>
  readonly accounts: FakeAccounts
  readonly time: Time
  readonly emit?: Emit
}

/** The capability as main makes it. */
export function openOutbox({ temp, accounts, time, emit = silent }: OutboxParts): OutboxCapability {
  const { store } = temp
  const fileBytes = createFileBytes(join(dirname(temp.path), 'files'))
  return createOutbox({
    store,
    fileBytes,
    accounts,
    check: createMessageCheck({ store, accounts, clock: time.clock, fileBytes }),
    holdSeconds: () => 0,
    emit,
    ...time,
    uuid: randomUUID,
    log: SILENT_LOG,
    tell: silent,
    text: (key) => key,
    saveTextFile: () => Promise.resolve(undefined),
    crashPoint: silent,
  })
}

export const byOutbox: Sender = async (portal: SendPortal, world: SendWorld) => {
  const time = fastTime(portal.moment)
  const temp = openTempStore()
  const finished = new Set<string>()
  const done = Promise.withResolvers<undefined>()
  let expected = Infinity
  const connection = await connectOurs({
    account: ACCOUNT,
    webhookUrl: portal.webhookUrl,
    caPem: world.tls.pem,
    time,
    state: temp.store.keyValues,
    // As the accounts do.
    onHealth: ({ state }) => {
      if (state === 'ok') outbox.wake(ACCOUNT)
    },
  })
  const ports = connection.messages === undefined ? {} : { messages: connection.messages }
  const accounts = createFakeAccounts(temp.store, [{ record: accountRecord(ACCOUNT), ports }])
  const outbox = openOutbox({
    temp,
    accounts,
    time,
    emit: (_event, payload) => {
      for (const { id, state } of (payload as unknown as { upsert: readonly OutboxItem[] }).upsert)
        if (WORDS[state] !== undefined) finished.add(id)
      if (finished.size === expected) done.resolve(undefined)
    },
  })
  if (world.way === 'network') sayNoLimit(temp)
  outbox.start()
  const { handlers } = outbox
  return {
    async send(letters) {
      expected = letters.length
      for (const letter of letters) {
        const added = await handlers['outbox.enqueue']({ accountId: ACCOUNT, ...contentOf(letter, portal, world) })
        if (!added.ok) throw new Error(`not taken: ${added.error.code}`)
        // Each is a call of its own, as from the window: what is under way goes on meanwhile.
        await setImmediate()
      }
      await done.promise
      return new Map(
        temp.store.outbox.list().flatMap(({ text, state }) => {
          const word = WORDS[state]
          return word === undefined ? [] : [[text, word] as const]
        }),
      )
    },
    async close() {
      await outbox.stop()
      await connection.close()
      temp.dispose()
    },
  }
}

/** As the person says it of a portal without the weekly limit: many messages go to one person here. */
function sayNoLimit({ store }: Pick<TempStore, 'store'>): void {
  const key = { host: accountRecord(ACCOUNT).host, lineCode: LINE_CODE, userId: '0' }
  store.lines.recordSlot(key, { lastSentAt: new Date(0).toISOString(), unlimited: true, confirmed: true })
}

function contentOf({ to, text }: Letter, { lineCode }: SendPortal, { way }: SendWorld) {
  const target =
    way === 'dialog'
      ? ({ kind: 'dialog', dialogId: to } as const)
      : ({ kind: 'network', lineCode, userId: to } as const)
  return { target, text }
}
