// A desktop session of its own for one Electron run: D-Bus, and a gnome-keyring in the wanted mood.
// As root everything runs as a user without rights, so that Chromium's sandbox is on.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { giveTo, makeHome, unprivileged, type Home } from '../../scripts/lib/unprivileged.ts'
import { BARE_BUS, KEYRING_DAEMON } from '../support/keyring-session.ts'

/** `unlocked`, `locked`: a daemon over the named keyring. `none`: a bus on which nobody answers for secrets. */
export interface Session {
  readonly keyring: keyof typeof KEYRING_DAEMON
  /** Which keyring: each name is a data folder of its own, as another login would have. */
  readonly name?: string
  readonly switches?: readonly string[]
}

const Answer = v.variant('ok', [
  v.object({ ok: v.literal(true), data: v.optional(v.string()) }),
  v.object({ ok: v.literal(false), error: v.object({ code: v.string() }) }),
])
const Status = v.looseObject({ state: v.string(), slots: v.array(v.string()), problem: v.optional(v.string()) })
const Told = v.object({ backend: v.string(), found: Status, written: v.optional(Answer), read: Answer, after: Status })
export type Told = v.InferOutput<typeof Told>

const APP = fileURLToPath(new URL('keyring-app.mjs', import.meta.url))
/** The Electron that the test runner found; there is no test without it. */
export function electronPath(): string {
  const path = process.env['BELLHOP_ELECTRON'] || process.env['ELECTRON_EXEC_PATH']
  if (path) return path
  throw new Error('Set BELLHOP_ELECTRON to the Electron executable; `npm run test:unit` does it by itself.')
}

export class Desktop {
  readonly #home: Home

  private constructor(home: Home) {
    this.#home = home
  }

  static async make(): Promise<Desktop> {
    return new Desktop(await makeHome(process.env))
  }

  /** Starts the app once in a session of its own and answers what it told. */
  async run(session: Session, action: readonly string[]): Promise<Told> {
    const { dir, env } = this.#home
    const data = join(dir, `data-${session.name ?? 'login'}`)
    await mkdir(data, { recursive: true })
    await giveTo(data, 0o700)
    const electron = [electronPath(), '--ozone-platform=headless', '--disable-gpu', ...(session.switches ?? []), APP]
    const inside = [
      'sh',
      '-c',
      `${KEYRING_DAEMON[session.keyring]}; exec "$@"`,
      'sh',
      ...electron,
      join(dir, 'profile'),
      ...action,
    ]
    const [program, ...args] = unprivileged('dbus-run-session', [...(await this.#bus(session)), '--', ...inside])
    const child = spawn(program, args, {
      env: {
        ...env,
        XDG_DATA_HOME: data,
        XDG_CURRENT_DESKTOP: 'GNOME',
        DISPLAY: undefined,
        WAYLAND_DISPLAY: undefined,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A bus that does not answer would hold the test for ever; the app itself takes a second.
      timeout: 45_000,
    })
    const [out, noise] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    const line = /^told (.*)$/m.exec(out)?.[1]
    if (line === undefined) throw new Error(`The app told nothing.\n${out}\n${noise}`)
    return v.parse(Told, JSON.parse(line))
  }

  /** Every file the app left, by path. */
  async files(): Promise<Map<string, Buffer>> {
    const profile = join(this.#home.dir, 'profile')
    const entries = await readdir(profile, { recursive: true, withFileTypes: true })
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path)] as const)))
  }

  remove(): Promise<void> {
    return this.#home.remove()
  }

  async #bus(session: Session): Promise<string[]> {
    if (session.keyring !== 'none') return []
    const config = join(this.#home.dir, 'bare-bus.conf')
    await writeFile(config, BARE_BUS)
    await giveTo(config, 0o600)
    return ['--config-file', config]
  }
}
