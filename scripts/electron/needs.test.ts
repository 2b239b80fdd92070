import { expect, it } from 'vitest'
import { findMissing, missingFromLdd } from './needs.ts'
import type { System } from './needs.ts'

const LDD = `\tlinux-vdso.so.1 (0x00007ffd)
\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f)
\tlibnss3.so => not found
\tlibnssutil3.so => not found
\tlibgtk-3.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
`
const all: System = { hasLibrary: () => true, hasProgram: () => true, hasFonts: () => true }

it('reads what ldd did not find, and nothing else', () => {
  expect(missingFromLdd(LDD)).toEqual(['libnss3.so', 'libnssutil3.so', 'libgtk-3.so.0'])
  expect(missingFromLdd('\tnot a dynamic executable\n')).toEqual([])
})

it('names each package once, in a stable order', () => {
  expect(findMissing(LDD, [], all)).toEqual({ packages: ['libgtk-3-0', 'libnss3'], unknown: [] })
})

it('keeps a library whose package it does not know, instead of calling the system complete', () => {
  expect(findMissing('\tlibodd.so.9 => not found\n', [], all)).toEqual({ packages: [], unknown: ['libodd.so.9'] })
})

it('finds what ldd cannot show: libraries opened while running, and fonts, without which text is empty boxes', () => {
  const system: System = { ...all, hasLibrary: (name) => name !== 'libsecret-1.so.0', hasFonts: () => false }
  expect(findMissing('', [], system).packages).toEqual(['fonts-dejavu-core', 'libsecret-1-0'])
})

it('asks for nothing of Electron where Electron is not wanted', () => {
  const system: System = { hasLibrary: () => false, hasProgram: () => false, hasFonts: () => false }
  expect(findMissing(undefined, ['display'], system)).toEqual({ packages: ['xvfb'], unknown: [] })
})

it('asks for a program only where its purpose is', () => {
  const system: System = { ...all, hasProgram: () => false }
  expect(findMissing('', [], system).packages).toEqual([])
  expect(findMissing('', ['display'], system).packages).toEqual(['xvfb'])
  expect(findMissing('', ['tests'], system).packages).toEqual(['dbus-x11', 'gnome-keyring', 'openssl', 'xdotool'])
})
