// `npm run practice`: the practice portal alone. Prints one JSON line that says where it serves, and serves until it is
// ended. Arguments after `--` go to it.
import { ensureBuilt } from './lib/build.ts'
import { inRoot } from './lib/paths.ts'
import { runMain } from './lib/problem.ts'
import { runThrough } from './lib/run.ts'

await runMain(async () => {
  await ensureBuilt()
  return runThrough(process.execPath, [inRoot('out/main/practice.js'), '--control', ...process.argv.slice(2)])
})
