// An app that is watched from its first moment: all it writes lies below one folder, all else it says is on tape.
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchBellhop, type Bellhop } from '../app'
import { ROOT, type PracticeInfo } from '../practice'
import { filesBelow, processesOf, type Places } from './search'

export interface Witness {
  /** Begins a life of the app on the watched profile. */
  begin(): Promise<Bellhop>
  /** Looks at what is only there for a moment: processes, clipboard, titles, what the page shows. */
  look(): Promise<void>
  /** Everything there is to search by now. */
  places(): Promise<Places>
  /** What was learnt on the wire: lines `token …` and `practice …`. */
  learnt(): Promise<readonly string[]>
}

const HOMES = ['home', 'tmp', 'config', 'cache', 'data', 'run', 'profile'] as const

/** @param dir an empty folder; the app gets its part of it, the tapes lie beside that. */
export async function createWitness(dir: string, practice?: PracticeInfo): Promise<Witness> {
  const world = join(dir, 'world')
  const path = (name: (typeof HOMES)[number]): string => join(world, name)
  for (const name of HOMES) await mkdir(path(name), { recursive: true, mode: 0o700 })
  const [tape, wire] = [join(dir, 'tape'), join(dir, 'wire')]
  const seen = new Map<string, Buffer>()
  const lives: Bellhop[] = []
  const consoles: string[] = []
  let looks = 0
  return {
    async begin() {
      const app = await launchBellhop({
        ...(practice === undefined ? {} : { practice }),
        profile: path('profile'),
        loadFirst: join(ROOT, 'test/e2e/support/canary/recorder.cjs'),
        env: {
          HOME: path('home'),
          TMPDIR: path('tmp'),
          XDG_CONFIG_HOME: path('config'),
          XDG_CACHE_HOME: path('cache'),
          XDG_DATA_HOME: path('data'),
          XDG_RUNTIME_DIR: path('run'),
          BELLHOP_TEST_TAPE: tape,
          BELLHOP_TEST_WIRE: wire,
        },
      })
      lives.push(app)
      app.page.on('console', (message) => consoles.push(message.text()))
      return app
    },
    async look() {
      const app = lives.at(-1)
      if (app === undefined) throw new Error('nothing to look at yet')
      const at = `look ${String(++looks)}`
      for (const [name, content] of await processesOf(app.electron.process().pid ?? 0))
        seen.set(`${at} ${name}`, content)
      seen.set(`${at} page`, Buffer.from(await app.page.content()))
      seen.set(`${at} moment`, Buffer.from(JSON.stringify(await momentOf(app))))
    },
    async places() {
      const printed = lives.map((app, index): [string, Buffer] => [
        `printed in life ${String(index + 1)}`,
        Buffer.from(app.printed()),
      ])
      return new Map([
        ...seen,
        ...printed,
        ['page console', Buffer.from(consoles.join('\n'))],
        ['tape', await readFile(tape)],
        ...(await filesBelow(world)),
      ])
    },
    learnt: async () => (await readFile(wire, 'utf8')).split('\n').filter((line) => line !== ''),
  }
}

const momentOf = (app: Bellhop): Promise<unknown> =>
  app.electron.evaluate(async ({ BrowserWindow, clipboard, Menu }) => ({
    titles: BrowserWindow.getAllWindows().map((window) => [window.getTitle(), window.webContents.getURL()]),
    clipboard: await clipboard.readText(),
    menu: Menu.getApplicationMenu()?.items.map(({ label, submenu }) => [
      label,
      submenu?.items.map((item) => item.label),
    ]),
  }))
