// Where and as whom a runner runs: as we are, or as a user without rights in a home of its own.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Env } from '../lib/run.ts'
import { giveTo, makeHome, unprivileged } from '../lib/unprivileged.ts'
import type { Ground } from './stage.ts'
import type { Requirement } from './suites.ts'

export interface Session {
  readonly env: Env
  /** Empty folder that the runner may write to; gone when the session ends. */
  readonly results: string
  /** The command line for a command, as the one who is to run it. */
  readonly line: (command: string, args: readonly string[]) => readonly [string, ...string[]]
  readonly end: () => Promise<void>
}

const PRIVATE = 0o700

/** Opens a session, without rights where that is needed. */
export const openSession = async (needs: readonly Requirement[], ground: Ground): Promise<Session> => {
  if (!needs.includes('unprivileged')) {
    const results = await mkdtemp(join(tmpdir(), 'bellhop-results-'))
    const end = (): Promise<void> => rm(results, { recursive: true, force: true })
    return { env: ground.env, results, line: (command, args) => [command, ...args], end }
  }
  const home = await makeHome(ground.env)
  const results = join(home.dir, 'results')
  await mkdir(results)
  await giveTo(results, PRIVATE)
  return { env: home.env, results, line: unprivileged, end: home.remove }
}
