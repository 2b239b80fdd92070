// A desktop session with a bus and a gnome-keyring of its own, or a bus on which nobody keeps secrets.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { BARE_BUS, KEYRING_DAEMON } from '../../support/keyring-session'

export interface Desktop {
  /** What an app needs to be part of this session. */
  readonly env: Readonly<Record<string, string>>
  end(): Promise<void>
}

/**
 * Logs in. `dir` keeps the keyring between sessions: the same folder is the same person, and `name` tells keyrings apart.
 * It ends when `end` is called, and with this process.
 */
export async function startDesktop(
  dir: string,
  keyring: keyof typeof KEYRING_DAEMON,
  name = 'login',
): Promise<Desktop> {
  const [data, run] = [join(dir, `data-${name}`), join(dir, 'run')]
  for (const folder of [data, run]) await mkdir(folder, { recursive: true, mode: 0o700 })
  const config = join(dir, 'bare-bus.conf')
  await writeFile(config, BARE_BUS)
  const env = { XDG_DATA_HOME: data, XDG_RUNTIME_DIR: run, XDG_CURRENT_DESKTOP: 'GNOME' }
  const script = `${KEYRING_DAEMON[keyring]}; echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat`
  const session = spawn('dbus-run-session', ['--config-file', config, '--', 'sh', '-c', script], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: session.stdout })
  const ended = once(session, 'exit')
  const refused = ended.then(([code]) => Promise.reject(new Error(`the desktop session ended: ${String(code)}`)))
  const [address] = (await Promise.race([once(lines, 'line'), refused])) as [string]
  refused.catch(() => undefined)
  return {
    env: { ...env, DBUS_SESSION_BUS_ADDRESS: address },
    async end() {
      session.stdin.end()
      await ended
    },
  }
}
