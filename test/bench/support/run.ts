// Runs the benches that BELLHOP_BENCH names and leaves each one's report in BELLHOP_BENCH_DIR: `npm run bench`.
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@playwright/test'
import { renderBench } from '../../../scripts/bench/render.ts'
import { measureBench, type Bench } from './bench'

const FOLDER = join(import.meta.dirname, '..')
const RESULTS = process.env['BELLHOP_BENCH_DIR']

const names =
  process.env['BELLHOP_BENCH']?.split(',') ??
  readdirSync(FOLDER).flatMap((file) => (file.endsWith('.ts') ? [file.slice(0, -'.ts'.length)] : []))

for (const name of names) {
  test(name, async () => {
    const { default: bench } = (await import(`../${name}.ts`)) as { readonly default: Bench }
    if (bench.name !== name) throw new Error(`test/bench/${name}.ts calls itself ${bench.name}`)
    const report = await measureBench(bench, (line) => console.log(`  ${name}: ${line}`))
    console.log(`\n${renderBench(report, 'This run.')}`)
    if (RESULTS !== undefined) await writeFile(join(RESULTS, `${name}.json`), JSON.stringify(report))
  })
}
