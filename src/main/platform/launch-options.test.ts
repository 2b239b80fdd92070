// Catches: an installed app that takes a switch which opens it, a word that is lost without a sound, a link read as a switch.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { ownArguments, readCommandLine, type CommandLine } from './launch-options'

const env = { BELLHOP_PLC_URL: 'http://localhost:1', BELLHOP_CRASH_POINT: 'outbox.afterOutcomeCommit' }

const read = (args: readonly string[], more: Partial<Parameters<typeof readCommandLine>[0]> = {}): CommandLine =>
  readCommandLine({ args, env: {}, packaged: true, system: 'linux', root: false, ...more })
const asked = (args: readonly string[]): unknown => {
  const line = read(args)
  return line.kind === 'start' ? line.asked : line
}
const refused = (reason: string, name = '') => ({ kind: 'refused', reason, name })

it('takes practice, directories and crash points only where the build is not packaged', () => {
  expect(read(['--practice'], { env, packaged: false })).toEqual({
    kind: 'start',
    launch: { practice: true, plcUrl: 'http://localhost:1', crashPoint: 'outbox.afterOutcomeCommit' },
    asked: { quickSend: false, hidden: false },
  })
  expect(read([], { env })).toMatchObject({ launch: { practice: false } })
  expect(read([], { env })).not.toHaveProperty('launch.plcUrl')
  expect(read(['--practice'])).toEqual(refused('unknown', '--practice'))
})

test.each([
  [[], { quickSend: false, hidden: false }],
  [['--quick-send'], { quickSend: true, hidden: false }],
  [['--hidden'], { quickSend: false, hidden: true }],
  [['--quick-send', '--hidden'], { quickSend: true, hidden: true }],
  [['--open', 'bellhop://group/1'], { quickSend: false, hidden: false, open: 'bellhop://group/1' }],
  [['--open=https://bsky.app/chat/abc'], { quickSend: false, hidden: false, open: 'https://bsky.app/chat/abc' }],
  [['bellhop://group/1'], { quickSend: false, hidden: false, open: 'bellhop://group/1' }],
  [['BELLHOP://group/1', '--hidden'], { quickSend: false, hidden: true, open: 'BELLHOP://group/1' }],
  [['--', 'bellhop://group/1'], { quickSend: false, hidden: false, open: 'bellhop://group/1' }],
  [['--lang=ru', '--ozone-platform=wayland', '--disable-gpu'], { quickSend: false, hidden: false }],
])('%j asks for %j', (args, wanted) => {
  expect(asked(args)).toEqual(wanted)
})

test.each(['bellhop://a b', `bellhop://${'a'.repeat(9000)}`])(
  'a link that was clicked reaches the window, which says what is wrong with it (%#)',
  (link) => {
    expect(read([link])).toMatchObject({ kind: 'start', asked: { open: link } })
    expect(read(['--', link])).toMatchObject({ kind: 'start', asked: { open: link } })
  },
)

test.each([
  [['--open'], 'noLink', '--open'],
  [['--open='], 'noLink', '--open'],
  [['--open', '--hidden'], 'noLink', '--open'],
  [['--open', 'C:\\Windows\\system.ini'], 'notLink', ''],
  [['--open', 'bellhop://a b'], 'notLink', ''],
  [['--open', `bellhop://${'a'.repeat(9000)}`], 'notLink', ''],
  [['--open', 'file:///etc/passwd'], 'notLink', ''],
  [['bellhop://a', 'bellhop://b'], 'twoThings', ''],
  [['--quick-send', 'bellhop://a'], 'twoThings', ''],
  [['--quick-sned'], 'unknown', '--quick-sned'],
  [['--quick-send=yes'], 'unknown', '--quick-send'],
  [['https://portal.example/rest/1/secret/'], 'unknown', ''],
  [['--', '--hidden'], 'unknown', ''],
  [['--webhook=https://portal.example/rest/1/secret/'], 'unknown', '--webhook'],
  [['--\u001b[31mred'], 'unknown', '--??31mred'],
])('%j is refused: %s', (args, reason, name) => {
  expect(read(args)).toEqual(refused(reason, name))
})

describe('an installed app', () => {
  test.each([
    '--user-data-dir=/tmp/other',
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect',
    '--inspect-brk=0.0.0.0:9229',
    '--js-flags=--allow-natives-syntax',
    '--disable-web-security',
    '--load-extension=/tmp/x',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--host-rules=MAP * 127.0.0.1',
    '--ignore-certificate-errors',
    '--ignore-certificate-errors-spki-list=x',
    '--disable-features=IsolateOrigins',
    '--disable-site-isolation-trials',
    '--enable-logging',
    '--log-net-log=/tmp/net',
    '--gpu-launcher=sh',
    '--renderer-cmd-prefix=sh',
    '--utility-cmd-prefix=sh',
    '--ssl-key-log-file=/tmp/keys',
    '--auth-server-allowlist=*',
    '--allow-running-insecure-content',
    '--enable-blink-features=x',
    '--app-path=/tmp/x',
    '--disable-gpu=yes',
    '--lang',
    '-remote-debugging-port=9222',
  ])('does not take %s', (argument) => {
    expect(read([argument])).toMatchObject({ kind: 'refused', reason: 'unknown' })
    expect(read(['--hidden', argument, '--quick-send'])).toMatchObject({ kind: 'refused' })
  })

  it('runs without its sandbox as root only, who cannot have one', () => {
    expect(read(['--no-sandbox'])).toEqual(refused('onlyRoot', '--no-sandbox'))
    expect(read(['--no-sandbox'], { root: true })).toMatchObject({ kind: 'start' })
  })

  it('takes on Windows no switch with a slash, which Chromium would read as one', () => {
    expect(read(['/remote-debugging-port=9222'], { system: 'win32' })).toEqual(refused('unknown'))
  })

  it('takes what a system puts there itself, on that system only', () => {
    expect(read(['-psn_0_12345'], { system: 'darwin' })).toMatchObject({ kind: 'start' })
    expect(read(['-Embedding'], { system: 'win32' })).toMatchObject({ kind: 'start' })
    for (const argument of ['-psn_0_12345', '-Embedding']) expect(read([argument])).toMatchObject({ kind: 'refused' })
  })

  it('takes nothing it does not know, and prints nothing a terminal would obey', () => {
    const known = /^--(?:hidden|quick-send|help|version|open(?:=.*)?)$|^--$/s
    const words = fc.array(
      fc.string().filter((word) => !known.test(word) && !/^bellhop:/i.test(word)),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(words, (args) => {
        const line = read(args)
        expect(line).toMatchObject({ kind: 'refused', name: expect.stringMatching(/^[\w?-]{0,40}$/) as string })
      }),
    )
  })
})

it('help and the version are told whatever else was written', () => {
  expect(read(['--nonsense', '--help', '--version'])).toEqual({ kind: 'help' })
  expect(read(['--version', '--user-data-dir=/x'])).toEqual({ kind: 'version' })
})

describe('the own arguments', () => {
  const resolved = (argument: string): string => (argument === '.' ? '/app' : argument)
  it('of an installed app are all of them', () => {
    expect(ownArguments(['/opt/bellhop', 'bellhop://x'], { packaged: true, path: '/app', resolved })).toEqual([
      'bellhop://x',
    ])
  })

  it('follow the folder of an unpackaged one', () => {
    const app = { packaged: false, path: '/app', resolved }
    expect(ownArguments(['electron', '-r', '/hold.cjs', '/app', '--hidden'], app)).toEqual(['--hidden'])
    expect(ownArguments(['electron', '--inspect=0', '.', 'bellhop://x'], app)).toEqual(['bellhop://x'])
    expect(ownArguments(['electron', '/app/out/main/index.js', '--hidden'], app)).toEqual(['--hidden'])
  })
})
