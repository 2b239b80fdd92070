import { expect, it } from 'vitest'
import { add, playwrightCounts, settle, totalLine, vitestCounts } from './counts.ts'

const file = (status: string, tests: number): { status: string; assertionResults: unknown[] } => ({
  status,
  assertionResults: Array.from({ length: tests }),
})

it('counts a skipped test of vitest as failed: it must not look green', () => {
  const report = { numTotalTests: 5, numPassedTests: 3, testResults: [file('passed', 3), file('failed', 2)] }
  expect(vitestCounts(report)).toEqual({ passed: 3, failed: 2 })
})

it('counts a file that vitest could not load: it has no tests that could fail', () => {
  const report = { numTotalTests: 1, numPassedTests: 1, testResults: [file('passed', 1), file('failed', 0)] }
  expect(vitestCounts(report)).toEqual({ passed: 1, failed: 1 })
})

it('counts a flaky or skipped test of playwright, and an error outside of tests, as failed', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1, skipped: 1 }
  expect(playwrightCounts({ stats, errors: ['no such file'] })).toEqual({ passed: 7, failed: 4 })
})

it.each([
  ['a runner that ran nothing', { passed: 0, failed: 0 }, 0, 1],
  ['a runner that failed without a failed test', { passed: 3, failed: 0 }, 1, 1],
  ['a runner that was killed before its report', { passed: 0, failed: 0 }, 137, 1],
  ['failed tests, which are not counted twice', { passed: 3, failed: 2 }, 1, 2],
  ['nothing wrong', { passed: 3, failed: 0 }, 0, 0],
])('after %s', (_what, counts, code, failed) => {
  expect(settle(counts, code)).toEqual({ ...counts, failed })
})

it('says the total in the one form that machines read', () => {
  expect(totalLine(add({ passed: 10, failed: 1 }, { passed: 2, failed: 0 }))).toBe('12 passed, 1 failed')
})
