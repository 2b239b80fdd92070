// Runs one suite: its runner's own output is streamed, its counts are read from the report it writes.
import { cp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inRoot, TOOLS } from '../lib/paths.ts'
import { runThrough } from '../lib/run.ts'
import type { Env } from '../lib/run.ts'
import { runChecks } from './checks.ts'
import { NOTHING, playwrightCounts, settle, vitestCounts } from './counts.ts'
import type { Counts } from './counts.ts'
import { openSession } from './session.ts'
import { movedTo } from './stage.ts'
import type { Ground } from './stage.ts'
import type { Suite } from './suites.ts'

const commandFor = (suite: Suite, ground: Ground, report: string): readonly [string, ...string[]] => {
  const node = suite.engine === 'electron' && ground.electron !== undefined ? ground.electron : process.execPath
  const inGround = (path: string): string => movedTo(ground.root, path)
  return suite.runner === 'playwright'
    ? [inGround(node), inGround(TOOLS.playwright), 'test', ...suite.args, '--reporter', 'list,json']
    : [
        inGround(node),
        inGround(TOOLS.vitest),
        'run',
        ...suite.args,
        // Reads the configuration without writing beside it: the checkout may not be ours to write to.
        ...['--configLoader', 'native', '--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`],
      ]
}

const readCounts = async (suite: Suite, report: string): Promise<Counts> => {
  const text = await readFile(report, 'utf8').catch(() => undefined)
  if (text === undefined) return NOTHING
  const parsed: unknown = JSON.parse(text)
  return suite.runner === 'playwright'
    ? playwrightCounts(parsed as Parameters<typeof playwrightCounts>[0])
    : vitestCounts(parsed as Parameters<typeof vitestCounts>[0])
}

/** Traces and pictures of failures outlive the home they were made in. */
const keepResults = async (suite: Suite, results: string): Promise<void> => {
  const kept = inRoot('test-results', suite.title.replaceAll(/[^a-z0-9]+/g, '-'))
  await rm(kept, { recursive: true, force: true })
  await cp(results, kept, { recursive: true })
}

/** Runs a suite to its end. Never throws for failing tests: they are in the counts. */
export const runSuite = async (suite: Suite, ground: Ground): Promise<Counts> => {
  if (suite.runner === 'checks') return runChecks()
  const session = await openSession(suite.needs, ground)
  try {
    const report = join(session.results, 'report.json')
    const [program, ...rest] = commandFor(suite, ground, report)
    const [command, ...args] = session.line(program, rest)
    const env: Env = {
      ...session.env,
      BELLHOP_RESULTS_DIR: join(session.results, 'files'),
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      ...(suite.engine === 'electron' ? { ELECTRON_RUN_AS_NODE: '1' } : {}),
    }
    const code = await runThrough(command, args, { cwd: ground.root, env })
    const counts = settle(await readCounts(suite, report), code)
    if (counts.failed > 0) await keepResults(suite, session.results)
    return counts
  } finally {
    await session.end()
  }
}
