// `npm run build`: the three bundles in out/, when a source has changed since the last time.
import { ensureBuilt } from './lib/build.ts'
import { runMain, say } from './lib/problem.ts'

await runMain(async () => {
  if (!(await ensureBuilt())) say('out/ is up to date.')
  return 0
})
