import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, ok } from '../../shared/contract/result'
import type { OutputOf } from '../../shared/contract/index'
import type { OutboxItem } from '../../shared/contract/outbox'
import { refused } from '../testing/fake-messages'
import { createOutboxBench, passes, toDialog, type BenchDeps, type OutboxBench } from '../testing/outbox-bench'
import { accountId, outboxItem } from '../testing/records'
import { createOutbox, type OutboxCapability } from './outbox'

let bench: OutboxBench<OutboxCapability>
const MINUTE = 60_000

beforeEach(() => {
  bench = createOutboxBench(createOutbox)
})

afterEach(async () => {
  await bench.dispose()
})

type Handlers = OutboxCapability['handlers']
type Many = Parameters<Handlers['outbox.enqueueMany']>[0]

const dialogs = (...chats: readonly string[]): Many['targets'] =>
  chats.map((dialogId) => ({ target: { kind: 'dialog' as const, dialogId }, title: `Chat ${dialogId}` }))
const toMany = (more: Partial<Many> = {}): Many => ({
  accountId: accountId('a'),
  text: 'hello',
  targets: dialogs('chat1', 'chat2', 'chat3'),
  ...more,
})

async function must<T>(answer: unknown): Promise<T> {
  const result = (await answer) as { ok: boolean; data?: T; error?: { code: string } }
  if (!result.ok) throw new Error(result.error?.code)
  return result.data as T
}
const enqueue = (input: Parameters<Handlers['outbox.enqueue']>[0]): Promise<OutboxItem> =>
  must(bench.outbox.handlers['outbox.enqueue'](input))
const items = () => bench.temp.store.outbox.list()
const states = () => items().map(({ state }) => state)

/** A check that refuses some dialogs. */
const refusing =
  (...dialogIds: readonly string[]): BenchDeps['check'] =>
  ({ target }) => {
    const passed = passes()
    if (!passed.ok || target.kind !== 'dialog' || !dialogIds.includes(target.dialogId)) return passed
    return ok({ ...passed.data, canSend: false, problems: ['messages.empty'] })
  }

describe('one message to several', () => {
  const results = (input: Many) =>
    must<OutputOf<'outbox.enqueueMany'>>(bench.outbox.handlers['outbox.enqueueMany'](input))

  test('is one item each, in order, in one step, told at once and with a common batch', async () => {
    const answered = await results(toMany({ holdSeconds: 5 }))
    expect(answered.map((one) => one.kind === 'journalled' && one.item.targetTitle)).toEqual([
      'Chat chat1',
      'Chat chat2',
      'Chat chat3',
    ])
    expect(new Set(items().map(({ batchId }) => batchId)).size).toBe(1)
    expect(items()[0]?.batchId).toBeDefined()
    expect(bench.events.of('outbox.changed').map(({ upsert }) => upsert.length)).toEqual([3])
    await bench.time.advance(5_000)
    expect(states()).toEqual(['sent', 'sent', 'sent'])
  })

  test('names what each one is refused for, and the others go all the same', async () => {
    await bench.dispose()
    bench = createOutboxBench(createOutbox, { check: refusing('chat2') })
    expect((await results(toMany())).map((one) => (one.kind === 'refused' ? one.problem : one.kind))).toEqual([
      'journalled',
      'messages.empty',
      'journalled',
    ])
    await bench.time.settle()
    expect(bench.service.delivered).toHaveLength(2)
  })

  test('goes once to a target that is named twice', async () => {
    const answered = await results(toMany({ targets: dialogs('chat1', 'chat2', 'chat1') }))
    expect(answered[0]).toEqual(answered[2])
    expect(items()).toHaveLength(2)
  })

  test('is journalled whole or not at all', async () => {
    const insert = bench.temp.store.outbox.insert.bind(bench.temp.store.outbox)
    let room = 2
    Object.assign(bench.temp.store.outbox, {
      insert: (...given: Parameters<typeof insert>) => {
        if (room === 0) throw new Error('database or disk is full')
        room -= 1
        insert(...given)
      },
    })
    expect(await bench.outbox.handlers['outbox.enqueueMany'](toMany())).toEqual(fail('store.failed', 'later'))
    await bench.time.settle()
    expect(items()).toEqual([])
    expect(bench.service.sends).toEqual([])
    expect(bench.events.of('outbox.changed')).toEqual([])
    expect(bench.temp.store.recentTargets.list()).toEqual([])
  })

  test('is remembered with its targets, each as often as it was written to', async () => {
    await results(toMany())
    await results(toMany({ targets: dialogs('chat2') }))
    await enqueue({ ...toDialog('7'), targetTitle: 'Ann' })
    const recent = bench.temp.store.recentTargets.list().map(({ title, kind, uses }) => [title, kind, uses])
    expect(recent).toContainEqual(['Chat chat1', 'chat', 1])
    expect(recent).toContainEqual(['Chat chat2', 'chat', 2])
    expect(recent).toContainEqual(['Ann', 'person', 1])
  })
})

describe('a message written instead of another', () => {
  test.each(['held', 'queued', 'failed'] as const)('cancels the %s one in the same step', async (state) => {
    if (state === 'failed') bench.service.fates.push(refused('messages.accessError'))
    if (state === 'queued') bench.service.fates.push(refused('bitrix24.queryLimit', true, 10 * MINUTE))
    const old = await enqueue({ ...toDialog('chat1', 'old'), holdSeconds: state === 'held' ? 30 : 0 })
    await bench.time.settle()
    expect(states()).toEqual([state])
    const told = bench.events.of('outbox.changed').length
    await enqueue({ ...toDialog('chat1', 'new'), replaces: old.id })
    expect(bench.events.of('outbox.changed')[told]?.upsert.map((item) => item.state)).toEqual(['cancelled', 'queued'])
    await bench.time.advance(MINUTE)
    expect(states()).toEqual(['cancelled', 'sent'])
    expect(bench.service.delivered.map(({ text }) => text)).toEqual(['new'])
  })

  test('is not written when the old one has left meanwhile, or is not there', async () => {
    const old = await enqueue(toDialog('chat1', 'old'))
    await bench.time.settle()
    const { handlers } = bench.outbox
    expect(await handlers['outbox.enqueue']({ ...toDialog('chat1', 'new'), replaces: old.id })).toEqual(
      fail('outbox.wrongState'),
    )
    expect(await handlers['outbox.enqueueMany'](toMany({ replaces: 'nobody' }))).toEqual(fail('outbox.notFound'))
    expect(items()).toHaveLength(1)
  })

  test('leaves the old one alone when none of the new ones passes its check', async () => {
    await bench.dispose()
    bench = createOutboxBench(createOutbox, { check: refusing('chat2') })
    const old = await enqueue({ ...toDialog('chat1', 'old'), holdSeconds: 30 })
    await bench.outbox.handlers['outbox.enqueueMany'](toMany({ targets: dialogs('chat2'), replaces: old.id }))
    expect(states()).toEqual(['held'])
  })
})

describe('many at once', () => {
  /** Written straight into the journal: the way there is not what is tested. */
  function inserted(count: number, state: OutboxItem['state']): string[] {
    const ids = Array.from({ length: count }, (_, number) => `item-${String(number)}`)
    bench.temp.store.transaction(() => {
      for (const id of ids) bench.temp.store.outbox.insert(outboxItem(id, { state }))
    })
    return ids
  }

  /** Failed messages to one chat, numbered. */
  async function failedOnes(count: number): Promise<string[]> {
    bench.service.fates.push(...Array.from({ length: count }, () => refused('messages.accessError')))
    const ids: string[] = []
    for (let number = 0; number < count; number += 1) ids.push((await enqueue(toDialog('chat1', String(number)))).id)
    await bench.time.advance(MINUTE)
    expect(new Set(states())).toEqual(new Set(['failed']))
    return ids
  }

  test('retried go in the order in which they were written, whatever order is asked for', async () => {
    const ids = await failedOnes(5)
    const answered = await must<OutboxItem[]>(
      bench.outbox.handlers['outbox.retryMany']({ ids: [...ids].reverse().concat('nobody') }),
    )
    expect(answered).toHaveLength(5)
    await bench.time.advance(MINUTE)
    expect(bench.service.delivered.map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4'])
  })

  test('retried in several pieces are queued in that order too: what is sent between two pieces overtakes nobody', async () => {
    const ids = inserted(450, 'failed')
    bench.outbox.suspend()
    const answer = bench.outbox.handlers['outbox.retryMany']({ ids: [...ids].reverse() })
    await bench.time.advance(1)
    expect((await must<OutboxItem[]>(answer)).map(({ id }) => id)).toEqual(ids)
    expect(bench.events.of('outbox.changed').flatMap(({ upsert }) => upsert.map(({ id }) => id))).toEqual(ids)
  })

  test('cancelled are told in one go; those that have left are passed over', async () => {
    const ids = await failedOnes(3)
    const sent = await enqueue(toDialog('chat2', 'left'))
    await bench.time.settle()
    const told = bench.events.of('outbox.changed').length
    const answered = await must<OutboxItem[]>(bench.outbox.handlers['outbox.cancelMany']({ ids: [sent.id, ...ids] }))
    expect(answered.map(({ id }) => id)).toEqual(ids)
    expect(bench.events.of('outbox.changed').slice(told)).toHaveLength(1)
    expect(states()).toEqual(['cancelled', 'cancelled', 'cancelled', 'sent'])
  })

  test('are taken in pieces, so that the app stays awake, and all of them are answered', async () => {
    const ids = inserted(450, 'failed')
    const told = bench.events.of('outbox.changed').length
    const answer = bench.outbox.handlers['outbox.cancelMany']({ ids })
    await bench.time.settle()
    await bench.time.advance(1)
    expect(await must<OutboxItem[]>(answer)).toHaveLength(450)
    expect(
      bench.events
        .of('outbox.changed')
        .slice(told)
        .map(({ upsert }) => upsert.length),
    ).toEqual([200, 200, 50])
  })

  test('only what is over and done with can be removed, with its attempts, and the windows are told', async () => {
    const [cancelled = '', failed = ''] = await failedOnes(2)
    await bench.outbox.handlers['outbox.cancel']({ id: cancelled })
    const sent = await enqueue(toDialog('chat2'))
    await bench.time.settle()
    const held = await enqueue({ ...toDialog('chat3'), holdSeconds: 30 })
    const asked = { ids: [cancelled, failed, sent.id, held.id, 'nobody'] }
    expect((await must<string[]>(bench.outbox.handlers['outbox.remove'](asked))).toSorted()).toEqual(
      [cancelled, sent.id].toSorted(),
    )
    expect(items().map(({ id }) => id)).toEqual([failed, held.id])
    expect(bench.temp.store.outbox.attempts(sent.id)).toEqual([])
    expect(bench.events.of('outbox.changed').at(-1)).toMatchObject({ upsert: [] })
    expect(bench.events.of('outbox.changed').at(-1)?.remove.toSorted()).toEqual([cancelled, sent.id].toSorted())
    expect(await bench.outbox.handlers['outbox.attempts']({ id: sent.id })).toEqual(fail('outbox.notFound'))
    expect(await must(bench.outbox.handlers['outbox.attempts']({ id: failed }))).toMatchObject([
      { attempt: 1, outcome: 'failed', code: 'messages.accessError' },
    ])
  })
})
