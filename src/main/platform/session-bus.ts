// Asks the session bus for a property that is true or false, by the desktop's own programs. Knows no Electron, and not
// what the answer is used for.
import { execFile } from 'node:child_process'

export type Env = Readonly<Record<string, string | undefined>>

/** What a program said: its output, or `undefined` where it is not installed or did not answer in time. */
export type RunProgram = (
  program: string,
  args: readonly string[],
  env: Env,
) => Promise<{ readonly ok: boolean; readonly text: string } | undefined>

export interface BusProperty {
  /** Name on the bus. */
  readonly owner: string
  readonly path: string
  readonly interface: string
  readonly property: string
}

const GET = 'org.freedesktop.DBus.Properties.Get'
const LIMIT_MS = 2_000

/** Nobody has the name. */
const NOBODY = /ServiceUnknown|NameHasNoOwner/

/** The same question in the words of the two programs that desktops come with. */
const questionsFor = (asked: BusProperty): readonly (readonly [program: string, args: readonly string[]])[] => [
  [
    'gdbus',
    [
      ...['call', '--session', '--dest', asked.owner, '--object-path', asked.path, '--method', GET],
      ...[asked.interface, asked.property],
    ],
  ],
  [
    'dbus-send',
    [
      ...['--session', '--print-reply', `--dest=${asked.owner}`, asked.path, GET],
      ...[`string:${asked.interface}`, `string:${asked.property}`],
    ],
  ],
]

/** False where nobody on the bus has it, or there is no bus; `undefined` where it could not be asked. Never rejects. */
export async function askSessionBus(
  { env, run }: { readonly env: Env; readonly run: RunProgram },
  asked: BusProperty,
): Promise<boolean | undefined> {
  const address = busAddress(env)
  // Without one the programs would start a bus of their own, and nobody is on it.
  if (address === undefined) return false
  for (const [program, args] of questionsFor(asked)) {
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
