// `npm run dev`: the app with reload on change. Arguments after `--` go to the app.
import { prepareLaunch } from './electron/launch.ts'
import { ROOT, TOOLS } from './lib/paths.ts'
import { runMain } from './lib/problem.ts'
import { runThrough } from './lib/run.ts'

await runMain(async () => {
  const launch = await prepareLaunch()
  try {
    // electron-vite looks for the runtime in node_modules unless it is told this name.
    const env = { ...launch.env, ELECTRON_EXEC_PATH: launch.executable }
    const args = [...launch.args, '--practice', ...process.argv.slice(2)]
    return await runThrough(process.execPath, [TOOLS.electronVite, 'dev', '--', ...args], { cwd: ROOT, env })
  } finally {
    await launch.stop()
  }
})
