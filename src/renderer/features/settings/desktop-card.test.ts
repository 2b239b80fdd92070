// Catches: an entry of the user's that is written over without a word, a switch that does nothing and does not say why,
// a question about closing that promises a tray there is not.
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, test } from 'vitest'
import type { OutputOf } from '../../../shared/contract'
import { SETTINGS } from '../../testing/sample'
import { button, setStage, show, type Stage } from '../../testing/stage'
import ClosingDialog from './ClosingDialog.vue'
import DesktopCard from './DesktopCard.vue'

type Desktop = OutputOf<'settings.desktop'>
type StartAtLogin = Desktop['startAtLogin']

enableAutoUnmount(afterEach)

const text = (): string => document.body.textContent ?? ''
const box = (name: string): HTMLButtonElement | undefined => {
  const label = [...document.querySelectorAll('label')].find((one) => one.textContent?.trim() === name)
  return (label && document.getElementById(label.htmlFor)) as HTMLButtonElement | undefined
}

const OFF: StartAtLogin = { kind: 'possible', on: false, hidden: true, changed: 'no' }

function stage(startAtLogin: StartAtLogin, tray: Desktop['tray'] = 'yes'): Stage {
  let entry = startAtLogin
  return setStage({
    'settings.desktop': () => ({ ok: true, data: { tray, startAtLogin: entry } }),
    'settings.setStartAtLogin': ({ on, hidden }) => {
      entry = { kind: 'possible', on, hidden, changed: 'no' }
      return { ok: true, data: entry }
    },
  })
}
const card = (on: Stage, more = {}) => show(on, DesktopCard, { settings: SETTINGS, mac: false, ...more })

describe('start at login', () => {
  it('is changed in the system, and what it means without a window is said', async () => {
    const there = stage(OFF)
    await card(there)
    box('Start when I log in')?.click()
    await flushPromises()
    expect(text()).toContain('It waits in the tray.')
    box('Without a window')?.click()
    await flushPromises()
    expect(there.fake.inputs('settings.setStartAtLogin')).toEqual([
      { on: true, hidden: true },
      { on: true, hidden: false },
    ])
  })

  it('says why it cannot be offered', async () => {
    await card(stage({ kind: 'impossible', reason: 'unpackaged' }))
    expect(box('Start when I log in')?.disabled).toBe(true)
    expect(text()).toContain('Only an installed Bellhop can start at login')
  })

  test('peers 3: an entry that was changed outside is shown, and only a button of its own replaces it', async () => {
    const there = stage({ ...OFF, on: true, changed: 'edited' })
    await card(there)
    expect(box('Start when I log in')?.disabled).toBe(true)
    expect(text()).toContain('changed outside Bellhop')
    expect(box('Without a window')).toBeUndefined()
    button('Replace the entry').click()
    await flushPromises()
    expect(there.fake.inputs('settings.setStartAtLogin')).toEqual([{ on: true, hidden: true, replace: true }])
    expect(box('Start when I log in')?.disabled).toBe(false)
  })

  test('peers 18: without a tray it says what a hidden start does instead', async () => {
    await card(stage({ ...OFF, on: true }, 'no'))
    expect(text()).toContain('This desktop shows no tray, so it starts minimized.')
    expect(text()).toContain('Starting Bellhop again brings the window back.')
  })
})

it('what is shown follows the system: it is asked again when the window is turned to', async () => {
  const there = stage(OFF)
  await card(there)
  window.dispatchEvent(new Event('focus'))
  await flushPromises()
  expect(there.fake.inputs('settings.desktop')).toHaveLength(2)
})

it('a size that is none of the steps is shown all the same; on macOS closing is not a choice', async () => {
  await card(stage(OFF), { settings: { ...SETTINGS, zoom: 1.33 }, mac: true })
  expect(text()).toContain('133%')
  expect(text()).toContain('On macOS closing the window never quits Bellhop.')
})

describe('the question when the window is closed', () => {
  async function closing(tray: Desktop['tray']) {
    let asked = false
    const there = setStage({
      'settings.closing': () => ({ ok: true, data: { asked, tray } }),
      'settings.answerClosing': () => {
        asked = false
        return { ok: true, data: {} }
      },
    })
    await show(there, ClosingDialog)
    const ask = async (): Promise<void> => {
      asked = true
      there.fake.emit('settings.closingAsked', {})
      await flushPromises()
    }
    return { ...there, ask, answers: () => there.fake.inputs('settings.answerClosing') }
  }

  test.each([
    ['yes', 'The icon in the tray brings the window back'],
    ['no', 'This desktop shows no tray. Starting Bellhop again brings the window back.'],
    ['unknown', 'on some desktops an icon in the tray does, too'],
  ] as const)('peers 18: with a tray: %s, it says how the window comes back', async (tray, sentence) => {
    const { ask } = await closing(tray)
    expect(text()).toBe('')
    await ask()
    expect(text()).toContain(sentence)
  })

  it('remembers only what was chosen, and is asked anew without what was ticked before', async () => {
    const { ask, answers } = await closing('yes')
    await ask()
    box('Do this each time without asking; the settings change it')?.click()
    await flushPromises()
    button('Cancel').click()
    await flushPromises()
    await ask()
    button('Quit').click()
    await flushPromises()
    expect(answers()).toEqual([
      { answer: 'stay', remember: false },
      { answer: 'quit', remember: false },
    ])
  })
})
