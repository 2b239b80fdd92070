// Builds the rivals' page, once, and opens windows on it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBellhop, newProfile, removeProfile, type Bellhop } from '../../e2e/support/app'
import { ROOT } from '../../e2e/support/practice'

const FOLDER = join(import.meta.dirname, '../rivals')
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js')

export interface RivalPage {
  /** Opens it in an app of its own. `query` as rivals/page.ts reads it; `rows` is a file of groups. */
  open(query: string, rows?: string): Promise<Bellhop>
  remove(): Promise<void>
}

/** @throws Error when the page cannot be built; vite's own message stands above. */
export async function buildRivals(): Promise<RivalPage> {
  const built = await mkdtemp(join(tmpdir(), 'bellhop-rivals-'))
  // `native`: reads the configuration without writing beside it, for the checkout may not be ours to write to.
  const args = ['build', '-c', join(FOLDER, 'vite.config.ts'), '--configLoader', 'native', '--outDir', built]
  const vite = spawn(process.execPath, [VITE, ...args, '--emptyOutDir', '--logLevel', 'warn'], { stdio: 'inherit' })
  const [code] = (await once(vite, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`the rivals' page could not be built: vite ended with ${code}`)
  return {
    open: async (query, rows) => {
      const profile = await newProfile()
      const page = join(built, 'index.html')
      const app = await launchBellhop({
        profile,
        app: join(FOLDER, 'window.cjs'),
        args: [`--page=${page}`, `--query=${query}`, ...(rows === undefined ? [] : [`--rows=${rows}`])],
      })
      return { ...app, quit: async () => (await app.quit(), removeProfile(profile)) }
    },
    remove: () => rm(built, { recursive: true, force: true }),
  }
}
