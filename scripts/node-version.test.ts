import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const GUARD = join(import.meta.dirname, 'node-version.mjs')

/** Runs a line of script behind the guard, on a Node that says it is this version. */
const run = (version: string): ReturnType<typeof spawnSync> => {
  const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'${version}'}})`
  const args = ['--import', pretend, '--import', GUARD, '--eval', "console.log('ran')"]
  return spawnSync(process.execPath, args, { encoding: 'utf8' })
}

it('stops a Node that cannot read TypeScript, and says what to do instead of a syntax error', () => {
  const { status, stdout, stderr } = run('20.20.2')
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toContain('npm ci')
})

it('lets the project’s own Node through', () => {
  expect(run('24.21.0').stdout).toBe('ran\n')
})
