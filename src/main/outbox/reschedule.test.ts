// Catches: "send now" that waits for the rest of the undo window, another time that is forgotten or comes too early.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createOutboxBench, toDialog, type OutboxBench } from '../testing/outbox-bench'
import { createOutbox, type OutboxCapability } from './outbox'

let bench: OutboxBench<OutboxCapability>
const HOUR = 60 * 60_000

beforeEach(() => {
  bench = createOutboxBench(createOutbox)
})

afterEach(async () => {
  await bench.dispose()
})

async function held(holdSeconds: number): Promise<string> {
  const added = await bench.outbox.handlers['outbox.enqueue']({ ...toDialog('chat1'), holdSeconds })
  if (!added.ok) throw new Error(added.error.code)
  return added.data.id
}
const stateOf = (id: string): string | undefined => bench.temp.store.outbox.get(id)?.state

it('lets a held message go at once when no time is given', async () => {
  const id = await held(30)
  await bench.outbox.handlers['outbox.reschedule']({ id })
  await bench.time.settle()
  expect([stateOf(id), bench.service.delivered.length]).toEqual(['sent', 1])
})

it('keeps a message until its new time, also a held one', async () => {
  const id = await held(5)
  const notBefore = new Date(bench.time.clock() + HOUR / 2).toISOString()
  expect(await bench.outbox.handlers['outbox.reschedule']({ id, notBefore })).toMatchObject({ data: { notBefore } })
  await bench.time.advance(HOUR / 2 - 1_000)
  expect([stateOf(id), bench.service.delivered.length]).toEqual(['queued', 0])
  await bench.time.advance(1_000)
  expect(stateOf(id)).toBe('sent')
})

it('lets a scheduled message go at once, and none that has left', async () => {
  const notBefore = new Date(bench.time.clock() + HOUR).toISOString()
  const added = await bench.outbox.handlers['outbox.enqueue']({ ...toDialog('chat1'), holdSeconds: 0, notBefore })
  if (!added.ok) throw new Error(added.error.code)
  await bench.time.advance(HOUR / 2)
  expect(bench.service.delivered).toEqual([])
  await bench.outbox.handlers['outbox.reschedule']({ id: added.data.id })
  await bench.time.settle()
  expect(bench.service.delivered).toHaveLength(1)
  const again = await bench.outbox.handlers['outbox.reschedule']({ id: added.data.id, notBefore })
  expect(again).toMatchObject({ ok: false, error: { code: 'outbox.wrongState' } })
})
