// Every documented error of sending: what becomes of the message in the outbox, how often the portal is asked, and that a
// message that was refused still goes out whole, and once, when the cause is gone.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MessageTarget } from '../../../src/shared/contract/messages'
import {
  BUSY_REFUSALS,
  DIALOG_REFUSALS,
  NETWORK_REFUSALS,
  RAW_TEXT,
  SYSTEM_REFUSALS,
  UNCERTAIN_REFUSALS,
  type Refusal,
} from '../../support/send-refusals'
import { fastTime, openDesk, type Desk } from '../outbox-desk'
import { ourClient } from './our-client'
import { startBench, type Bench } from './support'

const NETWORK = 'imopenlines.network.message.add'
const DIALOG = 'im.message.add'
type Method = typeof NETWORK | typeof DIALOG

let bench: Bench
let desk: Desk

beforeAll(async () => {
  bench = await startBench()
})
afterEach(async () => {
  bench.faults.clear()
  await desk.close()
})
afterAll(() => bench.close())

/** A new desk with a connection of its own: what a portal has refused before holds nothing back. */
async function newDesk(pace: number): Promise<void> {
  const time = fastTime(pace)
  const { messages } = await ourClient(bench, 'acme', time)
  desk = openDesk(messages, time)
}

let written = 0

/** A place nobody has been written to yet: a person hears through a line once a week. */
function somewhere(method: Method): { target: MessageTarget; text: string } {
  written += 1
  const { webhookUrl, portal } = bench.portal('acme')
  const { people, networkLines } = portal.world
  const me = Number(/rest\/(\d+)\//.exec(webhookUrl)?.[1])
  const free = [...people.values()].filter(({ kind, active, id }) => kind === 'user' && active && id !== me)
  const userId = String(free[written % free.length]?.id)
  const line = networkLines.filter(({ joined, active }) => joined && active)[Math.floor(written / free.length)]
  const text = `Message ${written}`
  return method === NETWORK
    ? { target: { kind: 'network', lineCode: line?.code ?? '', userId }, text }
    : { target: { kind: 'dialog', dialogId: userId }, text }
}

/** Refuses every call of the method until told otherwise. */
function refuse(method: Method, { error, status, text = RAW_TEXT }: Refusal): void {
  bench.faults.add({ portal: 'acme', method, times: 0, effect: { kind: 'error', status, error, description: text } })
}

const arrived = (method: Method): number => bench.arrivals.list({ portal: 'acme', method }).length

/** How often a text is in the portal's chats; a network message is in the chat of its line. */
function delivered(text: string): number {
  const { chats } = bench.portal('acme').portal.world
  return [...chats.values()].flatMap(({ messages }) => messages).filter((message) => message.text === text).length
}

const each = (method: Method, table: readonly Refusal[]): readonly [Method, string, number, Refusal][] =>
  table.map((refusal) => [method, refusal.error, refusal.status, refusal])

describe('a refusal', () => {
  beforeEach(() => newDesk(1))

  test.each([
    ...each(NETWORK, [...NETWORK_REFUSALS, ...SYSTEM_REFUSALS]),
    ...each(NETWORK, [{ error: 'ACCESS_DENIED', status: 403, reason: 'bitrix24.accessDenied' }]),
    ...each(DIALOG, [...DIALOG_REFUSALS, ...SYSTEM_REFUSALS]),
    ...each(DIALOG, [{ error: 'ACCESS_DENIED', status: 403, reason: 'messages.accessError' }]),
  ])(
    '%s: %s with status %i is told and not repeated; tried again by hand it goes out once',
    async (method, _error, _status, refusal) => {
      const { target, text } = somewhere(method)
      const before = arrived(method)
      refuse(method, refusal)
      const failed = await desk.send(target, text)
      expect(failed).toMatchObject({ state: 'failed', reason: refusal.reason, text, attempts: 1 })
      expect(arrived(method) - before).toBe(1)
      expect(delivered(text)).toBe(0)
      expect(JSON.stringify(failed)).not.toContain(RAW_TEXT)

      bench.faults.clear()
      expect(await desk.retry(failed)).toMatchObject({ state: 'sent', text })
      expect(delivered(text)).toBe(1)
    },
  )
})

describe('a server that failed', () => {
  beforeEach(() => newDesk(1))

  test.each(each(NETWORK, UNCERTAIN_REFUSALS))(
    '%s: %s with status %i is asked once, and the user is asked what became of it',
    async (method, _error, _status, refusal) => {
      const { target, text } = somewhere(method)
      const before = arrived(method)
      refuse(method, refusal)
      expect(await desk.send(target, text)).toMatchObject({
        state: 'needsDecision',
        reason: refusal.reason,
        text,
        evidence: { phase: 'unknown', found: 'cannotKnow' },
      })
      expect(arrived(method) - before).toBe(1)
    },
  )

  test.each(each(DIALOG, UNCERTAIN_REFUSALS))(
    '%s: %s with status %i is looked for in the dialog before anything else',
    async (method, _error, _status, refusal) => {
      const { target, text } = somewhere(method)
      const looked = (): number => bench.arrivals.list({ portal: 'acme', method: 'im.dialog.messages.get' }).length
      const before = looked()
      bench.faults.add({
        portal: 'acme',
        method,
        effect: { kind: 'error', status: refusal.status, error: refusal.error, processed: true },
      })
      expect(await desk.send(target, text)).toMatchObject({ state: 'sent', text })
      expect(looked()).toBeGreaterThan(before)
      expect(delivered(text)).toBe(1)
    },
  )
})

describe('too much at once', () => {
  // Back-offs of minutes.
  beforeEach(() => newDesk(1_000))

  test.each([...each(NETWORK, BUSY_REFUSALS), ...each(DIALOG, BUSY_REFUSALS)])(
    '%s: %s with status %i is repeated after waits, eight times in all, and then told',
    async (method, _error, _status, refusal) => {
      const { target, text } = somewhere(method)
      refuse(method, refusal)
      const failed = await desk.send(target, text)
      expect(failed).toMatchObject({ state: 'failed', reason: refusal.reason, text, attempts: 8 })
      bench.faults.clear()
      expect(await desk.retry(failed)).toMatchObject({ state: 'sent' })
      expect(delivered(text)).toBe(1)
    },
  )

  test.each([...each(NETWORK, BUSY_REFUSALS), ...each(DIALOG, BUSY_REFUSALS)])(
    '%s: %s with status %i that passes costs nothing but time',
    async (method, error, status, { text: description = RAW_TEXT }) => {
      const { target, text } = somewhere(method)
      bench.faults.add({ portal: 'acme', method, times: 4, effect: { kind: 'error', status, error, description } })
      expect(await desk.send(target, text)).toMatchObject({ state: 'sent', text })
      expect(delivered(text)).toBe(1)
    },
  )
})
