// A display to show windows on: the user's own, or a virtual one that ends with us.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem, say } from '../lib/problem.ts'
import type { Env } from '../lib/run.ts'
import { hasProgram } from './system.ts'
import { COOKIE_BYTES, xauthority } from './xauthority.ts'

const START_MS = 15_000
const SCREEN = '1440x960x24'

export interface Display {
  /** To be laid over the environment of whoever shows windows. */
  readonly env: Env
  readonly stop: () => Promise<void>
}

export const hasDisplay = (env: Env): boolean => Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])

/** The server writes the number it took, and a line feed, to the descriptor it was given. */
const readNumber = async (server: ChildProcess): Promise<string> => {
  const pipe = server.stdio[3]
  if (pipe === null || pipe === undefined) throw new Error('Xvfb was started without its pipe')
  const ended = once(server, 'exit').then(() => '')
  const written = once(pipe, 'data', { signal: AbortSignal.timeout(START_MS) }).then(([bytes]) => String(bytes).trim())
  const number = await Promise.race([written, ended]).catch(() => '')
  if (!/^\d+$/.test(number)) throw new Problem('The virtual display (Xvfb) did not start.')
  return number
}

const spawnServer = (authority: string): ChildProcess => {
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-auth', authority]
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe'] as const
  // With setpriv the server also ends when we are killed without a chance to stop it.
  return hasProgram('setpriv')
    ? spawn('setpriv', ['--pdeathsig', 'TERM', 'Xvfb', ...args], { stdio: [...stdio] })
    : spawn('Xvfb', args, { stdio: [...stdio] })
}

/** Starts a virtual display on a free number, closed to everybody without its cookie. */
export const startDisplay = async (): Promise<Display> => {
  const dir = await mkdtemp(join(tmpdir(), 'bellhop-display-'))
  const authority = join(dir, 'Xauthority')
  await writeFile(authority, xauthority(randomBytes(COOKIE_BYTES)), { mode: 0o600 })
  const server = spawnServer(authority)
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null && server.kill('SIGTERM')) await once(server, 'exit')
    await rm(dir, { recursive: true, force: true })
  }
  const failed = once(server, 'error').then(([error]) => Promise.reject(error as Error))
  try {
    const number = await Promise.race([readNumber(server), failed])
    return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority, WAYLAND_DISPLAY: undefined }, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The user's display where there is one; else a virtual one, and it is said so. */
export const ensureDisplay = async (env: Env): Promise<Display> => {
  if (process.platform !== 'linux' || hasDisplay(env)) return { env: {}, stop: () => Promise.resolve() }
  const display = await startDisplay()
  say(`No display here: the window opens on a virtual one (DISPLAY=${display.env['DISPLAY']}), which nobody sees.`)
  return display
}
