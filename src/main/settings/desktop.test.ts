// Catches: an app that quits or hides though nobody said so, an entry of the user's that is written over, a wish that is
// kept though the system refused it.
import { describe, expect, test } from 'vitest'
import type { Settings } from '../../shared/contract/settings'
import { DEFAULT_SETTINGS } from '../../shared/domain/default-settings'
import { fail, ok } from '../../shared/contract/result'
import { createFakeDesktop } from '../testing/fake-desktop'
import { recordEvents } from '../testing/recorders'
import { createClosing } from './closing'
import { createStartAtLogin } from './start-at-login'

function make() {
  const desktop = createFakeDesktop()
  const events = recordEvents()
  const disk = { full: false }
  let settings: Settings = DEFAULT_SETTINGS
  const keep = (changes: Partial<Settings>): boolean => {
    if (!disk.full) settings = { ...settings, ...changes }
    return !disk.full
  }
  const closing = createClosing({
    ...desktop.port,
    remember: (whenClosed) => keep({ whenClosed }),
    emit: events.emit,
  })
  const { handlers } = createStartAtLogin({ ...desktop.port, read: () => settings, keep })
  return { desktop, events, disk, closing, handlers: { ...handlers, ...closing.handlers }, settings: () => settings }
}

describe('closing', () => {
  test('the question stands until it is answered, also for a page that comes late, and the answer is done', async () => {
    const { closing, handlers, desktop, events, settings } = make()
    expect(await handlers['settings.closing']({})).toEqual(ok({ asked: false, tray: 'no' }))
    closing.ask()
    expect(events.of('settings.closingAsked')).toHaveLength(1)
    expect(await handlers['settings.closing']({})).toEqual(ok({ asked: true, tray: 'no' }))
    expect(await handlers['settings.answerClosing']({ answer: 'keepRunning', remember: false })).toEqual(ok({}))
    expect(await handlers['settings.closing']({})).toMatchObject({ data: { asked: false } })
    expect(desktop.done).toEqual(['hide'])
    expect(settings().whenClosed).toBe('ask')
  })

  test('staying does nothing, even if asked to remember; quitting is remembered when somebody says so', async () => {
    const { handlers, desktop, settings } = make()
    await handlers['settings.answerClosing']({ answer: 'stay', remember: true })
    expect(desktop.done).toEqual([])
    expect(settings().whenClosed).toBe('ask')
    await handlers['settings.answerClosing']({ answer: 'quit', remember: true })
    expect(desktop.done).toEqual(['quit'])
    expect(settings().whenClosed).toBe('quit')
  })

  test('a choice that cannot be kept is told, and the window stays', async () => {
    const { closing, handlers, desktop, disk } = make()
    closing.ask()
    disk.full = true
    expect(await handlers['settings.answerClosing']({ answer: 'quit', remember: true })).toEqual(
      fail('store.failed', 'later'),
    )
    expect(desktop.done).toEqual([])
    expect(await handlers['settings.closing']({})).toMatchObject({ data: { asked: true } })
  })
})

describe('start at login', () => {
  test('the system is asked each time, and what was wanted is kept', async () => {
    const { handlers, desktop, settings } = make()
    desktop.system.tray = 'yes'
    const off = { kind: 'possible', on: false, hidden: true, changed: 'no' } as const
    expect(await handlers['settings.desktop']({})).toEqual(ok({ tray: 'yes', startAtLogin: off }))
    const on = { kind: 'possible', on: true, hidden: false, changed: 'no' } as const
    expect(await handlers['settings.setStartAtLogin']({ on: true, hidden: false })).toEqual(ok(on))
    expect(settings()).toMatchObject({ startAtLogin: true, startHidden: false })
    // Removed by hand: the settings say what there is, not what was wanted.
    desktop.system.entry = { kind: 'possible', on: false, hidden: false, changed: 'no' }
    expect(await handlers['settings.desktop']({})).toMatchObject({ data: { startAtLogin: { on: false } } })
  })

  test('peers 3: an entry the user changed is told and left alone, until somebody says to replace it', async () => {
    const { handlers, desktop, settings } = make()
    const theirs = { kind: 'possible', on: true, hidden: false, changed: 'edited' } as const
    desktop.system.entry = theirs
    expect(await handlers['settings.setStartAtLogin']({ on: false, hidden: true })).toEqual(
      fail('settings.loginEdited', 'user'),
    )
    expect(desktop.system.entry).toBe(theirs)
    expect(settings()).toEqual(DEFAULT_SETTINGS)
    expect(await handlers['settings.setStartAtLogin']({ on: false, hidden: true, replace: true })).toMatchObject({
      ok: true,
    })
    expect(desktop.system.entry.on).toBe(false)
  })

  test('a system that refuses changes no wish', async () => {
    const { handlers, desktop, settings } = make()
    desktop.system.refuses = true
    expect(await handlers['settings.setStartAtLogin']({ on: true, hidden: true })).toEqual(
      fail('settings.loginFailed', 'later'),
    )
    expect(settings().startAtLogin).toBe(false)
  })
})
