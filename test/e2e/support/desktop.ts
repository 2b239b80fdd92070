// A desktop session with a bus and a gnome-keyring of its own, or a bus on which nobody keeps secrets.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface Desktop {
  /** What an app needs to be part of this session. */
  readonly env: Readonly<Record<string, string>>
  end(): Promise<void>
}

/** The daemon goes to the background before it has opened its keyring: an app that asks at once would be told of none. */
const UNTIL_OPEN =
  'until dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets/collection/login' +
  ' org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked 2>/dev/null' +
  ' | grep -q "boolean false"; do sleep 0.05; done'

const DAEMON = {
  unlocked: `printf test-login | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 9; ${UNTIL_OPEN}`,
  locked: 'gnome-keyring-daemon --start --components=secrets >/dev/null || exit 9',
  none: ':',
} as const

/** A bus without service files starts no keyring by itself, whatever is installed. */
const BARE_BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`

/**
 * Logs in. `dir` keeps the keyring between sessions: the same folder is the same person, and `name` tells keyrings apart.
 * It ends when `end` is called, and with this process.
 */
export async function startDesktop(dir: string, keyring: keyof typeof DAEMON, name = 'login'): Promise<Desktop> {
  const [data, run] = [join(dir, `data-${name}`), join(dir, 'run')]
  for (const folder of [data, run]) await mkdir(folder, { recursive: true, mode: 0o700 })
  const config = join(dir, 'bare-bus.conf')
  await writeFile(config, BARE_BUS)
  const env = { XDG_DATA_HOME: data, XDG_RUNTIME_DIR: run, XDG_CURRENT_DESKTOP: 'GNOME' }
  const script = `${DAEMON[keyring]}; echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat`
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
