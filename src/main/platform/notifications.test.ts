// Notifications with the arguments each system gets. Catches: a click that is never heard, two toasts where one was to
// replace the other, a sound that Linux never plays, an id too long for Windows.
import { beforeEach, describe, expect, test } from 'vitest'
import { createNotifications, type NativeNotice, type NativeOptions, type SystemNotice } from './notifications'

interface Shown extends NativeNotice {
  readonly options: NativeOptions
  readonly steps: string[]
  click(): void
  end(reason?: string): void
}

let all: Shown[]
let beeps: number
let heard: string[]

beforeEach(() => {
  all = []
  beeps = 0
  heard = []
})

function pretend(options: NativeOptions): Shown {
  const listeners: { click?: () => void; close?: (details: { reason?: string }) => void } = {}
  const steps: string[] = []
  const notice: Shown = {
    options,
    steps,
    on(event: string, listener: (details: { reason?: string }) => void) {
      if (event === 'close') listeners.close = listener
      else
        listeners.click = () => {
          listener({})
        }
    },
    show: () => void steps.push('shown'),
    close: () => void steps.push('closed'),
    click: () => listeners.click?.(),
    end: (reason) => listeners.close?.(reason === undefined ? {} : { reason }),
  }
  all.push(notice)
  return notice
}

function on(system: string, supported = true) {
  const notify = createNotifications({
    system,
    isSupported: () => supported,
    make: pretend,
    beep: () => void (beeps += 1),
    toFront: () => void heard.push('front'),
  })
  return (fields: Partial<SystemNotice> = {}): boolean =>
    notify({ title: 'T', body: '<b>', silent: false, onClick: () => void heard.push('click'), ...fields })
}

describe('the arguments', () => {
  test('on Linux: no markup, silent towards the server, and the sound is ours', () => {
    expect(on('linux')({ tag: 'x' })).toBe(true)
    expect(all.map(({ options }) => options)).toEqual([{ title: 'T', body: '‹b›', silent: true }])
    expect(beeps).toBe(1)
    on('linux')({ silent: true })
    expect(beeps).toBe(1)
  })

  test.each(['win32', 'darwin'])('on %s: the system sounds, and knows the name under which it replaces', (system) => {
    on(system)({ tag: `account ${'x'.repeat(1000)}` })
    on(system)({ silent: true })
    expect(all.map(({ options }) => options)).toEqual([
      { title: 'T', body: '<b>', silent: false, id: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
      { title: 'T', body: '<b>', silent: true },
    ])
    expect(beeps).toBe(0)
  })
})

test('where there are none, that is answered, and nothing is made or heard', () => {
  expect(on('linux', false)()).toBe(false)
  expect([all, beeps]).toEqual([[], 0])
})

test('a click brings the window to the front first', () => {
  on('linux')()
  all[0]?.click()
  expect(heard).toEqual(['front', 'click'])
})

test('one under the same name makes room; others stay', () => {
  const notify = on('linux')
  notify({ tag: 'a' })
  notify({ tag: 'b' })
  notify({ tag: 'a' })
  notify()
  notify()
  expect(all.map(({ steps }) => steps)).toEqual([['shown', 'closed'], ['shown'], ['shown'], ['shown'], ['shown']])
  // The first one tells its end late: the one that took its place still stands.
  all[0]?.end()
  notify({ tag: 'a' })
  expect(all[2]?.steps).toEqual(['shown', 'closed'])
})

test('one that went to the action center by itself is still replaced there; one the user closed is forgotten', () => {
  const notify = on('win32')
  notify({ tag: 'a' })
  all[0]?.end('timedOut')
  notify({ tag: 'a' })
  expect(all[0]?.steps).toEqual(['shown', 'closed'])
  all[1]?.end('userCanceled')
  notify({ tag: 'a' })
  expect(all[1]?.steps).toEqual(['shown'])
})
