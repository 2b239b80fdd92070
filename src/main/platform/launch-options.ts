// What the command line and the environment may tell the app. Pure. Packaged builds take nothing from the environment, and
// refuse every argument they do not know: one that is misspelt, and one of Chromium's that opens a door into the app.
import { isHarmless } from './known-switches'

export interface LaunchOptions {
  readonly practice: boolean
  /** Development and tests only: Bluesky's directory and chat service on loopback. */
  readonly plcUrl?: string
  readonly chatService?: string
  readonly chatUrl?: string
  /** Development and tests only: the process kills itself at this named point. */
  readonly crashPoint?: string
  /** Development and tests only: what a start at login would run, as in an installed app. */
  readonly loginExecutable?: string
}

/** What somebody wants of the app, running already or not. Nothing of it: to see the main window. */
export interface Asked {
  readonly quickSend: boolean
  readonly hidden: boolean
  /** A link, as it was given. */
  readonly open?: string
}

export type Refusal = 'unknown' | 'noLink' | 'notLink' | 'twoThings' | 'onlyRoot'

export type CommandLine =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  /** @property name the switch without its value, which may be a secret; empty for a word */
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly name: string }
  | { readonly kind: 'start'; readonly launch: LaunchOptions; readonly asked: Asked }

export interface CommandLineInput {
  /** The app's own arguments: nothing of the runtime's. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly packaged: boolean
  /** `process.platform`. */
  readonly system: string
  /** Chromium starts as root only without its sandbox. */
  readonly root: boolean
}

const LONGEST_LINK = 8_192
const LINK = /^(?:bellhop|https):\S+$/i

/** Reads arguments and environment; help and version go before everything else. */
export function readCommandLine(input: CommandLineInput): CommandLine {
  if (input.args.includes('--help')) return { kind: 'help' }
  if (input.args.includes('--version')) return { kind: 'version' }
  const asked = readAsked(input)
  return 'kind' in asked ? asked : { kind: 'start', launch: launchOf(input), asked }
}

/**
 * The app's own arguments out of all that the process was started with.
 * @param resolved the absolute path an argument would be; in an unpackaged build the app's folder is one of them
 */
export function ownArguments(
  argv: readonly string[],
  app: { readonly packaged: boolean; readonly path: string; readonly resolved: (argument: string) => string },
): readonly string[] {
  if (app.packaged) return argv.slice(1)
  const at = argv.findIndex(
    (argument, index) => index > 0 && !isSwitch(argument) && app.resolved(argument) === app.path,
  )
  // Started in a way nobody knows: its words may be anything.
  return at === -1 ? argv.slice(1).filter(isSwitch) : argv.slice(at + 1)
}

const isSwitch = (argument: string): boolean => argument.startsWith('-')

type Refused = Extract<CommandLine, { kind: 'refused' }>

function readAsked(input: CommandLineInput): Asked | Refused {
  const refused = (reason: Refusal, argument = ''): Refused => ({ kind: 'refused', reason, name: nameOf(argument) })
  const { args } = input
  const links: string[] = []
  let [quickSend, hidden, wordsOnly, clicked] = [false, false, false, false]
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? ''
    if (wordsOnly || !isSwitch(argument)) {
      if (!/^bellhop:/i.test(argument)) return refused('unknown')
      links.push(argument)
      clicked = true
    } else if (argument === '--') wordsOnly = true
    else if (argument === '--quick-send') quickSend = true
    else if (argument === '--hidden') hidden = true
    else if (argument === '--open' || argument.startsWith('--open=')) {
      const link = argument === '--open' ? args[(index += 1)] : argument.slice('--open='.length)
      if (!link || isSwitch(link)) return refused('noLink', '--open')
      links.push(link)
    } else {
      const reason = refusalOf(argument, input)
      if (reason !== undefined) return refused(reason, argument)
    }
  }
  const [open] = links
  if (links.length > 1 || (open !== undefined && quickSend)) return refused('twoThings')
  if (open === undefined) return { quickSend, hidden }
  // Who clicked a link has no terminal to read: the window says what is wrong with it.
  const readable = clicked || (open.length <= LONGEST_LINK && LINK.test(open))
  return readable ? { quickSend, hidden, open } : refused('notLink')
}

/** Why a switch that is none of ours is not taken. In an unpackaged build all others belong to Chromium. */
function refusalOf(argument: string, { packaged, system, root }: CommandLineInput): Refusal | undefined {
  if (!packaged) return undefined
  // What the systems themselves put there: Finder of older ones the process number, COM that it started the program.
  if (system === 'darwin' && argument.startsWith('-psn_')) return undefined
  if (system === 'win32' && argument === '-Embedding') return undefined
  if (argument === '--no-sandbox') return root ? undefined : 'onlyRoot'
  const [, name, value] = /^--([^=]+)(=.*)?$/s.exec(argument) ?? []
  return name !== undefined && isHarmless(name, value !== undefined) ? undefined : 'unknown'
}

/** A switch's name as it can be printed: no value, nothing a terminal would obey, not endless. */
function nameOf(argument: string): string {
  return (argument.split('=')[0] ?? '').replaceAll(/[^\w-]/g, '?').slice(0, 40)
}

function launchOf({ args, env, packaged }: CommandLineInput): LaunchOptions {
  if (packaged) return { practice: false }
  const { BELLHOP_PLC_URL, BELLHOP_CHAT_SERVICE, BELLHOP_CHAT_URL, BELLHOP_CRASH_POINT, BELLHOP_LOGIN_EXECUTABLE } = env
  return {
    practice: args.includes('--practice'),
    ...(BELLHOP_PLC_URL ? { plcUrl: BELLHOP_PLC_URL } : {}),
    ...(BELLHOP_CHAT_SERVICE ? { chatService: BELLHOP_CHAT_SERVICE } : {}),
    ...(BELLHOP_CHAT_URL ? { chatUrl: BELLHOP_CHAT_URL } : {}),
    ...(BELLHOP_CRASH_POINT ? { crashPoint: BELLHOP_CRASH_POINT } : {}),
    ...(BELLHOP_LOGIN_EXECUTABLE ? { loginExecutable: BELLHOP_LOGIN_EXECUTABLE } : {}),
  }
}
