// The app started once more, as a terminal, a desktop entry or a compositor's key does it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { executable } from './app'
import { ROOT } from './practice'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs it to its end. `env` is all it gets besides what every process needs: `{}` has no display. */
export async function runBellhop(
  args: readonly string[],
  options: { readonly profile?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  const profile = options.profile === undefined ? [] : [`--user-data-dir=${options.profile}`]
  const child = spawn(executable(), [ROOT, ...profile, '--lang=en', ...args], {
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (data: Buffer) => (said.stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (said.stderr += data.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}
