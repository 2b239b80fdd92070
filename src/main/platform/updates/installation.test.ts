// Would catch: a system package that tries to overwrite files of root, an AppImage that believes it cannot replace itself.
import { expect, test } from 'vitest'
import { canReplaceItself, installationOf, type Installation, type InstallationFacts } from './installation'

const LINUX: InstallationFacts = { packaged: true, system: 'linux', program: '/home/a/b/bellhop', appImage: undefined }

test.each<[string, InstallationFacts, Installation, boolean]>([
  ['a checkout', { ...LINUX, packaged: false }, 'source', false],
  ['a Debian package', { ...LINUX, program: '/usr/lib/bellhop/bellhop' }, 'debian', false],
  ['a package under /opt', { ...LINUX, program: '/opt/Bellhop/bellhop' }, 'debian', false],
  ['an unpacked folder', LINUX, 'unpacked', false],
  [
    'an AppImage',
    { ...LINUX, program: '/tmp/.mount_x/bellhop', appImage: '/home/a/Bellhop.AppImage' },
    'appimage',
    true,
  ],
  ['Windows', { ...LINUX, system: 'win32', program: 'C:\\Users\\a\\AppData\\Local\\Bellhop.exe' }, 'windows', true],
  ['macOS', { ...LINUX, system: 'darwin', program: '/Applications/Bellhop.app/Contents/MacOS/Bellhop' }, 'mac', true],
])('%s', (_name, facts, kind, replaces) => {
  expect(installationOf(facts)).toBe(kind)
  expect(canReplaceItself(kind)).toBe(replaces)
})
