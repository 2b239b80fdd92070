// Catches: a notice that stands for ever, one that goes before it was read, an Undo that loses words or says nothing.
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { ok } from '../../testing/contract'
import { accountId, outboxItem } from '../../testing/sample'
import type { OutboxItem } from '../../testing/sample'
import { setStage, use } from '../../testing/stage'
import type { TargetHit } from './hits'
import { useSent } from './use-sent'

const hit = (title: string): TargetHit => ({
  accountId: accountId('acme'),
  target: { kind: 'dialog', dialogId: title },
  title,
  kind: 'person',
})
const MESSAGE = { targets: [hit('Olga'), hit('Pavel')], text: 'Hello' }
const item = (id: string, more: Partial<OutboxItem> = {}): OutboxItem =>
  outboxItem(id, { state: 'held', updatedAt: '2026-11-20T10:00:00.000Z', ...more })
const later = { updatedAt: '2026-11-20T10:00:05.000Z' }

async function told(handlers: FakeHandlers = {}) {
  const stage = setStage(handlers)
  const { value: sent, end } = await use(stage, useSent)
  sent.tell(
    MESSAGE,
    MESSAGE.targets.map((one) => ({ hit: one, item: item(one.title) })),
  )
  await flushPromises()
  const become = async (...items: OutboxItem[]): Promise<void> => {
    stage.fake.emit('outbox.changed', { upsert: items, remove: [] })
    await flushPromises()
  }
  return { ...stage, sent, end, become, phases: () => sent.list.value.map(({ phase }) => phase) }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('what was sent', () => {
  it('is told while it is held, then what became of it, and goes by itself', async () => {
    const { become, end, phases } = await told()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(phases()).toEqual(['held'])
    await become(item('Olga', { ...later, state: 'sent' }), item('Pavel', { ...later, state: 'sending' }))
    expect(phases()).toEqual(['leaving'])
    await become(item('Pavel', { ...later, state: 'sent' }))
    expect(phases()).toEqual(['sent'])
    await vi.advanceTimersByTimeAsync(3_000)
    expect(phases()).toEqual([])
    end()
  })

  it('stays while somebody points at it, but not for ever', async () => {
    const { become, end, phases, sent } = await told()
    sent.read.value = true
    await become(item('Olga', { ...later, state: 'sent' }), item('Pavel', { ...later, state: 'sent' }))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(phases()).toEqual(['sent'])
    await vi.advanceTimersByTimeAsync(20_000)
    expect(phases()).toEqual([])
    end()
  })

  it('goes at once where it was taken back elsewhere', async () => {
    const { become, end, phases } = await told()
    await become(item('Olga', { ...later, state: 'cancelled' }), item('Pavel', { ...later, state: 'cancelled' }))
    await vi.advanceTimersByTimeAsync(1)
    expect(phases()).toEqual([])
    end()
  })

  it('comes back whole', async () => {
    const { end, phases, sent } = await told({
      'quicksend.takeBack': ({ ids }) => ok(ids.map((id) => item(id, { state: 'cancelled' }))),
    })
    const [first] = sent.list.value
    expect(first && (await sent.takeBack(first))).toEqual(MESSAGE)
    expect(phases()).toEqual([])
    end()
  })

  it('comes back for those it had not left for', async () => {
    const { end, sent } = await told({ 'quicksend.takeBack': () => ok([item('Pavel', { state: 'cancelled' })]) })
    const [first] = sent.list.value
    expect(first && (await sent.takeBack(first))).toEqual({ ...MESSAGE, targets: [hit('Pavel')] })
    end()
  })

  it('says when it is too late', async () => {
    const { end, phases, sent } = await told({ 'quicksend.takeBack': () => ok([]) })
    const [first] = sent.list.value
    expect(first && (await sent.takeBack(first))).toBeUndefined()
    expect(phases()).toEqual(['late'])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(phases()).toEqual([])
    end()
  })
})
