// A person without rights who has logged in: a home, a display, a session bus with accessibility, and no keyring.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { giveTo, makeHome, unprivileged } from '../../../scripts/lib/unprivileged.ts'
import { capture, type Captured } from '../../../scripts/lib/run.ts'
import { startScreenReader, type ScreenReader } from './at-spi'

export interface Login {
  readonly home: string
  /** Where the app keeps what is the person's. */
  readonly profile: string
  readonly reader: ScreenReader
  /** Runs a program to its end, as the person. */
  run(command: string, args: readonly string[], env?: Readonly<Record<string, string>>): Captured
  /** Starts a program and lets it run. */
  start(command: string, args: readonly string[]): void
  end(): Promise<void>
}

/** Debian's place, and that of other systems. */
const LAUNCHER =
  'for p in /usr/libexec /usr/lib/at-spi2-core; do [ -x $p/at-spi-bus-launcher ] && exec $p/at-spi-bus-launcher --launch-immediately; done'

/** A bus of the person's own. It starts nothing by itself, whatever is installed; root, who runs the tests, may come in. */
const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`

const RUN_MS = 20_000

/** Settings of the desktop stay in memory: there is no service that keeps them. */
const DESKTOP = {
  GSETTINGS_BACKEND: 'memory',
  XDG_CURRENT_DESKTOP: undefined,
  DESKTOP_SESSION: undefined,
  LANG: 'C.UTF-8',
}

export async function logIn(): Promise<Login> {
  const home = await makeHome({ ...process.env, ...DESKTOP })
  const config = join(home.dir, 'bus.conf')
  await writeFile(config, BUS)
  await giveTo(config, 0o600)
  const script = `(${LAUNCHER}) >/dev/null 2>&1 & gdbus wait --session --timeout 15 org.a11y.Bus; echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat`
  const [command, ...args] = unprivileged('dbus-run-session', ['--config-file', config, '--', 'sh', '-c', script])
  const session = spawn(command, args, { cwd: '/', env: home.env, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(session, 'exit')
  const refused = ended.then(([code]) => Promise.reject(new Error(`the session ended: ${String(code)}`)))
  refused.catch(() => undefined)
  const leave = async (): Promise<void> => {
    session.stdin.end()
    await ended
    await home.remove()
  }
  const [address] = (await Promise.race([once(createInterface(session.stdout), 'line'), refused])) as [string]
  const env = { ...home.env, DBUS_SESSION_BUS_ADDRESS: address }
  const reader = await startScreenReader(address).catch(async (error: unknown) => {
    await leave()
    throw error
  })
  return {
    home: home.dir,
    profile: join(home.dir, 'config/bellhop'),
    reader,
    run(program, given, more = {}) {
      const [first, ...rest] = unprivileged(program, given)
      return capture(first, rest, { cwd: '/', env: { ...env, ...more }, timeoutMs: RUN_MS })
    },
    start(program, given) {
      const [first, ...rest] = unprivileged(program, given)
      spawn(first, rest, { cwd: '/', env, stdio: 'ignore' })
    },
    async end() {
      reader.close()
      await leave()
    },
  }
}
