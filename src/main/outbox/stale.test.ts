import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OutboxItem } from '../../shared/contract/outbox'
import { refused } from '../testing/fake-messages'
import { createOutboxBench, toDialog, type OutboxBench } from '../testing/outbox-bench'
import { outboxItem } from '../testing/records'
import { createOutbox, type OutboxCapability } from './outbox'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let bench: OutboxBench<OutboxCapability>

beforeEach(() => {
  bench = createOutboxBench(createOutbox)
})

afterEach(async () => {
  await bench.dispose()
})

async function enqueue(input: Parameters<OutboxCapability['handlers']['outbox.enqueue']>[0]): Promise<OutboxItem> {
  const added = await bench.outbox.handlers['outbox.enqueue'](input)
  if (!added.ok) throw new Error(added.error.code)
  return added.data
}

const shown = async (): Promise<readonly (readonly [string, boolean | undefined])[]> => {
  const listed = await bench.outbox.handlers['outbox.list']({})
  if (!listed.ok) throw new Error('no list')
  return listed.data.map(({ state, stale }) => [state, stale])
}

const locked = refused('vault.locked', true)

/** Two messages to one chat and one to another, none of which can leave while the vault is locked. */
async function threeWaiting(): Promise<string[]> {
  bench.service.fates.push(...Array.from({ length: 500 }, () => locked))
  const ids = []
  for (const [chat, text] of [
    ['chat1', '1'],
    ['chat1', '2'],
    ['chat2', '3'],
  ] as const)
    ids.push((await enqueue(toDialog(chat, text))).id)
  return ids
}

async function vaultOpens(): Promise<void> {
  bench.service.fates.length = 0
  bench.outbox.wake()
  await bench.time.advance(MINUTE)
}

describe('a queue that waited for', () => {
  test('an hour leaves by itself', async () => {
    await threeWaiting()
    await bench.time.advance(HOUR)
    await vaultOpens()
    expect(await shown()).toEqual([
      ['sent', undefined],
      ['sent', undefined],
      ['sent', undefined],
    ])
  })

  test('longer asks: it is marked, told, counted, and leaves only at the user’s word, in order', async () => {
    const ids = await threeWaiting()
    await bench.time.advance(HOUR + 1_000)
    await vaultOpens()
    expect(bench.service.delivered).toEqual([])
    expect(await shown()).toEqual(ids.map(() => ['queued', true]))
    expect(bench.temp.store.outbox.counts({})).toMatchObject({ queued: 3, stale: 3 })
    expect(
      bench.events
        .of('outbox.changed')
        .at(-1)
        ?.upsert.every(({ stale }) => stale === true),
    ).toBe(true)
    await bench.outbox.handlers['outbox.flush']({ ids: [...ids].reverse() })
    await bench.time.advance(MINUTE)
    expect(bench.service.delivered.map(({ text }) => text)).toEqual(['1', '2', '3'])
    expect(bench.temp.store.outbox.counts({})).toMatchObject({ sent: 3, stale: 0 })
  })

  test('longer stops trying: a probe every five minutes for ever helps nobody', async () => {
    await threeWaiting()
    await bench.time.advance(HOUR + MINUTE)
    const tries = bench.service.sends.length
    await bench.time.advance(24 * HOUR)
    expect(bench.service.sends).toHaveLength(tries)
  })
})

test('the word for one lets go that one only, and what stands behind another one still waits', async () => {
  const [first = '', , third = ''] = await threeWaiting()
  await bench.time.advance(2 * HOUR)
  await vaultOpens()
  await bench.outbox.handlers['outbox.flush']({ ids: [third] })
  const fresh = await enqueue(toDialog('chat1', 'fresh'))
  await bench.time.advance(MINUTE)
  expect(bench.service.delivered.map(({ text }) => text)).toEqual(['3'])
  expect(bench.temp.store.outbox.get(fresh.id)).toMatchObject({ state: 'queued', staleSince: undefined })
  await bench.outbox.handlers['outbox.cancel']({ id: first })
  await bench.time.advance(MINUTE)
  expect(bench.service.delivered.map(({ text }) => text)).toEqual(['3'])
})

test.each([
  ['after a restart', () => bench.restart()],
  ['after sleep', () => bench.outbox.resume()],
] as const)('it asks %s too', async (_when, happens) => {
  bench.outbox.suspend()
  await enqueue(toDialog('chat1'))
  await bench.outbox.stop()
  await bench.time.advance(3 * HOUR)
  bench.outbox.start()
  bench.outbox.suspend()
  await happens()
  await bench.time.advance(MINUTE)
  expect(bench.service.sends).toEqual([])
  expect(await shown()).toEqual([['queued', true]])
})

test('a message scheduled for a time at which the app was closed asks when that is over an hour ago', async () => {
  const notBefore = (ms: number) => new Date(bench.time.clock() + ms).toISOString()
  await enqueue({ ...toDialog('chat1', 'long ago'), notBefore: notBefore(2 * HOUR) })
  await enqueue({ ...toDialog('chat2', 'just now'), notBefore: notBefore(9 * HOUR + 30 * MINUTE) })
  await bench.outbox.stop()
  await bench.time.advance(10 * HOUR)
  await bench.restart()
  await bench.time.advance(MINUTE)
  expect(bench.service.delivered.map(({ text }) => text)).toEqual(['just now'])
})

test('a message whose undo window ended while the app was closed for long asks as well', async () => {
  await enqueue({ ...toDialog('chat1'), holdSeconds: 30 })
  await bench.outbox.stop()
  await bench.time.advance(5 * HOUR)
  await bench.restart()
  await bench.time.settle()
  expect(await shown()).toEqual([['queued', true]])
})

describe('the user’s word', () => {
  test('is also a retry, a resend and another time: none of them asks again at once', async () => {
    bench.service.fates.push(refused('messages.accessError'))
    const failed = await enqueue(toDialog('chat1', 'failed'))
    bench.service.fates.push('lostBefore')
    const undecided = await enqueue({ ...toDialog('chat2', 'undecided'), target: { kind: 'convo', convoId: 'c1' } })
    const later = await enqueue({
      ...toDialog('chat3', 'later'),
      notBefore: new Date(bench.time.clock() + 20 * HOUR).toISOString(),
    })
    await bench.time.advance(10 * HOUR)
    await bench.outbox.handlers['outbox.retry']({ id: failed.id })
    await bench.outbox.handlers['outbox.resolve']({ id: undecided.id, as: 'resend' })
    await bench.outbox.handlers['outbox.reschedule']({ id: later.id })
    await bench.time.advance(MINUTE)
    expect((await shown()).map(([state]) => state)).toEqual(['sent', 'sent', 'sent'])
  })

  test('holds for an hour', async () => {
    const ids = await threeWaiting()
    await bench.time.advance(2 * HOUR)
    await bench.outbox.handlers['outbox.flush']({ ids })
    await bench.time.advance(HOUR + MINUTE)
    expect(bench.temp.store.outbox.counts({}).stale).toBe(3)
  })
})

test('hundreds that ask are marked in pieces, all of them, and each is told once', async () => {
  const { store } = bench.temp
  const createdAt = new Date(bench.time.clock()).toISOString()
  store.transaction(() => {
    for (let number = 0; number < 450; number += 1) store.outbox.insert(outboxItem(String(number), { createdAt }))
  })
  await bench.outbox.stop()
  await bench.time.advance(3 * HOUR)
  const told = bench.events.of('outbox.changed').length
  await bench.restart()
  await bench.time.advance(MINUTE)
  const marked = bench.events.of('outbox.changed').slice(told)
  expect(marked.map(({ upsert }) => upsert.length)).toEqual([200, 200, 50])
  expect(bench.temp.store.outbox.counts({}).stale).toBe(450)
})
