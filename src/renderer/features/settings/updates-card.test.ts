// Catches: an app that says nothing when nobody is asked, a package of the system that offers to replace itself, a feed
// that is written at every key, a failure without its sentence.
import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import type { OutputOf } from '../../../shared/contract'
import { SETTINGS } from '../../testing/sample'
import { button, setStage, show, type Stage } from '../../testing/stage'
import UpdatesCard from './UpdatesCard.vue'
import { useUpdates } from './updates-store'

type Status = OutputOf<'settings.updateStatus'>

afterEach(() => {
  document.body.innerHTML = ''
})

const text = (): string => document.body.textContent ?? ''
const buttons = (): string[] =>
  [...document.querySelectorAll('section button')].map((one) => one.textContent?.trim() ?? '')

async function card(status: Status, settings = SETTINGS): Promise<Stage & { view: Awaited<ReturnType<typeof show>> }> {
  const stage = setStage({ 'settings.updateStatus': () => ({ ok: true, data: status }) })
  await useUpdates(stage.pinia).start()
  return { ...stage, view: await show(stage, UpdatesCard, { settings }) }
}

const DEBIAN: Status = { installation: 'debian', canInstall: false, state: 'idle' }
const APPIMAGE: Status = { installation: 'appimage', canInstall: true, state: 'idle' }

it.each([
  ['off', 'Updates are off'],
  ['noFeed', 'no feed of updates'],
  ['badFeed', 'not an https address'],
  ['noKey', 'no key'],
] as const)('says why nobody is asked: %s', async (why, sentence) => {
  await card({ ...DEBIAN, state: 'unavailable', why })
  expect(text()).toContain(sentence)
  expect(buttons()).not.toContain('Check now')
})

it('a system package says who may replace it, and does not offer to', async () => {
  await card({ ...DEBIAN, state: 'available', version: '2.0.0' })
  expect(text()).toContain('Version 2.0.0 is there.')
  expect(text()).toContain('only your package manager may replace')
  expect(buttons()).not.toContain('Download')
})

it('an installation that can replace itself goes from found to quit, as main tells', async () => {
  const { fake } = await card({ ...APPIMAGE, state: 'available', version: '2.0.0' })
  fake.answer({ 'settings.installUpdate': () => ({ ok: true, data: APPIMAGE }) })
  button('Download').click()
  await flushPromises()
  fake.emit('settings.updateChanged', { status: { ...APPIMAGE, state: 'downloading', version: '2.0.0', percent: 40 } })
  await flushPromises()
  expect(text()).toContain('40 % downloaded')
  fake.emit('settings.updateChanged', { status: { ...APPIMAGE, state: 'ready', version: '2.0.0' } })
  await flushPromises()
  button('Quit and install').click()
  await flushPromises()
  expect(fake.inputs('settings.installUpdate')).toHaveLength(2)
})

it('a feed that is not signed is told in its own sentence', async () => {
  await card({ ...DEBIAN, problem: 'updates.notSigned' })
  expect(text()).toContain('is not signed by whoever made this app')
})

it('the feed is kept when it is left, once, and not while it is typed', async () => {
  const { view } = await card(DEBIAN)
  const field = view.get('input')
  await field.setValue(' https://example.org/bellhop ')
  expect(view.emitted('set')).toBeUndefined()
  await field.trigger('blur')
  expect(view.emitted('set')).toEqual([[{ updateFeed: 'https://example.org/bellhop' }]])
})

it('a check by hand asks main, and the time of the last one is told', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-20T12:00:00Z'), toFake: ['Date'] })
  const { fake } = await card({ ...DEBIAN, state: 'current', checkedAt: '2026-11-20T11:55:00.000Z' })
  expect(text()).toContain('Checked 5 minutes ago')
  button('Check now').click()
  await flushPromises()
  expect(fake.inputs('settings.checkForUpdate')).toHaveLength(1)
  vi.useRealTimers()
})
