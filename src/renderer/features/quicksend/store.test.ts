// Catches: a text that is lost, sent twice, or sent to nobody without a word; results that stand at the wrong target.
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { ok } from '../../testing/contract'
import { accountId, outboxItem } from '../../testing/sample'
import { setStage } from '../../testing/stage'
import { hitKey } from './hits'
import type { TargetHit } from './hits'
import { useQuick } from './store'

const hit = (owner: string, dialogId: string): TargetHit => ({
  accountId: accountId(owner),
  target: { kind: 'dialog', dialogId },
  title: `Person ${dialogId}`,
  kind: 'person',
})
const [OLGA, PAVEL, CHESS] = [hit('acme', '1'), hit('acme', '2'), hit('anna', '3')]

const enqueue: NonNullable<FakeHandlers['outbox.enqueueMany']> = ({ accountId: owner, targets }) =>
  ok(
    targets.map(({ target }) =>
      target.kind === 'dialog' && target.dialogId === '2'
        ? { kind: 'refused' as const, target, problem: 'messages.weeklyLimit' as const }
        : { kind: 'journalled' as const, item: outboxItem(`${owner}-x`, { accountId: owner, target }) },
    ),
  )

async function started(handlers: FakeHandlers = {}) {
  const stage = setStage({
    'quicksend.kept': () => ok({ message: { targets: [], text: '' }, aside: [] }),
    'quicksend.keep': () => ok({}),
    'quicksend.hide': () => ok({}),
    'outbox.enqueueMany': enqueue,
    ...handlers,
  })
  const quick = useQuick()
  await quick.start()
  return { ...stage, quick }
}

beforeEach(() => {
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

describe('sending', () => {
  it('hands each account its own targets, once, and begins anew when all went', async () => {
    const { fake, quick } = await started()
    quick.writeTo([OLGA, CHESS])
    quick.write('Hello')
    expect(await quick.send()).toMatchObject({ kind: 'all', message: { targets: [OLGA, CHESS], text: 'Hello' } })
    expect(fake.inputs('outbox.enqueueMany')).toEqual([
      { accountId: 'acme', text: 'Hello', targets: [{ target: OLGA.target, title: 'Person 1' }] },
      { accountId: 'anna', text: 'Hello', targets: [{ target: CHESS.target, title: 'Person 3' }] },
    ])
    expect(quick.message).toEqual({ targets: [], text: '' })
    expect(quick.last).toEqual(OLGA)
  })

  it('keeps whom it could not reach, with the reason and the text', async () => {
    const { quick } = await started()
    quick.writeTo([OLGA, PAVEL])
    quick.write('Hello')
    expect((await quick.send()).kind).toBe('some')
    expect(quick.message).toEqual({ targets: [PAVEL], text: 'Hello' })
    expect([...quick.refusals]).toEqual([[hitKey(PAVEL), 'messages.weeklyLimit']])
  })

  it('keeps all of an account whose call fails', async () => {
    const { quick } = await started({
      'outbox.enqueueMany': (input) =>
        input.accountId === 'anna'
          ? { ok: false, error: { code: 'store.failed', params: {}, retry: 'later' } }
          : enqueue(input),
    })
    quick.writeTo([OLGA, CHESS])
    quick.write('Hello')
    expect((await quick.send()).kind).toBe('some')
    expect([...quick.refusals]).toEqual([[hitKey(CHESS), 'store.failed']])
    expect(quick.message).toEqual({ targets: [CHESS], text: 'Hello' })
  })

  it('sends once, however often Enter is pressed, and keeps what is typed meanwhile', async () => {
    const { fake, quick } = await started()
    quick.writeTo([OLGA])
    quick.write('Hello')
    const first = quick.send()
    expect((await quick.send()).kind).toBe('none')
    quick.write('Hello again')
    expect((await first).kind).toBe('all')
    expect(fake.inputs('outbox.enqueueMany')).toHaveLength(1)
    expect(quick.message.text).toBe(' again')
  })
})

describe('keeping', () => {
  it('has main keep what is typed, after a pause, and at once when the window goes', async () => {
    const { fake, quick } = await started()
    quick.writeTo([OLGA])
    quick.write('Hel')
    await flushPromises()
    quick.write('Hello')
    await flushPromises()
    expect(fake.inputs('quicksend.keep')).toEqual([])
    quick.hide()
    expect(fake.inputs('quicksend.keep')).toEqual([{ message: { targets: [OLGA], text: 'Hello' }, aside: [] }])
    expect(fake.calls.at(-1)?.route).toBe('quicksend.hide')
  })

  it('says when it could not be kept', async () => {
    const { quick } = await started({
      'quicksend.keep': () => ({ ok: false, error: { code: 'store.failed', params: {}, retry: 'later' } }),
    })
    quick.write('Hello')
    await flushPromises()
    await vi.advanceTimersByTimeAsync(1000)
    expect(quick.keepFailed).toBe(true)
  })
})

describe('putting back', () => {
  it('gives way to what was taken back, and loses nothing that is being written', async () => {
    const { quick } = await started()
    quick.writeTo([CHESS])
    quick.write('New')
    quick.putBack({ targets: [OLGA], text: 'Old' })
    expect(quick.message).toEqual({ targets: [OLGA], text: 'Old' })
    quick.takeAside()
    expect(quick.message).toEqual({ targets: [CHESS], text: 'New' })
    quick.takeAside()
    expect(quick.message).toEqual({ targets: [OLGA], text: 'Old' })
  })
})
