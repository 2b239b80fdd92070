// `npm run screens`: walks the app (test/e2e/screens.ts) and writes docs/screens/*.png.
// The walk runs without rights, like every test of the window, so its pictures are fetched from its own folder.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inRoot, TOOLS } from './lib/paths.ts'
import { Problem, runMain, say } from './lib/problem.ts'
import { runThrough } from './lib/run.ts'
import { giveTo } from './lib/unprivileged.ts'
import { openSession } from './test/session.ts'
import { movedTo, openStage } from './test/stage.ts'
import type { Ground } from './test/stage.ts'
import type { Requirement } from './test/suites.ts'

const NEEDS: readonly Requirement[] = ['electron', 'display', 'build', 'unprivileged']
const TARGET = inRoot('docs/screens')
const PRIVATE = 0o700

const walk = async (ground: Ground, extra: readonly string[]): Promise<number> => {
  const session = await openSession(NEEDS, ground)
  try {
    const pictures = join(session.results, 'screens')
    await mkdir(pictures)
    await giveTo(pictures, PRIVATE)
    const args = [movedTo(ground.root, TOOLS.playwright), 'test', '--project', 'screens', ...extra]
    const [command, ...rest] = session.line(movedTo(ground.root, process.execPath), args)
    const results = { BELLHOP_SCREENS_DIR: pictures, BELLHOP_RESULTS_DIR: join(session.results, 'files') }
    const code = await runThrough(command, rest, { cwd: ground.root, env: { ...session.env, ...results } })
    const made = (await readdir(pictures)).filter((name) => name.endsWith('.png'))
    if (code === 0 && made.length === 0) throw new Problem('The walk ended well and made no picture.')
    await mkdir(TARGET, { recursive: true })
    // Written anew: a copy would still belong to the one who made it.
    for (const name of made) await writeFile(join(TARGET, name), await readFile(join(pictures, name)))
    say(`${made.length} pictures in docs/screens.`)
    return code
  } finally {
    await session.end()
  }
}

await runMain(async () => {
  const stage = openStage(NEEDS)
  try {
    return await walk(await stage.provide(NEEDS), process.argv.slice(2))
  } finally {
    await stage.close()
  }
})
