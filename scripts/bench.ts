// `npm run bench [-- NAME…]`: runs the benches of test/bench beside their rivals, writes docs/benchmarks.md, and fails
// where a goal of ours is missed. They run without rights, like every test of the window.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { electronVersion, loadNow, machineFacts } from './bench/machine.ts'
import { updatePage } from './bench/page.ts'
import { allMet, renderBench } from './bench/render.ts'
import type { BenchReport } from './bench/report.ts'
import { inRoot, TOOLS } from './lib/paths.ts'
import { Problem, runMain, say } from './lib/problem.ts'
import { runThrough } from './lib/run.ts'
import { giveTo } from './lib/unprivileged.ts'
import { openSession } from './test/session.ts'
import { movedTo, openStage } from './test/stage.ts'
import type { Ground } from './test/stage.ts'
import type { Requirement } from './test/suites.ts'

const NEEDS: readonly Requirement[] = ['electron', 'display', 'build', 'unprivileged']
const FOLDER = inRoot('test/bench')
const PAGE = inRoot('docs/benchmarks.md')
const ENDING = '.ts'
const PRIVATE = 0o700

const known = async (): Promise<readonly string[]> =>
  (await readdir(FOLDER, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith(ENDING))
    .map(({ name }) => name.slice(0, -ENDING.length))
    .toSorted()

const chosen = async (asked: readonly string[]): Promise<readonly string[]> => {
  const all = await known()
  const unknown = asked.filter((name) => !all.includes(name))
  if (unknown.length > 0) throw new Problem(`No such bench: ${unknown.join(', ')}. There are: ${all.join(', ')}.`)
  return asked.length > 0 ? asked : all
}

const readReports = async (folder: string): Promise<readonly BenchReport[]> => {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
  return Promise.all(files.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as BenchReport))
}

/** Runs the benches; those that broke have no report, and the code is then not 0. */
const runBenches = async (
  names: readonly string[],
  ground: Ground,
): Promise<{ readonly code: number; readonly reports: readonly BenchReport[] }> => {
  const session = await openSession(NEEDS, ground)
  try {
    const folder = join(session.results, 'bench')
    await mkdir(folder)
    await giveTo(folder, PRIVATE)
    const args = [movedTo(ground.root, TOOLS.playwright), 'test', '--project', 'bench', '--workers', '1']
    const [command, ...rest] = session.line(movedTo(ground.root, process.execPath), args)
    const own = {
      BELLHOP_BENCH: names.join(','),
      BELLHOP_BENCH_DIR: folder,
      BELLHOP_RESULTS_DIR: join(session.results, 'files'),
    }
    const code = await runThrough(command, rest, { cwd: ground.root, env: { ...session.env, ...own } })
    return { code, reports: await readReports(folder) }
  } finally {
    await session.end()
  }
}

const writePage = async (reports: readonly BenchReport[], facts: string): Promise<void> => {
  const page = await readFile(PAGE, 'utf8').catch(() => '')
  const sections = new Map(reports.map((report) => [report.name, renderBench(report, facts)]))
  await writeFile(PAGE, updatePage(page, sections))
}

await runMain(async () => {
  const names = await chosen(process.argv.slice(2))
  const stage = openStage(NEEDS)
  try {
    const ground = await stage.provide(NEEDS)
    if (ground.electron === undefined) throw new Problem('There is no Electron to measure in.')
    const taken = { electron: electronVersion(ground.electron), at: new Date(), loadBefore: loadNow() }
    const { code, reports } = await runBenches(names, ground)
    if (reports.length > 0) await writePage(reports, machineFacts(taken))
    const missed = reports.filter((report) => !allMet(report)).map(({ name }) => name)
    say(`${reports.length} of ${names.length} benches measured; docs/benchmarks.md has their sections.`)
    if (missed.length > 0) say(`Goals missed in: ${missed.join(', ')}.`)
    return code === 0 && missed.length === 0 && reports.length === names.length ? 0 : 1
  } finally {
    await stage.close()
  }
})
