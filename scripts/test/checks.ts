// The checks that need no running program: types, lint, boundaries, dead code, format. Each counts as one test.
import { ROOT, TOOLS } from '../lib/paths.ts'
import { captureThrough } from '../lib/run.ts'
import type { Counts } from './counts.ts'

interface Check {
  readonly title: string
  readonly tool: string
  readonly args: readonly string[]
}

/** The configuration files too: what only they use is no orphan. */
const CRUISED = ['src', 'test', 'scripts', 'eslint.config.js', '.dependency-cruiser.cjs']

const LINT: Check = {
  title: 'lint',
  tool: TOOLS.eslint,
  args: ['.', '--cache', '--cache-location', 'node_modules/.cache/eslint/'],
}

const CHECKS: readonly Check[] = [
  { title: 'types: main, shared, practice, scripts', tool: TOOLS.tsc, args: ['-p', 'tsconfig.node.json'] },
  { title: 'types: renderer, preload', tool: TOOLS.vueTsc, args: ['-p', 'tsconfig.web.json'] },
  { title: 'types: tests', tool: TOOLS.vueTsc, args: ['-p', 'tsconfig.test.json'] },
  LINT,
  {
    title: 'boundaries',
    tool: TOOLS.depcruise,
    args: ['--config', '.dependency-cruiser.cjs', ...CRUISED],
  },
  { title: 'dead code', tool: TOOLS.knip, args: [] },
  { title: 'format', tool: TOOLS.prettier, args: ['--check', '.', '--log-level', 'warn', '--cache'] },
]

const RESULT_COLUMN = 6

interface Done {
  readonly title: string
  readonly ok: boolean
  readonly seconds: number
}

const runCheck = async ({ title, tool, args }: Check): Promise<Done> => {
  const started = performance.now()
  const { code, output } = await captureThrough(process.execPath, [tool, ...args], { cwd: ROOT })
  console.log(`\n— ${title}\n${output.trim()}`)
  return { title, ok: code === 0, seconds: (performance.now() - started) / 1000 }
}

/**
 * Runs every check, all of them, whatever one says: the longest, which is lint, beside the others one after another.
 * What a check prints comes in one piece, when it has ended.
 */
export const runChecks = async (): Promise<Counts> => {
  const others = async (): Promise<Done[]> => {
    const done: Done[] = []
    for (const check of CHECKS) if (check !== LINT) done.push(await runCheck(check))
    return done
  }
  const [lint, rest] = await Promise.all([runCheck(LINT), others()])
  const results = [...rest, lint]
  console.log('')
  for (const { title, ok, seconds } of results)
    console.log(`${(ok ? 'ok' : 'FAIL').padEnd(RESULT_COLUMN)}${title} (${seconds.toFixed(1)} s)`)
  return { passed: results.filter(({ ok }) => ok).length, failed: results.filter(({ ok }) => !ok).length }
}
