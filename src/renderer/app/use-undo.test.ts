// Catches: a held message without its Undo, a failure that is not told, old news told again at every start.
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { useOutbox } from '../features/outbox'
import { ok } from '../testing/contract'
import { setStage, use } from '../testing/stage'
import { outboxItem } from '../testing/sample'
import type { OutboxItem } from '../testing/sample'
import { useUndo } from './use-undo'

/** Those that are not being closed: the kit sweeps them away a moment later. */
const notices = () => useToast().toasts.value.filter(({ open }) => open !== false)
const later = (ms: number): string => new Date(Date.now() + ms).toISOString()

async function stage(items: OutboxItem[]) {
  const made = setStage({
    'outbox.list': () => ok(items),
    'outbox.cancel': ({ id }) => ok(outboxItem(id, { state: 'cancelled', updatedAt: later(1) })),
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

  it('does not tell what was there before', async () => {
    const { end } = await stage([
      outboxItem('old', { state: 'failed', reason: 'messages.weeklyLimit' }),
      outboxItem('sent', { state: 'sent' }),
    ])
    expect(notices()).toEqual([])
    end()
  })
})
