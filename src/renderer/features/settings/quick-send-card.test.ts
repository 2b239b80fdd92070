// Would catch: a plain letter taken as a key, a field that cannot be left, a refusal or a silent key that is not told, and a
// recording that the key already taken interrupts.
import { flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { OutputOf } from '../../../shared/contract'
import { SETTINGS } from '../../testing/sample'
import { button, setStage, show } from '../../testing/stage'
import QuickSendCard from './QuickSendCard.vue'

afterEach(() => {
  document.body.innerHTML = ''
})

type Key = OutputOf<'quicksend.key'>
const ok = <T>(data: T) => ({ ok: true, data }) as const
const NO_KEY: Key = { key: '', suggested: 'Control+Alt+Space', unsure: false, command: '/opt/bellhop --quick-send' }
const TAKEN = 'Control+Alt+T'

async function card(first: Partial<Key> = {}) {
  let state: Key = { ...NO_KEY, ...first }
  const stage = setStage({
    'quicksend.key': () => ok(state),
    'quicksend.setKey': ({ key }) => {
      if (key === TAKEN)
        return { ok: false, error: { code: 'quicksend.keyTaken', params: { key: 'Ctrl+Alt+T' }, retry: 'user' } }
      state = { ...state, key }
      return ok(state)
    },
    'quicksend.testKey': () => ok({}),
  })
  const view = await show(stage, QuickSendCard, { settings: SETTINGS, system: 'linux' })
  const field = view.get<HTMLButtonElement>('[data-testid=key-recorder]')
  return {
    ...{ stage, view, field },
    text: () => view.text(),
    async press(code: string, held: KeyboardEventInit = {}) {
      await field.trigger('keydown', { code, ...held })
      await flushPromises()
    },
    async record() {
      await field.trigger('click')
      await flushPromises()
    },
    set: () => stage.fake.inputs('quicksend.setKey').map(({ key }) => key),
    tests: () => stage.fake.inputs('quicksend.testKey').map(({ on }) => on),
  }
}
const CTRL_ALT = { ctrlKey: true, altKey: true }

describe('the recorder', () => {
  it('shows keys as they are held, and takes the combination', async () => {
    const { record, press, field, set } = await card()
    expect(field.text()).toBe('None')
    await record()
    await press('ControlLeft', { ctrlKey: true })
    expect(field.text()).toBe('Ctrl + …')
    await press('KeyB', CTRL_ALT)
    expect(set()).toEqual(['Control+Alt+B'])
    expect(field.findAll('kbd').map((one) => one.text())).toEqual(['Ctrl', 'Alt', 'B'])
    expect(field.attributes('aria-label')).toBe('Key from anywhere: Ctrl + Alt + B')
  })

  it.each([
    ['a letter', 'KeyB', {}, 'That alone is typing'],
    ['copying', 'KeyC', { ctrlKey: true }, 'Programs or the system need these keys'],
    ['a key without a name', 'IntlRo', CTRL_ALT, 'This key cannot be used'],
  ])('refuses %s, says why, and goes on listening', async (_name, code, held, why) => {
    const { record, press, field, set } = await card()
    await record()
    await press(code, held)
    expect(field.text()).toContain(why)
    await press('KeyB', CTRL_ALT)
    expect(set()).toEqual(['Control+Alt+B'])
  })

  it('is left by Esc and by Tab; Delete and Backspace take the key away', async () => {
    const { record, press, field, set } = await card({ key: 'Control+Alt+B' })
    for (const code of ['Escape', 'Tab']) {
      await record()
      await press(code)
      expect(field.attributes('aria-pressed')).toBe('false')
    }
    expect(set()).toEqual([])
    await record()
    await press('Delete')
    expect(set()).toEqual([''])
    expect(field.text()).toBe('None')
  })

  it('the key that is taken already does not open quick-send meanwhile: pressing it leaves things as they are', async () => {
    const { record, stage, field, set, tests } = await card({ key: 'Control+Alt+B' })
    await record()
    expect(tests()).toEqual([true])
    stage.fake.emit('quicksend.keyTested', { heard: true })
    await flushPromises()
    expect(field.attributes('aria-pressed')).toBe('false')
    expect(set()).toEqual([])
  })

  it('does nothing with keys while it does not record', async () => {
    const { press, set } = await card()
    await press('KeyB', CTRL_ALT)
    expect(set()).toEqual([])
  })
})

describe('what is told', () => {
  it('peers 23: a key that another program has; the old one stays in the field', async () => {
    const { record, press, field, text } = await card({ key: 'Control+Alt+B' })
    await record()
    await press('KeyT', CTRL_ALT)
    expect(text()).toContain('already uses Ctrl+Alt+T')
    expect(field.findAll('kbd').map((one) => one.text())).toEqual(['Ctrl', 'Alt', 'B'])
  })

  it('peers 23: a key that another program has taken since, and no test of it is offered', async () => {
    const { text } = await card({ key: 'Control+Alt+B', problem: 'quicksend.keyTaken' })
    expect(text()).toContain('already uses Ctrl+Alt+B')
    expect(text()).not.toContain('Press it now')
  })

  it('peers 22: whether a press is heard, and what to do when it is not', async () => {
    const { stage, text, tests } = await card({ key: 'Control+Alt+B' })
    button('Press it now to test').click()
    await flushPromises()
    expect(text()).toContain('Press Ctrl+Alt+B now…')
    stage.fake.emit('quicksend.keyTested', { heard: true })
    await flushPromises()
    expect(text()).toContain('Ctrl+Alt+B was heard. It works.')
    button('Press it now to test').click()
    await flushPromises()
    stage.fake.emit('quicksend.keyTested', { heard: false })
    await flushPromises()
    expect(text()).toContain('No press of Ctrl+Alt+B arrived.')
    button('Press it now to test').click()
    await flushPromises()
    button('Stop the test').click()
    await flushPromises()
    expect(tests()).toEqual([true, true, true, false])
  })

  it("peers 22: Wayland's limits, with the command as the way out", async () => {
    const { text, view } = await card({ unsure: true })
    expect(text()).toContain('This desktop runs on Wayland')
    expect(view.get('[data-testid=quick-command]').text()).toBe('/opt/bellhop --quick-send')
    expect((await card()).text()).not.toContain('Wayland, which')
  })
})

it('a key is offered where there is none', async () => {
  const { set } = await card()
  button('Use Ctrl+Alt+Space').click()
  await flushPromises()
  expect(set()).toEqual(['Control+Alt+Space'])
})

it('a test that is under way ends with the page', async () => {
  const { view, tests } = await card({ key: 'Control+Alt+B' })
  button('Press it now to test').click()
  await flushPromises()
  view.unmount()
  await flushPromises()
  expect(tests()).toEqual([true, false])
})

it('peers 23: a key that is free again is taken as soon as somebody comes back to the window', async () => {
  const { stage, text } = await card({ key: 'Control+Alt+B', problem: 'quicksend.keyTaken' })
  stage.fake.answer({ 'quicksend.key': () => ok({ ...NO_KEY, key: 'Control+Alt+B' }) })
  window.dispatchEvent(new Event('focus'))
  await flushPromises()
  expect(text()).not.toContain('already uses')
  expect(text()).toContain('Press it now to test')
})
