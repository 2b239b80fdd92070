// Catches: a notice that follows another of its name and is swept away with it.
import { useToast } from '@bitrix24/b24ui-nuxt/composables/useToast'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { setStage, show } from '../testing/stage'
import { useNotify } from './use-notify'
import type { Notify } from './use-notify'

let notify: Notify
const titles = (): unknown[] =>
  useToast()
    .toasts.value.filter(({ open }) => open !== false)
    .map(({ title }) => title)

beforeEach(async () => {
  vi.useFakeTimers()
  const Asking = defineComponent({
    setup: () => {
      notify = useNotify()
      return () => h('div')
    },
  })
  await show(setStage(), Asking, {})
  useToast().clear()
})
afterEach(() => {
  vi.useRealTimers()
})

async function told(id: string, title: string): Promise<void> {
  notify.show({ id, title })
  await flushPromises()
}

describe('notices', () => {
  it('of one name take each other’s place', async () => {
    await told('outbox:1', 'leaves')
    await told('outbox:2', 'another')
    await told('outbox:1', 'sent')
    expect(titles()).toEqual(['sent', 'another'])
  })

  it('outlive the closing of the one before', async () => {
    await told('outbox:1', 'leaves')
    notify.close('outbox:1')
    await told('outbox:1', 'sent')
    vi.advanceTimersByTime(1000)
    await flushPromises()
    expect(titles()).toEqual(['sent'])
  })

  it('are closed by name', async () => {
    await told('outbox:1', 'leaves')
    notify.close('outbox:1')
    expect(titles()).toEqual([])
  })
})
