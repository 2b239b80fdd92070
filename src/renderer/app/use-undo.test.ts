// Catches: a held message without its Undo, a failure that is not told, old news told again at every start.
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { useMessages } from '../features/messages'
import { useOutbox } from '../features/outbox'
import { ok } from '../testing/contract'
import { setStage, use } from '../testing/stage'
import { accountId, outboxItem } from '../testing/sample'
import type { OutboxItem } from '../testing/sample'
import { useUndo } from './use-undo'

/** Those that are not being closed: the kit sweeps them away a moment later. */
const notices = () => useToast().toasts.value.filter(({ open }) => open !== false)
const later = (ms: number): string => new Date(Date.now() + ms).toISOString()

/** Seconds after what a sample item was last changed. */
const after = (seconds: number): string => `2026-11-20T10:00:0${seconds}.000Z`

async function stage(items: OutboxItem[]) {
  const made = setStage({
    'outbox.list': () => ok(items),
    'outbox.cancel': ({ id }) => ok(outboxItem(id, { state: 'cancelled', updatedAt: after(2) })),
  })
  useToast().clear()
  const { end } = await use(made, useUndo)
  await useOutbox().start()
  await flushPromises()
  return { ...made, end }
}

describe('useUndo', () => {
  it('offers Undo while a message is held, and undoes', async () => {
    const { fake, end } = await stage([])
    fake.emit('outbox.changed', { upsert: [outboxItem('o', { state: 'held', heldUntil: later(5000) })], remove: [] })
    await flushPromises()
    const notice = notices().find(({ id }) => id === 'outbox:o')
    expect(notice?.title).toContain('Ольга')
    const undo = notice?.actions?.[0]?.onClick as unknown as () => void
    undo()
    await flushPromises()
    expect(fake.inputs('outbox.cancel')).toEqual([{ id: 'o' }])
    expect(notices().map(({ title }) => title)).toEqual(['Not sent'])
    end()
  })

  it('tells a failure with its reason', async () => {
    const { fake, end } = await stage([])
    fake.emit('outbox.changed', {
      upsert: [outboxItem('o', { state: 'failed', reason: 'messages.weeklyLimit' })],
      remove: [],
    })
    await flushPromises()
    expect(notices()[0]?.description).toMatch(/\S/)
    end()
  })

  it.each(['held in the notice', 'cancelled in the outbox'])(
    'puts the text back into the composer: %s',
    async (way) => {
      const { fake, end } = await stage([])
      fake.emit('outbox.changed', { upsert: [outboxItem('o', { state: 'held', heldUntil: later(5000) })], remove: [] })
      await flushPromises()
      if (way === 'cancelled in the outbox') await useOutbox().cancel('o')
      else (notices()[0]?.actions?.[0]?.onClick as unknown as () => void)()
      await flushPromises()
      const { text, recipients, lineCode } = useMessages().of(accountId('acme'))
      expect([text, recipients[0]?.title, lineCode]).toEqual(['Здравствуйте!', 'Ольга Николаева', 'a'.repeat(32)])
      expect(notices()[0]?.description).toMatch(/composer/)
      end()
    },
  )

  it('writes over nothing that was typed since, and promises nothing', async () => {
    const { fake, end } = await stage([])
    fake.emit('outbox.changed', { upsert: [outboxItem('o', { state: 'held', heldUntil: later(5000) })], remove: [] })
    await flushPromises()
    useMessages().of(accountId('acme')).text = 'the next one'
    await useOutbox().cancel('o')
    await flushPromises()
    expect(useMessages().of(accountId('acme')).text).toBe('the next one')
    expect(notices()[0]).toMatchObject({ title: 'Not sent', description: '' })
    end()
  })

  it('leaves the composer alone when a queued message is cancelled', async () => {
    const { end } = await stage([outboxItem('o', { state: 'queued' })])
    await useOutbox().cancel('o')
    await flushPromises()
    expect(useMessages().of(accountId('acme')).text).toBe('')
    end()
  })

  it.each([
    ['it arrived', 'sent'],
    ['send again', 'queued'],
    ['discard', 'cancelled'],
    ['its account went', undefined],
  ] as const)('stops asking whether it arrived once that is settled: %s', async (_how, state) => {
    const { fake, end } = await stage([outboxItem('o', { state: 'sending' })])
    fake.emit('outbox.changed', {
      upsert: [outboxItem('o', { state: 'needsDecision', updatedAt: after(1) })],
      remove: [],
    })
    await flushPromises()
    expect(notices()).toMatchObject([{ duration: 0 }])
    const upsert = state ? [outboxItem('o', { state, updatedAt: after(2) })] : []
    fake.emit('outbox.changed', { upsert, remove: state ? [] : ['o'] })
    await flushPromises()
    expect(notices().filter(({ duration }) => duration === 0)).toEqual([])
    end()
  })

  it('does not tell what was there before', async () => {
    const { end } = await stage([
      outboxItem('old', { state: 'failed', reason: 'messages.weeklyLimit' }),
      outboxItem('sent', { state: 'sent' }),
    ])
    expect(notices()).toEqual([])
    end()
  })
})
