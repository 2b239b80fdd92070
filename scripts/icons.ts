// `node scripts/icons.ts`: draws resources/tray/*. Run it after changing scripts/icons/; a test compares.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePng } from './icons/png.ts'
import { trayFiles } from './icons/tray.ts'
import { inRoot } from './lib/paths.ts'
import { runMain, say } from './lib/problem.ts'

const TARGET = inRoot('resources/tray')

await runMain(async () => {
  const files = trayFiles()
  await mkdir(TARGET, { recursive: true })
  for (const { name, picture } of files) await writeFile(join(TARGET, name), writePng(picture))
  say(`${files.length} pictures in resources/tray.`)
  return 0
})
