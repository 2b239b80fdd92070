// Catches: a switch that turns another one along, one that shows what main refused, and two that overwrite each other.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { computed, defineComponent, h } from 'vue'
import type { ResultOf } from '../../../shared/contract'
import { ok } from '../../testing/contract'
import { account, accountId } from '../../testing/sample'
import { setStage, show } from '../../testing/stage'
import NotificationSwitches from './NotificationSwitches.vue'
import { useAccounts } from './store'

const ACME = account('acme', {
  notifications: { toast: true, sound: true, preview: true, badge: true, doNotDisturb: false },
})
const NAMES = ['Show notifications', 'Play a sound', 'Show what is written', 'Count in the badge', 'Do not disturb']

async function switches() {
  const stage = setStage({
    'accounts.list': () => ok([ACME]),
    'accounts.update': ({ notifications }) => ok({ ...ACME, notifications: notifications ?? ACME.notifications }),
  })
  await useAccounts().start()
  const Page = defineComponent({
    setup() {
      const current = computed(() => useAccounts().byId.get(accountId('acme')))
      return () => current.value && h(NotificationSwitches, { account: current.value })
    },
  })
  await show(stage, Page)
  const all = [...document.querySelectorAll<HTMLElement>('[role=switch]')]
  const states = (): string[] => all.map((each) => each.getAttribute('aria-checked') ?? '')
  const sent = () => stage.fake.inputs('accounts.update').map(({ notifications }) => notifications)
  return { ...stage, all, states, sent }
}

afterEach(() => {
  document.body.innerHTML = ''
})

describe('peers 25: sound, toast and preview are separate, per account', () => {
  it.each(NAMES.map((name, at) => [name, at] as const))('%s turns nothing else', async (name, at) => {
    const { all, states } = await switches()
    const before = states()
    const label = document.querySelector(`label[for="${all[at]?.id ?? ''}"]`)
    expect(label?.textContent?.trim()).toBe(name)
    all[at]?.click()
    await flushPromises()
    expect(
      states()
        .map((state, index) => (state === before[index] ? [] : [index]))
        .flat(),
    ).toEqual([at])
  })

  it('is in effect at once, and back where main refused', async () => {
    const { all, states, fake, sent } = await switches()
    let answer: (result: ResultOf<'accounts.update'>) => void = () => undefined
    fake.answer({ 'accounts.update': () => new Promise((done) => (answer = done)) })
    all[1]?.click()
    await flushPromises()
    expect(states()[1]).toBe('false')
    expect(sent()).toEqual([{ ...ACME.notifications, sound: false }])
    answer({ ok: false, error: { code: 'store.failed', params: {}, retry: 'later' } })
    await flushPromises()
    expect(states()).toEqual(['true', 'true', 'true', 'true', 'false'])
  })

  it('two pressed one after the other are both kept', async () => {
    const { all, sent } = await switches()
    all[0]?.click()
    all[2]?.click()
    await flushPromises()
    expect(sent().at(-1)).toEqual({ ...ACME.notifications, toast: false, preview: false })
  })
})
