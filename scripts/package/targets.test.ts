// Would catch: a target that is silently left out, a failure without a sentence, an installer said to be signed that is not.
import { expect, it } from 'vitest'
import { cannotBegin } from './problems.ts'
import { signingFor } from './signing.ts'
import { TARGET_NAMES, TARGETS, targetsFor } from './targets.ts'
import type { System } from './targets.ts'

const names = (words: readonly string[], system: System): readonly string[] | string => {
  const chosen = targetsFor(words, system)
  return 'unknown' in chosen ? chosen.unknown : chosen.targets.map(({ name }) => name)
}

it('makes what people of the system install, unless it is told', () => {
  expect(names([], 'linux')).toEqual(['deb'])
  expect(names([], 'win32')).toEqual(['dir', 'nsis'])
  expect(names([], 'darwin')).toEqual(['dir', 'dmg'])
  expect(names(['nsis', 'deb', 'nsis'], 'linux')).toEqual(['deb', 'nsis'])
  expect(names(['all'], 'linux')).toEqual(TARGET_NAMES)
  expect(names(['deb', 'rpm'], 'linux')).toBe('rpm')
})

it('says before it begins what cannot be made here, and why', () => {
  expect(cannotBegin(TARGETS.dmg, 'linux', true)).toBe('macOS disk image: can only be made on darwin, not on linux.')
  expect(cannotBegin(TARGETS.appimage, 'linux', false)).toContain('github.com, and that cannot be reached')
  expect(cannotBegin(TARGETS.nsis, 'linux', true)).toBeUndefined()
  for (const target of [TARGETS.dir, TARGETS.deb]) expect(cannotBegin(target, 'linux', false)).toBeUndefined()
})

it.each<[System, Readonly<Record<string, string>>, boolean, boolean, RegExp]>([
  ['linux', { CSC_LINK: 'x' }, false, false, /not signed/],
  ['win32', {}, false, false, /not signed.*Windows warns/],
  ['win32', { WIN_CSC_LINK: 'x' }, true, false, /^signed$/],
  ['darwin', { APPLE_ID: 'a', APPLE_APP_SPECIFIC_PASSWORD: 'b', APPLE_TEAM_ID: 'c' }, false, false, /not signed/],
  ['darwin', { CSC_LINK: 'x', APPLE_ID: 'a' }, true, false, /not notarized/],
  ['darwin', { CSC_NAME: 'x', APPLE_KEYCHAIN_PROFILE: 'p' }, true, true, /signed and notarized/],
  ['darwin', { CSC_LINK: '', APPLE_KEYCHAIN_PROFILE: 'p' }, false, false, /not signed/],
])('%s with %j', (system, env, signed, notarized, told) => {
  expect(signingFor(system, env)).toMatchObject({ signed, notarized })
  expect(signingFor(system, env).told).toMatch(told)
})
