// Would catch: an installer without its icon, with our sources or maps in it, that does not open links, whose program can
// be run as Node, or that says of itself it is a release when it is not.
import { existsSync, readFileSync } from 'node:fs'
import { FuseV1Options } from '@electron/fuses'
import { expect, it } from 'vitest'
import { inRoot } from '../lib/paths.ts'
import { builderConfig, FILES, NO_FEED, RESOURCES } from './config.ts'
import { compressionFor, debianVersion } from './deb.ts'
import { FUSES, programIn } from './fuses.ts'
import { APP_ID, NAME, PRODUCT, SCHEME } from './identity.ts'
import { kindTold, versionOf } from './version.ts'

const config = builderConfig({ version: '1.2.3', electronVersion: '45.0.0', env: {} })

it('names every fuse there is, and shuts every door of Node', () => {
  const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)))
  expect(Object.keys(FUSES).toSorted()).toEqual(known.toSorted())
  expect(FUSES).toMatchObject({
    RunAsNode: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    GrantFileProtocolExtraPrivileges: false,
  })
  // Where the archive's hash is checked, it also has to be written.
  expect([config.asar, config.disableAsarIntegrity]).toEqual([true, false])
})

it('burns them into the program of each system', () => {
  expect(programIn('/d', 'linux')).toBe('/d/bellhop')
  expect(programIn('/d', 'win32')).toBe('/d/Bellhop.exe')
  expect(programIn('/d', 'darwin')).toBe('/d/Bellhop.app')
})

it('takes the bundles along, and nothing else', () => {
  expect(config.files).toEqual(FILES)
  expect(FILES.filter((pattern) => !pattern.startsWith('!'))).toEqual(['out/**/*', 'package.json'])
  expect(FILES).toEqual(expect.arrayContaining(['!out/**/*.map', '!node_modules/**/*']))
})

it('puts what the app reads where it looks for it', () => {
  expect(config.extraResources).toEqual([{ from: 'resources', to: '.', filter: RESOURCES }])
  for (const name of ['icon.png', 'dictionaries', 'tray']) {
    expect(existsSync(inRoot('resources', name)), name).toBe(true)
    expect(RESOURCES.some((pattern) => pattern.split('/')[0] === name)).toBe(true)
  }
})

it('opens links on every system, under one name', () => {
  expect(config.protocols).toEqual([{ name: 'Bellhop', schemes: [SCHEME] }])
  expect(config.linux?.mimeTypes).toEqual([`x-scheme-handler/${SCHEME}`])
  const entry = readFileSync(inRoot('resources/linux/bellhop.desktop'), 'utf8')
  expect(entry).toContain(`MimeType=x-scheme-handler/${SCHEME};`)
  expect(entry).toMatch(new RegExp(`^Exec=${NAME} %u$`, 'm'))
  const manifest = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as Record<string, unknown>
  expect(manifest['desktopName']).toBe(`${NAME}.desktop`)
})

it('on Windows takes along what the app wrote into the registry: its links and its start at login', () => {
  const script = readFileSync(String(config.nsis?.include), 'utf8')
  const [, inside = ''] = /^!macro customUnInstall\n([^]*)^!macroend$/m.exec(script) ?? []
  expect(inside).toContain(`DeleteRegKey HKCU "Software\\Classes\\${SCHEME}"`)
  expect(inside).toContain(`DeleteRegValue HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Run" "${PRODUCT}"`)
  // An update runs it as well.
  expect(inside.trim()).toMatch(/^\$\{ifNot\} \$\{isUpdated\}\n[^]*\n *\$\{endif\}$/)
})

it('starts nowhere without the sandbox', () => {
  expect(config.appImage?.executableArgs).toEqual([])
  expect(readFileSync(inRoot('resources/linux/bellhop.desktop'), 'utf8')).not.toContain('--no-sandbox')
})

it('has every icon it names', () => {
  const sizes = [16, 22, 24, 32, 48, 64, 128, 256, 512]
  for (const size of sizes)
    expect(existsSync(inRoot(`resources/icons/png/${size}x${size}.png`)), String(size)).toBe(true)
  for (const icon of [config.linux?.icon, config.win?.icon, config.mac?.icon])
    expect(existsSync(String(icon))).toBe(true)
})

it('signs for macOS with the hardened runtime and what V8 needs; unsigned, it still starts there', () => {
  const signed = builderConfig({ version: '1.2.3', electronVersion: '45.0.0', env: { CSC_LINK: 'x' } }).mac
  expect(signed).toMatchObject({ hardenedRuntime: true, notarize: false })
  expect(readFileSync(String(signed?.entitlements), 'utf8').match(/<key>.*<\/key>/g)).toEqual([
    '<key>com.apple.security.cs.allow-jit</key>',
  ])
  expect(config.mac).toMatchObject({ identity: '-', hardenedRuntime: false })
})

it('names no address that could be asked for updates', () => {
  expect(config.publish).toEqual({ provider: 'generic', url: NO_FEED })
  expect(new URL(NO_FEED).hostname).toMatch(/\.invalid$/)
  expect(config.appId).toBe(APP_ID)
})

it('a test build is named so, comes before its release, and says so', () => {
  expect(versionOf('1.2.3', 'release')).toBe('1.2.3')
  expect(debianVersion(versionOf('1.2.3', 'test'))).toBe('1.2.3~test')
  expect(kindTold('release', { used: '45.0.0', own: '45.0.0' })).toBeUndefined()
  expect(kindTold('test', { used: '42.0.0', own: '45.0.0' })).toMatch(/42\.0\.0.*45\.0\.0.*Not for distribution/)
})

it('packs a release small, and a test build with what is quick here', () => {
  expect(compressionFor('release', '… Allowed types: gzip, xz, zstd, none.')).toBe('xz')
  expect(compressionFor('test', '… Allowed types: gzip, xz, zstd, none.')).toBe('zstd')
  expect(compressionFor('test', '… Allowed types: gzip, xz, none.')).toBe('gzip')
})
