// The app as people get it: the Debian package really installed, started by its desktop entry by somebody without rights,
// used, called by a link, examined, removed. One installation, in this order.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from '@playwright/test'
import { capture } from '../../scripts/lib/run.ts'
import { FUSES, type FuseName } from '../../scripts/package/fuses.ts'
import { text } from '../e2e/support/text'
import * as installed from './support/installed'
import { accountsIn, messagesIn } from './support/journal'
import { logIn, type Login } from './support/login'
import { personAt, type Person } from './support/person'

test.describe.configure({ mode: 'serial' })

/** What there is once it is installed. */
interface Stage {
  readonly before: ReadonlySet<string>
  readonly login: Login
  readonly person: Person
}
let stage: Stage | undefined
let ours = false

const onStage = (): Stage => {
  if (!stage) throw new Error('the app was not installed')
  return stage
}

test.beforeAll(async () => {
  test.setTimeout(240_000)
  if (installed.isInstalled()) throw new Error('bellhop is installed here already, and these tests would remove it')
  ours = true
  const path = installed.makePackage()
  const before = installed.systemFiles()
  installed.install(path)
  const login = await logIn()
  stage = { before, login, person: personAt(login.reader, text('quicksend.title')) }
})

test.afterAll(async () => {
  for (const pid of installed.processes()) process.kill(pid, 'SIGKILL')
  await stage?.login.end()
  if (ours && installed.isInstalled()) installed.purge()
})

test.afterEach(async () => {
  if (!stage || test.info().status === test.info().expectedStatus) return
  const shown = (await stage.login.reader.look()).map(({ role, name }) => `${role}: ${name}`)
  console.log(`What was shown:\n${shown.filter((line) => !line.endsWith(': ')).join('\n')}`)
})

const gone = (): Promise<void> => expect.poll(installed.processes, { timeout: 20_000 }).toEqual([])
test('its desktop entry is valid and is what opens bellhop links', () => {
  const checked = capture('desktop-file-validate', [installed.ENTRY])
  expect(checked.stdout + checked.stderr).toBe('')
  const [entry, ...actions] = readFileSync(installed.ENTRY, 'utf8').split('\n\n')
  expect(entry?.split('\n')).toContain('Exec=bellhop %u')
  expect(actions.join()).toContain('Exec=bellhop --quick-send')
  expect(onStage().login.run('xdg-mime', ['query', 'default', 'x-scheme-handler/bellhop']).stdout.trim()).toBe(
    'bellhop.desktop',
  )
  for (const size of ['16x16', '48x48', '256x256', '512x512'])
    expect(installed.packageFiles()).toContain(`/usr/share/icons/hicolor/${size}/apps/bellhop.png`)
})

test('started by its entry it runs in the sandbox, looks around, opens a link after asking, sends, and quits', async () => {
  const { login, person } = onStage()
  login.start('gio', ['launch', installed.ENTRY])
  await person.press('push button', text('welcome.practice.action'))
  await person.see('list box', text('groups.list'))

  const pids = installed.processes()
  const lines = pids.map((pid) => installed.commandLine(pid))
  expect(lines.join('\n')).not.toContain('no-sandbox')
  const windows = pids.filter((_pid, index) => lines[index]?.includes('--type=renderer'))
  expect(windows.length).toBeGreaterThan(0)
  for (const pid of windows) expect(installed.statusOf(pid, 'Seccomp')).toBe('2')
  for (const pid of pids) expect(installed.statusOf(pid, 'Uid').split('\t')[0]).toBe('65534')

  const account = accountsIn(login.profile).find(({ network }) => network === 'bitrix24')
  const link = `bellhop://compose?portal=${account?.host ?? ''}&to=2&text=Sent%20from%20the%20installed%20app`
  expect(login.run('xdg-open', [link]).code).toBe(0)
  await person.see('dialog', text('links.title'))
  expect(messagesIn(login.profile)).toEqual([])
  await person.press('push button', text('links.open'))
  await person.press('push button', /^Send/)
  await expect
    .poll(() => messagesIn(login.profile), { timeout: 30_000 })
    .toEqual([{ state: 'sent', text: 'Sent from the installed app' }])
  const search = ['search', '--onlyvisible', '--class', '^bellhop$']
  expect(login.run('xdotool', [...search, 'windowfocus', '--sync', 'key', 'ctrl+q']).code).toBe(0)
  await gone()
})

test('it prints its version, and says in it that it is no release', () => {
  const { code, stdout } = onStage().login.run('bellhop', ['--version'])
  expect(stdout.trim()).toMatch(/^Bellhop \d+\.\d+\.\d+-test$/)
  expect(code).toBe(0)
})

test('its archive holds the built app and nothing else', () => {
  const paths = listPackage(join(installed.FOLDER, 'resources/app.asar'), { isPack: false })
  expect(paths).toEqual(expect.arrayContaining(['/package.json', '/out/main/index.js', '/out/main/practice.js']))
  expect(paths.filter((path) => !/^\/(package\.json$|out($|\/))/.test(path) || path.endsWith('.map'))).toEqual([])
})

test('all nine fuses of the installed program stand as they were set', async () => {
  const { version, ...wire } = await getCurrentFuseWire(installed.PROGRAM)
  expect(version).toBe(FuseVersion.V1)
  const states = Object.values(FuseV1Options)
    .filter((value): value is FuseV1Options => typeof value === 'number')
    .map((value) => [FuseV1Options[value], (wire as Record<number, FuseState>)[value] === FuseState.ENABLE])
  expect(Object.fromEntries(states) as Record<FuseName, boolean>).toEqual(FUSES)
})

test.describe('no door stands open into it', () => {
  for (const door of [
    '--inspect=127.0.0.1:9339',
    '--inspect-brk=127.0.0.1:9339',
    '--remote-debugging-port=9339',
    '--remote-debugging-pipe',
    '--no-sandbox',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp',
    '--user-data-dir=/tmp/elsewhere',
  ])
    test(`not ${door}`, () => {
      const { code, stderr } = onStage().login.run('bellhop', [door])
      expect(stderr).not.toContain('DevTools listening')
      expect(stderr).not.toContain('Debugger listening')
      expect(code).toBe(2)
    })

  test('not as Node', () => {
    const asNode = { ELECTRON_RUN_AS_NODE: '1' }
    const { code, stdout } = onStage().login.run('bellhop', ['-e', 'console.log(6 * 7)'], asNode)
    expect([code, stdout]).toEqual([2, ''])
  })

  test('not by the options of Node', () => {
    const { login } = onStage()
    const [script, mark] = [join(login.home, 'run.cjs'), join(login.home, 'tmp/ran')]
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`)
    const { code } = login.run('bellhop', ['--version'], { NODE_OPTIONS: `--require ${script}` })
    expect(code).toBe(0)
    expect(existsSync(mark)).toBe(false)
  })

  test('not by another app put beside its own, and nobody but root can change its files', () => {
    const { login } = onStage()
    expect(installed.openToOthers()).toEqual([])
    const copy = join(login.home, 'copy')
    cpSync(installed.UNPACKED, copy, { recursive: true })
    rmSync(join(copy, 'resources/app.asar'))
    mkdirSync(join(copy, 'resources/app'))
    writeFileSync(join(copy, 'resources/app/package.json'), '{ "name": "other", "main": "main.cjs" }')
    writeFileSync(join(copy, 'resources/app/main.cjs'), `console.log('another app')\nprocess.exit(0)\n`)
    const { code, stdout } = login.run(join(copy, 'bellhop'), ['--version'])
    expect(stdout).not.toContain('another app')
    expect(code).toBe(1)
  })
})

test('removed, it leaves nothing in the system, and what is the person’s stays', async () => {
  const { before, login } = onStage()
  const files = installed.packageFiles().filter((path) => path.includes(installed.NAME))
  expect(files.length).toBeGreaterThan(20)
  installed.purge()
  expect(installed.isInstalled()).toBe(false)
  expect(files.filter((path) => existsSync(path))).toEqual([])
  const added = [...installed.systemFiles()].filter((path) => !before.has(path))
  expect(added.filter((path) => !installed.isOwned(path))).toEqual([])
  expect(login.run('xdg-mime', ['query', 'default', 'x-scheme-handler/bellhop']).stdout.trim()).toBe('')
  expect(messagesIn(login.profile)).toHaveLength(1)
})
