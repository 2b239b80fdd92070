// `npm test` runs every suite, `npm run test:<group>` some: one after another, then a table and the total.
import { ROOT } from './lib/paths.ts'
import { Problem, runMain } from './lib/problem.ts'
import { add, NOTHING, totalLine } from './test/counts.ts'
import type { Counts } from './test/counts.ts'
import { runSuite } from './test/run-suite.ts'
import { openStage } from './test/stage.ts'
import type { Stage } from './test/stage.ts'
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

/** What keeps a suite from running is one failure of it, so that the total cannot look green. */
const runOne = async (suite: Suite, stage: Stage): Promise<Counts> => {
  try {
    return await runSuite(suite, await stage.provide(suite.needs))
  } catch (error) {
    console.error(error instanceof Problem ? `\n${error.message}` : error)
    return { passed: 0, failed: 1 }
  }
}

const runAll = async (suites: readonly Suite[]): Promise<readonly Row[]> => {
  const stage = openStage(suites.flatMap(({ needs }) => needs))
  const rows: Row[] = []
  try {
    for (const suite of suites) {
      console.log(`\n=== ${suite.title} ===`)
      const started = performance.now()
      const counts = await runOne(suite, stage)
      rows.push({ title: suite.title, ...counts, seconds: (performance.now() - started) / 1000 })
    }
  } finally {
    await stage.close()
  }
  return rows
}

await runMain(async () => {
  const asked = process.argv.slice(2)
  const unknown = asked.filter((group) => !GROUPS.some((known) => known === group))
  if (unknown.length > 0) throw new Problem(`No such suite: ${unknown.join(', ')}. There are: ${GROUPS.join(', ')}.`)
  const suites = suitesOf(asked.length > 0 ? asked : GROUPS, ROOT)
  if (suites.length === 0) throw new Problem(`No tests here for: ${asked.join(', ')}.`)
  const rows = await runAll(suites)
  const total = rows.reduce<Counts>(add, NOTHING)
  printTable(rows)
  console.log(`\n${totalLine(total)}`)
  return total.failed === 0 && total.passed > 0 ? 0 : 1
})
