import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createOutboxBench, toDialog, toPerson, type OutboxBench } from '../testing/outbox-bench'
import { createOutbox, type OutboxCapability } from './outbox'

let bench: OutboxBench<OutboxCapability>

beforeEach(() => {
  bench = createOutboxBench(createOutbox)
})

afterEach(async () => {
  await bench.dispose()
})

const POINTS = [
  'outbox.afterEnqueueCommit',
  'outbox.afterSendingCommit',
  'outbox.afterSendBeforeOutcome',
  'outbox.afterOutcomeCommit',
] as const

async function enqueueAndDie(point: string, input: Parameters<OutboxCapability['handlers']['outbox.enqueue']>[0]) {
  bench.dieAt(point)
  try {
    await bench.outbox.handlers['outbox.enqueue'](input)
  } catch {
    // The process is gone: nobody gets this answer.
  }
  await bench.time.settle()
  expect(bench.points.at(-1)).toBe(point)
}

async function afterRestart() {
  await bench.restart()
  await bench.time.advance(60 * 60_000)
  return bench.temp.store.outbox.list()
}

describe('a dialog message, the process killed at each commit', () => {
  test.each(POINTS)('%s: it is there after the restart, and the service got it exactly once', async (point) => {
    await enqueueAndDie(point, toDialog('chat1'))
    const [item, ...others] = await afterRestart()
    expect(others).toEqual([])
    expect(item).toMatchObject({ state: 'sent' })
    expect(bench.service.delivered.map(({ id }) => id)).toEqual([item?.id])
  })
})

describe('a network message, the process killed at each commit', () => {
  test.each([
    ['outbox.afterEnqueueCommit', 'sent', 1],
    ['outbox.afterSendingCommit', 'needsDecision', 0],
    ['outbox.afterSendBeforeOutcome', 'needsDecision', 1],
    ['outbox.afterOutcomeCommit', 'sent', 1],
  ] as const)('%s: %s, and %i went out', async (point, state, delivered) => {
    await enqueueAndDie(point, toPerson('5'))
    const [item] = await afterRestart()
    expect(item?.state).toBe(state)
    expect(item?.evidence?.phase).toBe(state === 'needsDecision' ? 'crash' : undefined)
    expect(bench.service.delivered).toHaveLength(delivered)
  })
})

test('killed with several at work: each target goes on in order, nothing is lost, nothing goes out twice', async () => {
  bench.dieAt('outbox.afterSendBeforeOutcome')
  for (const text of ['1', '2', '3']) {
    for (const chat of ['chat1', 'chat2']) {
      try {
        await bench.outbox.handlers['outbox.enqueue']({ ...toDialog(chat, text), holdSeconds: 1 })
      } catch {
        // Killed.
      }
    }
  }
  await bench.time.advance(1_000)
  const items = await afterRestart()
  expect(items.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'sent'))
  for (const chat of ['chat1', 'chat2']) {
    const texts = bench.service.delivered
      .filter(({ target }) => target.kind === 'dialog' && target.dialogId === chat)
      .map(({ text }) => text)
    expect(texts).toEqual(['1', '2', '3'])
  }
})

test('a journal that cannot be written sends nothing, and goes on when it can', async () => {
  const { store } = bench.temp
  const saveAttempt = store.outbox.saveAttempt.bind(store.outbox)
  let full = true
  Object.assign(store.outbox, {
    saveAttempt: (...given: Parameters<typeof saveAttempt>) => {
      if (full) throw new Error('database or disk is full')
      saveAttempt(...given)
    },
  })
  await bench.outbox.handlers['outbox.enqueue'](toDialog('chat1'))
  await bench.time.advance(30_000)
  expect(bench.service.sends).toEqual([])
  expect(store.outbox.list()[0]).toMatchObject({ state: 'queued', attempts: 0 })
  full = false
  await bench.time.advance(30_000)
  expect(bench.service.delivered).toHaveLength(1)
})
