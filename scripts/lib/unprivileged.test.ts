import { access, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { capture } from './run.ts'
import { makeHome, NOBODY, unprivileged } from './unprivileged.ts'
import type { Home } from './unprivileged.ts'

const PRIVATE = 0o700
let dir = ''
let home: Home

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'unprivileged-'))
  await writeFile(join(dir, 'cookie'), 'cookie', { mode: 0o600 })
  home = await makeHome({ ...process.env, XAUTHORITY: join(dir, 'cookie'), SSH_AUTH_SOCK: '/tmp/agent', KEPT: 'yes' })
})
afterEach(async () => {
  await home.remove()
  await rm(dir, { recursive: true })
})

const run = (script: string): string => {
  const [command, ...args] = unprivileged('sh', ['-c', script])
  return capture(command, args, { env: home.env }).stdout.trim()
}

it('never runs as root: Electron would have to do without its sandbox', () => {
  expect(Number(run('id -u'))).not.toBe(0)
  expect(unprivileged('app', ['--x'], true)).toEqual([
    'setpriv',
    '--reuid',
    String(NOBODY),
    '--regid',
    String(NOBODY),
    '--clear-groups',
    '--',
    'app',
    '--x',
  ])
  expect(unprivileged('app', ['--x'], false)).toEqual(['app', '--x'])
})

it('has a home it can write to, and no other user can look into', async () => {
  expect(run('touch "$HOME/a" "$XDG_CONFIG_HOME/b" "$XDG_RUNTIME_DIR/c" "$TMPDIR/d" && echo ok')).toBe('ok')
  expect((await stat(home.dir)).mode & 0o777).toBe(PRIVATE)
})

it('can read the cookie of the display, and nothing else of ours', () => {
  expect(run('cat "$XAUTHORITY"')).toBe('cookie')
  expect(run('echo "$KEPT,$SSH_AUTH_SOCK,$DBUS_SESSION_BUS_ADDRESS"')).toBe('yes,,')
})

it('leaves nothing behind', async () => {
  await home.remove()
  await expect(access(home.dir)).rejects.toThrow('ENOENT')
})
