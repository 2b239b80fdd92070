// Whether the desktop has a tray that would show our icon. Asks the session bus by the desktop's own programs; knows no
// Electron, and what the answer is used for.
import { execFile } from 'node:child_process'

/** `unknown`: nothing on the bus, but an older kind of tray, which only the X server knows, may still show the icon. */
export type TrayHost = 'yes' | 'no' | 'unknown'

type Env = Readonly<Record<string, string | undefined>>

/** What a program said: its output, or `undefined` where it is not installed or did not answer in time. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  env: Env,
) => Promise<{ readonly ok: boolean; readonly text: string } | undefined>

export interface TrayHostDeps {
  /** As `process.platform` tells it. */
  readonly system: string
  readonly env: Env
  readonly run: RunProgram
}

const WATCHER = 'org.kde.StatusNotifierWatcher'
const PATH = '/StatusNotifierWatcher'
const GET = 'org.freedesktop.DBus.Properties.Get'
const PROPERTY = 'IsStatusNotifierHostRegistered'

/** The same question in the words of the two programs that desktops come with. */
const QUESTIONS: readonly (readonly [program: string, args: readonly string[]])[] = [
  ['gdbus', ['call', '--session', '--dest', WATCHER, '--object-path', PATH, '--method', GET, WATCHER, PROPERTY]],
  [
    'dbus-send',
    ['--session', '--print-reply', `--dest=${WATCHER}`, PATH, GET, `string:${WATCHER}`, `string:${PROPERTY}`],
  ],
]

const LIMIT_MS = 2_000

/** Nobody has the name: there is no watcher at all. */
const NOBODY = /ServiceUnknown|NameHasNoOwner/

/**
 * Makes the question; each call asks anew, since panels come and go. Never rejects.
 * @see https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
 */
export function createTrayHost(deps: TrayHostDeps): () => Promise<TrayHost> {
  return async () => {
    if (deps.system !== 'linux') return 'yes'
    const host = await hostOnBus(deps)
    if (host === true) return 'yes'
    return host === false && !mayHaveOldTray(deps.env) ? 'no' : 'unknown'
  }
}

/** `undefined`: it could not be asked. */
async function hostOnBus({ env, run }: TrayHostDeps): Promise<boolean | undefined> {
  const address = busAddress(env)
  // Without one the programs would start a bus of their own, and nobody is on it.
  if (address === undefined) return false
  for (const [program, args] of QUESTIONS) {
    const said = await run(program, args, { ...env, DBUS_SESSION_BUS_ADDRESS: address })
    if (said?.ok === true) return /\btrue\b/.test(said.text)
    if (said !== undefined && NOBODY.test(said.text)) return false
  }
  return undefined
}

/** Where the session bus is; a session of systemd has it at a known place without saying so. */
function busAddress(env: Env): string | undefined {
  const { DBUS_SESSION_BUS_ADDRESS: named, XDG_RUNTIME_DIR: runtime } = env
  return named || (runtime ? `unix:path=${runtime}/bus` : undefined)
}

/**
 * Electron falls back to the trays of X11 that came before the bus; GNOME's shell has none, and Wayland cannot have one.
 * @see https://specifications.freedesktop.org/systemtray-spec/latest/
 */
function mayHaveOldTray(env: Env): boolean {
  const wayland = env['XDG_SESSION_TYPE'] === 'wayland' || Boolean(env['WAYLAND_DISPLAY'])
  const gnome = (env['XDG_CURRENT_DESKTOP'] ?? '').split(':').includes('GNOME')
  return Boolean(env['DISPLAY']) && !wayland && !gnome
}

/** Runs a program without a shell and with a limit in time. */
export const runProgram: RunProgram = (program, args, env) =>
  new Promise((resolve) => {
    const options = { env: { ...env }, timeout: LIMIT_MS, killSignal: 'SIGKILL' as const, maxBuffer: 65_536 }
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ ok: true, text: stdout })
      // A number is the program's own answer; anything else says that it never gave one.
      else resolve(typeof error.code === 'number' ? { ok: false, text: stderr } : undefined)
    })
  })
