// Would catch: a screen reader on Linux that finds an empty window, and an app that pays for accessibility nobody uses.
import { expect, test, vi } from 'vitest'
import { greetScreenReader } from './screen-reader'
import type { RunProgram } from './session-bus'

const ENV = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus' }

test.each<[string, string, Awaited<ReturnType<RunProgram>>, number]>([
  ['one that runs on Linux', 'linux', { ok: true, text: '(<true>,)\n' }, 1],
  ['none on Linux', 'linux', { ok: true, text: '(<false>,)\n' }, 0],
  ['a desktop without accessibility', 'linux', { ok: false, text: 'ServiceUnknown' }, 0],
  ['a machine without the programs', 'linux', undefined, 0],
  ['Windows, where Electron looks itself', 'win32', { ok: true, text: '(<true>,)\n' }, 0],
])('greets %s', async (_name, system, answer, times) => {
  const show = vi.fn()
  const run = vi.fn<RunProgram>(() => Promise.resolve(answer))
  await greetScreenReader({ system, env: ENV, run, show })
  expect(show).toHaveBeenCalledTimes(times)
})

test('asks for the property that screen readers set', async () => {
  const run = vi.fn<RunProgram>(() => Promise.resolve({ ok: true, text: '(<true>,)' }))
  await greetScreenReader({ system: 'linux', env: ENV, run, show: () => undefined })
  expect(run.mock.calls[0]?.slice(0, 2)).toEqual([
    'gdbus',
    [
      ...['call', '--session', '--dest', 'org.a11y.Bus', '--object-path', '/org/a11y/bus'],
      ...['--method', 'org.freedesktop.DBus.Properties.Get', 'org.a11y.Status', 'ScreenReaderEnabled'],
    ],
  ])
})
