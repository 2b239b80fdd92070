// `npm test` runs every suite, `npm run test:<group>` some: one after another, then a table and the total.
import { ROOT } from './lib/paths.ts'
import { Problem, runMain } from './lib/problem.ts'
import { add, NOTHING, totalLine } from './test/counts.ts'
import type { Counts } from './test/counts.ts'
import { prepare } from './test/prepare.ts'
import { runSuite } from './test/run-suite.ts'
import { GROUPS, suitesOf } from './test/suites.ts'
import type { Suite } from './test/suites.ts'

interface Row extends Counts {
  readonly title: string
  readonly seconds: number
}

const NUMBER_COLUMN = 8

const printTable = (rows: readonly Row[]): void => {
  const width = Math.max(...rows.map(({ title }) => title.length), 'suite'.length)
  const line = (title: string, ...numbers: readonly string[]): void =>
    console.log([title.padEnd(width), ...numbers.map((text) => text.padStart(NUMBER_COLUMN))].join('  '))
  console.log('')
  line('suite', 'passed', 'failed', 'seconds')
  for (const { title, passed, failed, seconds } of rows) line(title, String(passed), String(failed), seconds.toFixed(0))
}

const runAll = async (suites: readonly Suite[], rows: Row[]): Promise<void> => {
  const stage = await prepare(suites.flatMap(({ needs }) => needs))
  try {
    for (const suite of suites) {
      console.log(`\n=== ${suite.title} ===`)
      const started = performance.now()
      const counts = await runSuite(suite, stage)
      rows.push({ title: suite.title, ...counts, seconds: (performance.now() - started) / 1000 })
    }
  } finally {
    await stage.close()
  }
}

/** What stopped everything is one failure, so that the total cannot look green. */
const explainStop = (error: unknown): Row => {
  console.error(error instanceof Problem ? `\n${error.message}` : error)
  return { title: 'preparation', passed: 0, failed: 1, seconds: 0 }
}

await runMain(async () => {
  const asked = process.argv.slice(2)
  const unknown = asked.filter((group) => !GROUPS.some((known) => known === group))
  if (unknown.length > 0) throw new Problem(`No such suite: ${unknown.join(', ')}. There are: ${GROUPS.join(', ')}.`)
  const suites = suitesOf(asked.length > 0 ? asked : GROUPS, ROOT)
  if (suites.length === 0) throw new Problem(`No tests here for: ${asked.join(', ')}.`)
  const rows: Row[] = []
  await runAll(suites, rows).catch((error: unknown) => rows.push(explainStop(error)))
  const total = rows.reduce<Counts>(add, NOTHING)
  printTable(rows)
  console.log(`\n${totalLine(total)}`)
  return total.failed === 0 && total.passed > 0 ? 0 : 1
})
