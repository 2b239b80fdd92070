// `node scripts/unprivileged.ts COMMAND ARGS…`: runs a command as a user without rights, in a fresh home.
import { say, runMain } from './lib/problem.ts'
import { runThrough } from './lib/run.ts'
import { makeHome, unprivileged } from './lib/unprivileged.ts'

await runMain(async () => {
  const [command, ...args] = process.argv.slice(2)
  if (command === undefined) {
    say('Say what to run: node scripts/unprivileged.ts COMMAND ARGS…')
    return 2
  }
  const home = await makeHome(process.env)
  try {
    const [program, ...rest] = unprivileged(command, args)
    return await runThrough(program, rest, { env: home.env })
  } finally {
    await home.remove()
  }
})
