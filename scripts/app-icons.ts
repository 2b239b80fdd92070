// `node scripts/app-icons.ts`: draws resources/icon.svg as every icon an installer wants. Run when the drawing changes;
// what it makes is committed.
import { mkdirSync, writeFileSync } from 'node:fs'
import { prepareLaunch } from './electron/launch.ts'
import { inRoot } from './lib/paths.ts'
import { Problem, runMain, say } from './lib/problem.ts'
import { capture } from './lib/run.ts'
import { icnsOf, icoOf } from './package/images.ts'
import type { Picture } from './package/images.ts'

/** The sizes of the hicolor theme, and 1024 for macOS. https://specifications.freedesktop.org/icon-theme-spec/latest/ */
const SIZES = [16, 22, 24, 32, 48, 64, 128, 256, 512, 1024]
const LINUX_MAX = 512
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256]
const FOLDER = inRoot('resources/icons')

const draw = async (): Promise<readonly Picture[]> => {
  const { executable, args, env, stop } = await prepareLaunch()
  try {
    const drawing = [inRoot('scripts/package/draw.mjs'), inRoot('resources/icon.svg'), ...SIZES.map(String)]
    const { code, stdout, stderr } = capture(executable, [...args, ...drawing], { env })
    if (code !== 0) throw new Problem(`Electron could not draw the icons:\n${stderr}`)
    const pictures = Object.entries(JSON.parse(stdout) as Record<string, string>)
    return pictures.map(([size, base64]) => ({ size: Number(size), png: Buffer.from(base64, 'base64') }))
  } finally {
    await stop()
  }
}

await runMain(async () => {
  const pictures = await draw()
  mkdirSync(`${FOLDER}/png`, { recursive: true })
  for (const { size, png } of pictures) if (size <= LINUX_MAX) writeFileSync(`${FOLDER}/png/${size}x${size}.png`, png)
  writeFileSync(`${FOLDER}/icon.ico`, icoOf(pictures.filter(({ size }) => ICO_SIZES.includes(size))))
  writeFileSync(`${FOLDER}/icon.icns`, icnsOf(pictures))
  say(`Drew ${pictures.length} sizes into resources/icons.`)
  return 0
})
