// Catches: a time in the past that can be chosen, a time that is not the one shown.
import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { setStage, show } from '../testing/stage'
import MomentPicker from './MomentPicker.vue'

const home = process.env['TZ']
/** A Friday, 10:10 in Berlin. */
const NOW = '2026-11-20T09:10:00.000Z'
let wrapper: VueWrapper | undefined

beforeEach(() => {
  process.env['TZ'] = 'Europe/Berlin'
  vi.useFakeTimers({ now: Date.parse(NOW) })
})
afterEach(() => {
  wrapper?.unmount()
  vi.useRealTimers()
  if (home === undefined) delete process.env['TZ']
  else process.env['TZ'] = home
})

async function picker(props: object = {}) {
  wrapper = await show(setStage(), MomentPicker, { confirm: 'Take it', ...props })
  const mounted = wrapper
  return {
    chosen: () => mounted.emitted('choose')?.flat(),
    offer: (label: string) => mounted.findAll('li button').find((button) => button.text().startsWith(label)),
    hint: () => mounted.get('[role=status]').text(),
    confirm: () => mounted.get('button[type=submit]'),
    form: () => mounted.get('form'),
    async set(date: string, time: string) {
      await mounted.get('input[type=date]').setValue(date)
      await mounted.get('input[type=time]').setValue(time)
    },
  }
}

it('offers what people mean by later, and what it is given before that', async () => {
  const { offer, chosen } = await picker({ more: [{ label: 'When possible', at: '2026-11-24T14:20:00.000Z' }] })
  await offer('When possible')?.trigger('click')
  await offer('Tomorrow')?.trigger('click')
  expect(chosen()).toEqual(['2026-11-24T14:20:00.000Z', '2026-11-21T08:00:00.000Z'])
})

it('takes any time to come, told with its zone', async () => {
  const { set, hint, form, chosen } = await picker()
  await set('2026-12-24', '18:30')
  expect(hint()).toMatch(/24 Dec.*18:30.*(CET|GMT\+1)/)
  await form().trigger('submit')
  expect(chosen()).toEqual(['2026-12-24T17:30:00.000Z'])
})

it('refuses the past, and says so', async () => {
  const { set, hint, form, confirm, chosen } = await picker()
  await set('2026-11-20', '10:10')
  expect(hint()).toContain('over')
  expect(confirm().attributes('disabled')).toBeDefined()
  await form().trigger('submit')
  await set('', '10:10')
  await form().trigger('submit')
  expect(chosen()).toBeUndefined()
})

it('tells of a time that the clocks jump over', async () => {
  const { set, hint } = await picker()
  await set('2027-03-28', '02:30')
  expect(hint()).toMatch(/03:30/)
})

it('begins with the time chosen before', async () => {
  const { hint } = await picker({ at: '2026-12-01T08:00:00.000Z' })
  expect(hint()).toMatch(/1 Dec.*09:00/)
})
