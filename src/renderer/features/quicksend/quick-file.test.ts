// Catches: a file that is forgotten or goes twice, a message that leaves before its file is whole, a file where none can go.
import { flushPromises } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { FakeHandlers } from '../../testing/fake-bellhop'
import { ok } from '../../testing/contract'
import { accountId, outboxItem } from '../../testing/sample'
import { setStage, show } from '../../testing/stage'
import type { TargetHit } from './hits'
import QuickFile from './QuickFile.vue'
import { useQuick } from './store'

const KEPT = { fileId: '11111111-1111-4111-8111-111111111111', name: 'plan.pdf', size: 5 }
const file = new File(['hello'], KEPT.name)
const dialog = (dialogId: string): TargetHit => ({
  ...{ accountId: accountId('acme'), target: { kind: 'dialog', dialogId }, title: dialogId, kind: 'person' },
})
const [OLGA, PAVEL] = [dialog('1'), dialog('2')]
const NETWORK: TargetHit = { ...OLGA, target: { kind: 'network', lineCode: 'a'.repeat(32), userId: '1' } }

const enqueue: NonNullable<FakeHandlers['outbox.enqueueMany']> = ({ targets }) =>
  ok(
    targets.map(({ target }) =>
      target.kind === 'dialog' && target.dialogId === '2'
        ? { kind: 'refused' as const, target, problem: 'messages.noRecipient' as const }
        : { kind: 'journalled' as const, item: outboxItem('x', { target }) },
    ),
  )

async function started(handlers: FakeHandlers = {}) {
  const stage = setStage({
    'quicksend.kept': () => ok({ message: { targets: [], text: '' }, aside: [] }),
    'quicksend.keep': () => ok({}),
    'outbox.enqueueMany': enqueue,
    'outbox.keepFile': () => ok(KEPT),
    'outbox.appendFile': () => ok({ kept: true }),
    'outbox.dropFile': () => ok({}),
    ...handlers,
  })
  const quick = useQuick()
  await quick.start()
  return { stage, quick }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  return () => vi.useRealTimers()
})

describe('a file in quick-send', () => {
  it('goes along without a text, is kept over a restart, and is gone with the message', async () => {
    const { stage, quick } = await started()
    quick.writeTo([OLGA])
    quick.carry(KEPT)
    await vi.advanceTimersByTimeAsync(400)
    expect(stage.fake.inputs('quicksend.keep').at(-1)?.message).toEqual({ targets: [OLGA], text: '', file: KEPT })
    expect((await quick.send()).kind).toBe('all')
    expect(stage.fake.inputs('outbox.enqueueMany')).toMatchObject([{ text: '', file: KEPT }])
    expect(quick.message).toEqual({ targets: [], text: '' })
  })

  it('stays with those who were refused, and comes back with what is taken back', async () => {
    const { quick } = await started()
    quick.writeTo([OLGA, PAVEL])
    quick.carry(KEPT)
    const sent = await quick.send()
    expect(quick.message).toMatchObject({ targets: [PAVEL], file: KEPT })
    expect(sent).toMatchObject({ kind: 'some', message: { file: KEPT } })
    quick.putBack({ targets: [OLGA], text: 'other' })
    expect(quick.aside).toEqual([{ targets: [PAVEL], text: '', file: KEPT }])
  })

  it('holds the message back until it is whole', async () => {
    const whole = Promise.withResolvers<ReturnType<typeof ok<{ kept: boolean }>>>()
    const { stage, quick } = await started({ 'outbox.appendFile': () => whole.promise })
    const wrapper = await show(stage, QuickFile, { targets: [OLGA], given: undefined })
    quick.writeTo([OLGA])
    quick.write('Hello')
    await wrapper.setProps({ given: { files: [file], folder: false } })
    await flushPromises()
    expect((await quick.send()).kind).toBe('none')
    whole.resolve(ok({ kept: true }))
    await vi.waitFor(() => {
      expect(quick.message.file).toEqual(KEPT)
    })
    expect(wrapper.text()).toContain('plan.pdf')
    expect((await quick.send()).kind).toBe('all')
    wrapper.unmount()
  })

  it('is not read where nobody can get one, and it is said', async () => {
    const { stage } = await started()
    const wrapper = await show(stage, QuickFile, { targets: [NETWORK], given: undefined })
    await wrapper.setProps({ given: { files: [file], folder: false } })
    await flushPromises()
    expect(wrapper.text()).toContain('Files cannot be sent there')
    expect(stage.fake.inputs('outbox.keepFile')).toEqual([])
    wrapper.unmount()
  })
})
