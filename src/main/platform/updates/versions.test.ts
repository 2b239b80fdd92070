// Would catch: a downgrade taken for an update, 1.10 taken for older than 1.9, a test build that its release never replaces.
import { expect, test } from 'vitest'
import { compareVersions, isVersion } from './versions'

/** From https://semver.org/#spec-item-11, oldest first. */
const ORDER = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11']
const ALL = [...ORDER, '1.0.0-rc.1', '1.0.0-test', '1.0.0', '1.0.1', '1.9.0', '1.10.0', '2.0.0']

test('every version is newer than all before it, and as new as itself', () => {
  for (const [index, version] of ALL.entries())
    for (const [other, against] of ALL.entries())
      expect(Math.sign(compareVersions(version, against)), `${version} ${against}`).toBe(Math.sign(index - other))
})

test.each(['1.0', 'v1.0.0', '1.0.0.0', '01.0.0', '', '1.0.0-', '1.0.0 ', '99999999999.0.0', '1.0.0+build'])(
  '%j is no version',
  (text) => {
    expect(isVersion(text)).toBe(false)
    expect(() => compareVersions(text, '1.0.0')).toThrow(RangeError)
  },
)
