// Counts of tests, taken from what the runners report for machines. Pure.
// A skipped, flaky or never-run test counts as failed: nothing may look green that was not run.

export interface Counts {
  readonly passed: number
  readonly failed: number
}

export const NOTHING: Counts = { passed: 0, failed: 0 }
export const add = (a: Counts, b: Counts): Counts => ({ passed: a.passed + b.passed, failed: a.failed + b.failed })

interface VitestReport {
  readonly numTotalTests: number
  readonly numPassedTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

/** From vitest's json reporter. A file that could not be loaded has no tests to count and is one failure. */
export const vitestCounts = (report: VitestReport): Counts => {
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return {
    passed: report.numPassedTests,
    failed: report.numTotalTests - report.numPassedTests + unloaded.length,
  }
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number
    readonly unexpected: number
    readonly flaky: number
    readonly skipped: number
  }
  readonly errors: readonly unknown[]
}

/** From playwright's json reporter; its `errors` are those outside any test. */
export const playwrightCounts = ({ stats, errors }: PlaywrightReport): Counts => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
})

/** What the exit code and an empty report add: a runner that failed without a failed test, or ran none, failed. */
export const settle = (counts: Counts, exitCode: number): Counts => {
  const ranNothing = counts.passed + counts.failed === 0
  const failedQuietly = exitCode !== 0 && counts.failed === 0
  return ranNothing || failedQuietly ? { ...counts, failed: counts.failed + 1 } : counts
}

export const totalLine = ({ passed, failed }: Counts): string => `${passed} passed, ${failed} failed`
