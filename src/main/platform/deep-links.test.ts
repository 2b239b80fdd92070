// Catches: a link whose text Windows hands over as a switch, a developer's build that takes the links of the installed app.
import { expect, test } from 'vitest'
import { recordLog } from '../testing/recorders'
import { claimDeepLinks } from './deep-links'

function claim(system: string, { packaged = true, has = false, works = true } = {}) {
  const calls: unknown[][] = []
  const log = recordLog()
  const app = {
    isDefaultProtocolClient: (...given: unknown[]) => {
      calls.push(['is', ...given])
      return has
    },
    setAsDefaultProtocolClient: (...given: unknown[]) => {
      calls.push(['set', ...given])
      return works
    },
  }
  claimDeepLinks({ app, packaged, system, execPath: 'C:\\Bellhop\\Bellhop.exe', log })
  return { calls, warnings: log.lines.length }
}

test('peers 30: on Windows the app claims its links, and everything behind the claim is a word', () => {
  const wanted = ['bellhop', 'C:\\Bellhop\\Bellhop.exe', ['--']]
  expect(claim('win32')).toEqual({
    calls: [
      ['is', ...wanted],
      ['set', ...wanted],
    ],
    warnings: 0,
  })
})

test('what is claimed already is not written again; a refusal is noted', () => {
  expect(claim('win32', { has: true }).calls).toHaveLength(1)
  expect(claim('win32', { works: false }).warnings).toBe(1)
})

test.each([
  ['linux', true],
  ['darwin', true],
  ['win32', false],
])('elsewhere, and in a build of a developer, nothing is touched: %s packaged=%s', (system, packaged) => {
  expect(claim(system, { packaged }).calls).toEqual([])
})
