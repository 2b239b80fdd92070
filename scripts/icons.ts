// `node scripts/icons.ts`: draws resources/tray/*, and all of them on one sheet, docs/screens/tray.png, to be looked at.
// Run it after changing scripts/icons/; a test compares.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePng } from './icons/png.ts'
import { traySheet } from './icons/sheet.ts'
import { trayFiles } from './icons/tray.ts'
import { inRoot } from './lib/paths.ts'
import { runMain, say } from './lib/problem.ts'

const TARGET = inRoot('resources/tray')

await runMain(async () => {
  const files = trayFiles()
  await mkdir(TARGET, { recursive: true })
  for (const { name, picture } of files) await writeFile(join(TARGET, name), writePng(picture))
  await writeFile(inRoot('docs/screens/tray.png'), writePng(traySheet()))
  say(`${files.length} pictures in resources/tray.`)
  return 0
})
