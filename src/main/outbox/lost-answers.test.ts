import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OutboxItem } from '../../shared/contract/outbox'
import { fail, ok } from '../../shared/contract/result'
import { refused } from '../testing/fake-messages'
import { createOutboxBench, toDialog, toPerson, type OutboxBench } from '../testing/outbox-bench'
import { LINE_CODE, accountId } from '../testing/records'
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

describe('a lost answer', () => {
  test('to a dialog message is read back: what arrived is not sent again', async () => {
    bench.service.fates.push('lostAfter')
    const { id } = await enqueue(toDialog('chat1'))
    await bench.time.advance(MINUTE)
    expect(item(id).state).toBe('sent')
    expect(bench.service.sends).toHaveLength(1)
  })

  test('to a message whose port threw may be delivered: it is read back, and the bug is in the log', async () => {
    bench.service.fates.push('throws')
    const { id } = await enqueue(toDialog('chat1'))
    await bench.time.advance(MINUTE)
    expect(item(id).state).toBe('sent')
    expect(bench.service.sends).toHaveLength(1)
    expect(bench.log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', message: 'a port threw', data: { message: 'a bug of the port' } }),
    )
  })

  test('to a dialog message that did not arrive is repeated with the same id', async () => {
    bench.service.fates.push('lostBefore')
    const { id } = await enqueue(toDialog('chat1'))
    await bench.time.advance(MINUTE)
    expect(bench.service.sends.map((message) => message.id)).toEqual([id, id])
    expect(bench.service.delivered).toHaveLength(1)
    expect(item(id)).toMatchObject({ state: 'sent', attempts: 2 })
  })

  test('again and again is left to the user in the end', async () => {
    bench.service.fates.push(...Array.from({ length: 20 }, () => 'lostBefore' as const))
    const { id } = await enqueue(toDialog('chat1'))
    await bench.time.advance(DAY)
    expect(item(id)).toMatchObject({ state: 'needsDecision', reason: 'outbox.unknownOutcome', attempts: 4 })
  })

  test('to a network message is never repeated by itself: the user is asked, with what is known', async () => {
    bench.service.fates.push('lostAfter')
    const startedAt = new Date(bench.time.clock()).toISOString()
    const { id } = await enqueue(toPerson('5'))
    await bench.time.advance(DAY)
    bench.outbox.wake()
    await bench.time.advance(DAY)
    expect(bench.service.sends).toHaveLength(1)
    expect(item(id)).toMatchObject({
      state: 'needsDecision',
      reason: 'outbox.unknownOutcome',
      evidence: { attemptedAt: startedAt, phase: 'unknown', detail: 'net.timeout' },
    })
  })

  test('to a network message is not repeated even if its port says that is safe', async () => {
    bench.service.fates.push('lostBefore')
    bench.service.readBack = () => ok({ found: 'no', resendSafe: true })
    const { id } = await enqueue(toPerson('5'))
    await bench.time.advance(DAY)
    expect(bench.service.sends).toHaveLength(1)
    expect(item(id).state).toBe('needsDecision')
  })

  test('that cannot be read back offline is read later; the ones behind it wait', async () => {
    bench.service.fates.push('lostAfter')
    let offline = true
    bench.service.readBack = () => (offline ? fail('net.offline', 'later') : ok({ found: 'yes', resendSafe: true }))
    const { id } = await enqueue(toDialog('chat1', '1'))
    await enqueue(toDialog('chat1', '2'))
    await bench.time.settle()
    expect(item(id).state).toBe('sending')
    offline = false
    bench.outbox.wake(accountId('a'))
    await bench.time.settle()
    expect(item(id).state).toBe('sent')
    expect(bench.service.sends.map(({ text }) => text)).toEqual(['1', '2'])
  })

  test.each([
    ['bitrix24.queryLimit', 4, 9],
    ['net.offline', 59, 66],
    ['net.timeout', 59, 66],
  ] as const)('that can never be read back (%s) is put to the user after some time', async (code, before, after) => {
    bench.service.fates.push('lostAfter')
    bench.service.readBack = () => fail(code, 'later')
    const { id } = await enqueue(toDialog('chat1'))
    await bench.time.advance(before * MINUTE)
    expect(item(id).state).toBe('sending')
    await bench.time.advance((after - before) * MINUTE)
    expect(item(id).state).toBe('needsDecision')
    expect(item(id).evidence).toMatchObject({ found: undefined, readAt: undefined })
  })
})

describe('a decision', () => {
  async function undecided(userId = '5'): Promise<string> {
    bench.service.fates.push('lostAfter')
    const { id } = await enqueue(toPerson(userId))
    await bench.time.settle()
    return id
  }

  test('"it arrived" takes the weekly slot at the time of the attempt', async () => {
    const attemptedAt = new Date(bench.time.clock()).toISOString()
    const id = await undecided()
    await bench.time.advance(DAY)
    await bench.outbox.handlers['outbox.resolve']({ id, as: 'sent' })
    expect(item(id)).toMatchObject({ state: 'sent', sentAt: attemptedAt })
    const slot = bench.temp.store.lines.slot({ host: 'portal.example', lineCode: LINE_CODE, userId: '5' })
    expect(slot).toEqual({ lastSentAt: attemptedAt, confirmed: false, unlimited: false })
  })

  test('"drop it" ends it', async () => {
    const id = await undecided()
    await bench.outbox.handlers['outbox.resolve']({ id, as: 'discard' })
    await bench.time.advance(DAY)
    expect(item(id).state).toBe('cancelled')
    expect(bench.service.sends).toHaveLength(1)
  })

  test('"send again" that meets the weekly limit says that the first one very likely arrived', async () => {
    const id = await undecided()
    bench.service.fates.push(refused('messages.weeklyLimit'))
    await bench.outbox.handlers['outbox.resolve']({ id, as: 'resend' })
    await bench.time.settle()
    expect(item(id)).toMatchObject({ state: 'failed', reason: 'messages.likelyDelivered' })
  })

  test('is only for items that need one', async () => {
    const { id } = await enqueue(toDialog('chat1'))
    expect(await bench.outbox.handlers['outbox.resolve']({ id, as: 'resend' })).toEqual(fail('outbox.wrongState'))
  })
})

describe('open channels', () => {
  const key = { host: 'portal.example', lineCode: LINE_CODE, userId: '5' }

  test('a message that went out takes the slot and is remembered with its line', async () => {
    const sentAt = new Date(bench.time.clock()).toISOString()
    await enqueue(toPerson('5'))
    await bench.time.settle()
    expect(bench.temp.store.lines.slot(key)).toEqual({
      lastSentAt: sentAt,
      confirmed: true,
      unlimited: false,
    })
    expect(bench.temp.store.lines.list(accountId('a'))).toEqual([
      { lineCode: LINE_CODE, name: LINE_CODE, lastUsedAt: sentAt, joined: true },
    ])
  })

  test('a limit the service tells of without a lost answer before is just that', async () => {
    bench.service.fates.push(refused('messages.weeklyLimit'))
    const { id } = await enqueue(toPerson('5'))
    await bench.time.settle()
    expect(item(id)).toMatchObject({ state: 'failed', reason: 'messages.weeklyLimit' })
    expect(bench.temp.store.lines.slot(key)?.lastSentAt).toBe(new Date(bench.time.clock()).toISOString())
  })

  test('a second message that gets through within the week shows that there is no limit', async () => {
    await enqueue(toPerson('5'))
    await bench.time.advance(DAY)
    await enqueue(toPerson('5'))
    await bench.time.settle()
    expect(bench.temp.store.lines.slot(key)?.unlimited).toBe(true)
  })

  test('one a week never looks unlimited', async () => {
    await enqueue(toPerson('5'))
    await bench.time.advance(8 * DAY)
    await enqueue(toPerson('5'))
    await bench.time.settle()
    expect(bench.temp.store.lines.slot(key)?.unlimited).toBe(false)
  })
})

describe('an account that goes', () => {
  test('takes what was finished with it; what never left stays, failed, and is told', async () => {
    const sent = await enqueue(toDialog('chat1'))
    await bench.time.settle()
    const held = await enqueue({ ...toDialog('chat2'), holdSeconds: 30 })
    bench.temp.store.transaction(() => {
      bench.outbox.accountRemoving(accountId('a'))
    })
    bench.accounts.remove(accountId('a'))
    bench.outbox.accountRemoved(accountId('a'))
    await bench.time.advance(MINUTE)
    expect(item(held.id)).toMatchObject({ state: 'failed', reason: 'outbox.accountGone' })
    expect(bench.temp.store.outbox.get(sent.id)).toBeUndefined()
    expect(bench.service.sends).toHaveLength(1)
    const told = bench.events.of('outbox.changed').at(-1)
    expect(told).toMatchObject({ remove: [sent.id], upsert: [{ id: held.id, state: 'failed' }] })
  })

  test('and a retry of what it left behind fails the same way instead of waiting for ever', async () => {
    const held = await enqueue({ ...toDialog('chat2'), holdSeconds: 30 })
    bench.outbox.accountRemoving(accountId('a'))
    bench.accounts.remove(accountId('a'))
    await bench.outbox.handlers['outbox.retry']({ id: held.id })
    await bench.time.settle()
    expect(item(held.id)).toMatchObject({ state: 'failed', reason: 'outbox.accountGone' })
  })
})
