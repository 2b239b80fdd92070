// Would catch: a desktop without a tray taken for one with it (a window closed into nowhere), and a machine without the
// programs that is told there is no tray.
import { expect, test, vi } from 'vitest'
import { runProgram, type RunProgram } from './session-bus'
import { createTrayHost, type TrayHostDeps } from './tray-host'

const X11 = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/bus', DISPLAY: ':0', XDG_CURRENT_DESKTOP: 'XFCE' }
const GNOME = { ...X11, XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }
const WAYLAND = { ...X11, XDG_SESSION_TYPE: 'wayland', WAYLAND_DISPLAY: 'wayland-0' }

const YES = { ok: true, text: '(<true>,)\n' }
const NO = { ok: true, text: '(<false>,)\n' }
const NOBODY = { ok: false, text: 'Error: GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: The name is not' }
const BROKEN = { ok: false, text: 'Error connecting: Could not connect: Connection refused' }

type Said = Awaited<ReturnType<RunProgram>>
const ask = (env: TrayHostDeps['env'], ...answers: readonly Said[]) => {
  const left = [...answers]
  const run = vi.fn<RunProgram>(() => Promise.resolve(left.shift()))
  return { run, answer: createTrayHost({ system: 'linux', env, run })() }
}

test.each<[string, TrayHostDeps['env'], readonly Said[], string]>([
  ['a host', GNOME, [YES], 'yes'],
  ['a host, asked by the second program', GNOME, [undefined, { ok: true, text: '   variant   boolean true\n' }], 'yes'],
  ['a watcher without a host', GNOME, [NO], 'no'],
  ['no watcher', GNOME, [NOBODY], 'no'],
  ['no watcher under Wayland', WAYLAND, [NOBODY], 'no'],
  ['no watcher where an old tray may be', X11, [NOBODY], 'unknown'],
  ['a watcher without a host where an old tray may be', X11, [NO], 'unknown'],
  ['neither program', GNOME, [undefined, undefined], 'unknown'],
  ['a bus that does not answer', GNOME, [BROKEN, BROKEN], 'unknown'],
  ['no bus', { DISPLAY: ':0', XDG_CURRENT_DESKTOP: 'GNOME' }, [], 'no'],
])('peers 18: %s', async (_name, env, answers, expected) => {
  await expect(ask(env, ...answers).answer).resolves.toBe(expected)
})

test('a session that does not name its bus is asked at the known place, and no bus is started', async () => {
  const { run, answer } = ask({ XDG_RUNTIME_DIR: '/run/user/1000' }, YES)
  await expect(answer).resolves.toBe('yes')
  expect(run.mock.calls[0]?.[2]).toMatchObject({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' })
  const without = ask({})
  await without.answer
  expect(without.run).not.toHaveBeenCalled()
})

test.each(['darwin', 'win32'])('%s always has one, and nobody is asked', async (system) => {
  const run = vi.fn<RunProgram>()
  await expect(createTrayHost({ system, env: {}, run })()).resolves.toBe('yes')
  expect(run).not.toHaveBeenCalled()
})

test('a program that is missing, one that fails, one that answers', async () => {
  await expect(runProgram('bellhop-no-such-program', [], process.env)).resolves.toBeUndefined()
  await expect(runProgram(process.execPath, ['-e', 'console.error("no"); process.exit(3)'], {})).resolves.toEqual({
    ok: false,
    text: 'no\n',
  })
  await expect(runProgram(process.execPath, ['-e', 'console.log("yes")'], {})).resolves.toEqual({
    ok: true,
    text: 'yes\n',
  })
})
