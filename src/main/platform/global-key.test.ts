// Would catch: a taken key that is swallowed, a press that Wayland keeps and nobody says so, a command that starts another
// profile or falls apart at a space.
import { expect, test, vi } from 'vitest'
import { createShortcuts, mayStayUnheard, quickSendCommand, type Installation } from './global-key'

const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }

test('peers 23: a key is taken, has gone to another program, or is none of this system', () => {
  const system = { register: vi.fn(() => true), unregister: vi.fn() }
  const shortcuts = createShortcuts(system, log)
  const pressed = vi.fn()
  expect(shortcuts.register('Control+Alt+B', pressed)).toBe('registered')
  expect(system.register).toHaveBeenCalledWith('Control+Alt+B', pressed)
  system.register.mockReturnValue(false)
  expect(shortcuts.register('Control+Alt+B', pressed)).toBe('taken')
  system.register.mockImplementation(() => {
    throw new TypeError('conversion failure')
  })
  expect(shortcuts.register('Control+Alt+F99', pressed)).toBe('invalid')
  shortcuts.unregister('Control+Alt+B')
  expect(system.unregister).toHaveBeenCalledWith('Control+Alt+B')
})

test.each([
  ['linux', {}, false],
  ['linux', { XDG_SESSION_TYPE: 'x11', DISPLAY: ':0' }, false],
  ['linux', { XDG_SESSION_TYPE: 'wayland' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-1', DISPLAY: ':0' }, true],
  ['win32', { WAYLAND_DISPLAY: 'wayland-1' }, false],
])('peers 22: whether a press may stay unheard on %s with %j: %s', (system, env, unsure) => {
  expect(mayStayUnheard(system, env)).toBe(unsure)
})

const INSTALLED: Installation = {
  system: 'linux',
  packaged: true,
  execPath: '/opt/Bellhop/bellhop',
  appPath: '/opt/Bellhop/resources/app.asar',
  argv: [],
  env: {},
}

test.each<[string, Partial<Installation>, string]>([
  ['installed', {}, '/opt/Bellhop/bellhop --quick-send'],
  [
    'an AppImage',
    {
      execPath: '/tmp/.mount_Bell/bellhop',
      env: { APPIMAGE: "/home/ann/My apps/Ann's.AppImage", APPDIR: '/tmp/.mount_Bell' },
    },
    `'/home/ann/My apps/Ann'\\''s.AppImage' --quick-send`,
  ],
  [
    'from the sources, with a profile of its own',
    {
      packaged: false,
      execPath: '/e/electron',
      appPath: '/src/bell hop',
      argv: ['/src', '--user-data-dir=/p', '--lang=en'],
    },
    `/e/electron '/src/bell hop' --user-data-dir=/p --quick-send`,
  ],
  [
    'Windows',
    { system: 'win32', execPath: 'C:\\Program Files\\Bellhop\\Bellhop.exe' },
    '"C:\\Program Files\\Bellhop\\Bellhop.exe" --quick-send',
  ],
  [
    'Windows without a space',
    { system: 'win32', execPath: 'C:\\Bellhop\\Bellhop.exe' },
    'C:\\Bellhop\\Bellhop.exe --quick-send',
  ],
  [
    'macOS',
    { system: 'darwin', execPath: '/Applications/Bellhop.app/Contents/MacOS/Bellhop' },
    '/Applications/Bellhop.app/Contents/MacOS/Bellhop --quick-send',
  ],
])('the command of %s', (_name, installation, command) => {
  expect(quickSendCommand({ ...INSTALLED, ...installation })).toBe(command)
})
