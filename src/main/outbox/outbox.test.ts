import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OutboxItem } from '../../shared/contract/outbox'
import { fail } from '../../shared/contract/result'
import { refused } from '../testing/fake-messages'
import { createOutboxBench, toDialog, type OutboxBench } from '../testing/outbox-bench'
import { accountId } from '../testing/records'
import { createOutbox, type OutboxCapability } from './outbox'

let bench: OutboxBench<OutboxCapability>
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

beforeEach(() => {
  bench = createOutboxBench(createOutbox)
})

afterEach(async () => {
  await bench.dispose()
})

type Input = Parameters<OutboxCapability['handlers']['outbox.enqueue']>[0]

async function enqueue(input: Input): Promise<OutboxItem> {
  const added = await bench.outbox.handlers['outbox.enqueue'](input)
  if (!added.ok) throw new Error(added.error.code)
  return added.data
}

function item(id: string): OutboxItem {
  const found = bench.temp.store.outbox.get(id)
  if (found === undefined) throw new Error(`no item ${id}`)
  return found
}

describe('sending', () => {
  test('a message is on disk before its answer, and goes out once', async () => {
    const added = await enqueue(toDialog('chat1'))
    expect(added.state).toBe('queued')
    await bench.time.settle()
    expect(item(added.id)).toMatchObject({ state: 'sent', attempts: 1 })
    expect(bench.service.delivered.map(({ id }) => id)).toEqual([added.id])
    const told = bench.events.of('outbox.changed').flatMap(({ upsert }) => upsert.map(({ state }) => state))
    expect(told).toEqual(['queued', 'sending', 'sent'])
  })

  test('what the windows are told holds nothing but what the contract shows', async () => {
    const added = await enqueue(toDialog('chat1'))
    expect(Object.keys(added)).not.toContain('host')
    expect(Object.keys(added)).not.toContain('targetKey')
    expect(Object.keys(added)).not.toContain('confirmedAt')
  })

  test('one target: in order and one at a time, also when the first is slow', async () => {
    bench.service.fates.push('hangs')
    const first = await enqueue(toDialog('chat1', '1'))
    await enqueue(toDialog('chat1', '2'))
    await enqueue(toDialog('chat2', '3'))
    await bench.time.settle()
    expect(bench.service.sends.map(({ text }) => text)).toEqual(['1', '3'])
    expect(item(first.id).state).toBe('sending')
  })

  test('an account has at most three under way, and another account is not held up', async () => {
    bench.service.fates.push('hangs', 'hangs', 'hangs', 'hangs')
    for (const chat of ['1', '2', '3', '4']) await enqueue(toDialog(`chat${chat}`))
    await enqueue({ ...toDialog('chat1'), accountId: accountId('b') })
    await bench.time.settle()
    expect(bench.service.sends).toHaveLength(3)
    expect(bench.otherService.delivered).toHaveLength(1)
  })

  test('a check that fails journals nothing', async () => {
    await bench.dispose()
    bench = createOutboxBench(createOutbox, {
      check: () => fail('accounts.notFound') as never,
    })
    expect(await bench.outbox.handlers['outbox.enqueue'](toDialog('chat1'))).toMatchObject({ ok: false })
    expect(bench.temp.store.outbox.list()).toEqual([])
  })
})

describe('the undo window', () => {
  test('holds as long as asked, or as the settings say, and no longer', async () => {
    await bench.dispose()
    bench = createOutboxBench(createOutbox, { holdSeconds: () => 10 })
    const bySetting = await enqueue(toDialog('chat1'))
    const byInput = await enqueue({ ...toDialog('chat2'), holdSeconds: 2 })
    expect([bySetting.state, byInput.state]).toEqual(['held', 'held'])
    await bench.time.advance(2_000)
    expect([item(bySetting.id).state, item(byInput.id).state]).toEqual(['held', 'sent'])
    await bench.time.advance(8_000)
    expect(item(bySetting.id)).toMatchObject({ state: 'sent', heldUntil: undefined })
  })

  test('what was cancelled in it never leaves, and cannot be cancelled once it has', async () => {
    const held = await enqueue({ ...toDialog('chat1'), holdSeconds: 5 })
    expect(await bench.outbox.handlers['outbox.cancel']({ id: held.id })).toMatchObject({
      ok: true,
      data: { state: 'cancelled' },
    })
    await bench.time.advance(MINUTE)
    expect(bench.service.sends).toEqual([])
    const gone = await enqueue(toDialog('chat1'))
    await bench.time.settle()
    expect(await bench.outbox.handlers['outbox.cancel']({ id: gone.id })).toEqual(fail('outbox.wrongState'))
    expect(await bench.outbox.handlers['outbox.cancel']({ id: 'nobody' })).toEqual(fail('outbox.notFound'))
  })

  test('a message for later waits for its time, through a restart', async () => {
    const notBefore = new Date(bench.time.clock() + DAY).toISOString()
    const later = await enqueue({ ...toDialog('chat1'), notBefore })
    await bench.restart()
    await bench.time.advance(DAY - MINUTE)
    expect(item(later.id).state).toBe('queued')
    await bench.time.advance(2 * MINUTE)
    expect(item(later.id).state).toBe('sent')
  })
})

describe('a refusal', () => {
  test('that is final says why, and the user may try again', async () => {
    bench.service.fates.push(refused('messages.accessError'))
    const { id } = await enqueue(toDialog('chat1'))
    await bench.time.settle()
    expect(item(id)).toMatchObject({ state: 'failed', reason: 'messages.accessError' })
    await bench.outbox.handlers['outbox.retry']({ id })
    await bench.time.settle()
    expect(item(id)).toMatchObject({ state: 'sent', attempts: 2, reason: undefined })
    expect(await bench.outbox.handlers['outbox.retry']({ id })).toEqual(fail('outbox.wrongState'))
  })

  test('by a busy service is repeated with growing waits, not for ever', async () => {
    bench.service.fates.push(...Array.from({ length: 20 }, () => refused('bitrix24.queryLimit', true)))
    const { id } = await enqueue(toDialog('chat1'))
    await bench.time.settle()
    expect(item(id)).toMatchObject({ state: 'queued', reason: 'bitrix24.queryLimit' })
    expect(bench.service.sends).toHaveLength(1)
    await bench.time.advance(1_999)
    expect(bench.service.sends).toHaveLength(1)
    await bench.time.advance(1)
    expect(bench.service.sends).toHaveLength(2)
    await bench.time.advance(DAY)
    expect(bench.service.sends).toHaveLength(8)
    expect(item(id)).toMatchObject({ state: 'failed', reason: 'bitrix24.queryLimit' })
  })

  test('with a time to wait is not repeated before it', async () => {
    bench.service.fates.push(refused('net.rateLimited', true, 30 * MINUTE))
    await enqueue(toDialog('chat1'))
    await bench.time.advance(29 * MINUTE)
    expect(bench.service.sends).toHaveLength(1)
    await bench.time.advance(MINUTE)
    expect(bench.service.delivered).toHaveLength(1)
  })

  test('because the vault is locked or the machine offline is waited out, and ends at once when that changes', async () => {
    bench.service.fates.push(...Array.from({ length: 40 }, () => refused('vault.locked', true)))
    const { id } = await enqueue(toDialog('chat1'))
    await bench.time.advance(60 * MINUTE)
    expect(item(id).state).toBe('queued')
    bench.service.fates.length = 0
    bench.outbox.wake(accountId('b'))
    await bench.time.settle()
    expect(item(id).state).toBe('queued')
    bench.outbox.wake(accountId('a'))
    await bench.time.settle()
    expect(item(id).state).toBe('sent')
  })
})

describe('another time', () => {
  const at = (ms: number) => new Date(bench.time.clock() + ms).toISOString()
  const reschedule = (id: string, notBefore?: string) => bench.outbox.handlers['outbox.reschedule']({ id, notBefore })

  test('holds a message back, or lets it go', async () => {
    const { id } = await enqueue({ ...toDialog('chat1'), notBefore: at(60 * MINUTE) })
    expect(await reschedule(id, at(10 * MINUTE))).toMatchObject({
      data: { state: 'queued', notBefore: at(10 * MINUTE) },
    })
    await bench.time.advance(9 * MINUTE)
    expect(item(id).state).toBe('queued')
    await reschedule(id)
    await bench.time.settle()
    expect(item(id).state).toBe('sent')
    expect(await reschedule(id)).toEqual(fail('outbox.wrongState'))
  })
})
