// The checks that need no running program: types, lint, boundaries, dead code, format. Each counts as one test.
import { ROOT, TOOLS } from '../lib/paths.ts'
import { runThrough } from '../lib/run.ts'
import type { Counts } from './counts.ts'

interface Check {
  readonly title: string
  readonly tool: string
  readonly args: readonly string[]
}

/** The configuration files too: what only they use is no orphan. */
const CRUISED = ['src', 'test', 'scripts', 'eslint.config.js', '.dependency-cruiser.cjs']

const CHECKS: readonly Check[] = [
  { title: 'types: main, shared, practice, scripts', tool: TOOLS.tsc, args: ['-p', 'tsconfig.node.json'] },
  { title: 'types: renderer, preload', tool: TOOLS.vueTsc, args: ['-p', 'tsconfig.web.json'] },
  { title: 'types: tests', tool: TOOLS.vueTsc, args: ['-p', 'tsconfig.test.json'] },
  { title: 'lint', tool: TOOLS.eslint, args: ['.', '--cache', '--cache-location', 'node_modules/.cache/eslint/'] },
  {
    title: 'boundaries',
    tool: TOOLS.depcruise,
    args: ['--config', '.dependency-cruiser.cjs', ...CRUISED],
  },
  { title: 'dead code', tool: TOOLS.knip, args: [] },
  { title: 'format', tool: TOOLS.prettier, args: ['--check', '.', '--log-level', 'warn', '--cache'] },
]

const RESULT_COLUMN = 6

/** Runs every check, one after another and all of them, whatever an earlier one says. */
export const runChecks = async (): Promise<Counts> => {
  const results: { readonly title: string; readonly ok: boolean; readonly seconds: number }[] = []
  for (const { title, tool, args } of CHECKS) {
    console.log(`\n— ${title}`)
    const started = performance.now()
    const ok = (await runThrough(process.execPath, [tool, ...args], { cwd: ROOT })) === 0
    results.push({ title, ok, seconds: (performance.now() - started) / 1000 })
  }
  console.log('')
  for (const { title, ok, seconds } of results)
    console.log(`${(ok ? 'ok' : 'FAIL').padEnd(RESULT_COLUMN)}${title} (${seconds.toFixed(1)} s)`)
  return { passed: results.filter(({ ok }) => ok).length, failed: results.filter(({ ok }) => !ok).length }
}
