// Catches: an installed app that was started out of another program's AppImage and takes itself for that one: it would start
// it at login, name it in its command, and write an update over it.
import { expect, test } from 'vitest'
import { appImageOf } from './app-image'

const ENV = { APPIMAGE: '/home/ann/Bellhop.AppImage', APPDIR: '/tmp/.mount_Bell' }

test.each<[string, Record<string, string>, string, string | undefined]>([
  ['run from it', ENV, '/tmp/.mount_Bell/bellhop', ENV.APPIMAGE],
  ['installed, started by a browser that is one', ENV, '/usr/lib/bellhop/bellhop', undefined],
  ['one beside it', ENV, '/tmp/.mount_Bellhop/bellhop', undefined],
  ['installed', {}, '/usr/lib/bellhop/bellhop', undefined],
  ['nothing said of where it is mounted', { APPIMAGE: ENV.APPIMAGE }, '/tmp/.mount_Bell/bellhop', undefined],
  ['empty', { APPIMAGE: '', APPDIR: '' }, '/usr/lib/bellhop/bellhop', undefined],
])('%s', (_name, env, program, file) => {
  expect(appImageOf(env, program)).toBe(file)
})
