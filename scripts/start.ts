// `npm start`: the app with the practice portal connected. Builds first when something changed.
// Arguments after `--` go to the app: `npm start -- --user-data-dir=DIR`.
import { prepareLaunch } from './electron/launch.ts'
import { ensureBuilt } from './lib/build.ts'
import { ROOT } from './lib/paths.ts'
import { runMain, say } from './lib/problem.ts'
import { runThrough } from './lib/run.ts'

await runMain(async () => {
  const launch = await prepareLaunch()
  try {
    await ensureBuilt()
    say('Starting Bellhop with the practice portal. Quit it, or press Ctrl+C here, to end it.')
    const args = [...launch.args, ROOT, '--practice', ...process.argv.slice(2)]
    return await runThrough(launch.executable, args, { env: launch.env })
  } finally {
    await launch.stop()
  }
})
