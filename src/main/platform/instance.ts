// Which process is the app: one that has nothing to start, or that finds the app running, says so and ends here, before a
// file is opened. What a later process was asked for is handed over to the one that runs.
import { app } from 'electron/main'
import { pickLanguage } from '../../shared/i18n/index'
import { answerCommandLine, say } from './command-line-answer'
import { readCommandLine, type Asked, type CommandLine, type LaunchOptions } from './launch-options'
import type { Environment } from './platform'
import { createTexts } from './texts'

export interface Entry {
  readonly launch: LaunchOptions
  readonly asked: Asked
}

/** Answers only in the process that is to be the app; any other ends, with code 2 where it was not understood. */
export function enterOrLeave(environment: Environment): Entry {
  const line = readLine(environment, environment.args)
  if (line.kind !== 'start') {
    const text = createTexts(pickLanguage('system', environment.locales()))
    const answer = answerCommandLine(line, { text, version: environment.version })
    say(answer)
    return process.exit(answer.code)
  }
  const handedOver = { args: [...environment.args] }
  if (!app.requestSingleInstanceLock(handedOver)) return process.exit(0)
  return line
}

/** Tells what later processes and, on macOS, the system want of this one. Call before the app is ready. */
export function followAsked(environment: Environment, onAsked: (asked: Asked) => void): void {
  app.on('second-instance', (_event, ...[, , handedOver]) => {
    const asked = readHandedOver(environment, handedOver)
    if (asked) onAsked(asked)
  })
  // https://www.electronjs.org/docs/latest/api/app#event-open-url-macos
  app.on('open-url', (event, url) => {
    event.preventDefault()
    onAsked({ quickSend: false, hidden: false, open: url })
  })
}

/** Chromium reorders the arguments it passes on itself: ours come beside them, and are read as in the first place. */
function readHandedOver(environment: Environment, handedOver: unknown): Asked | undefined {
  const args = (handedOver as { readonly args?: unknown } | null)?.args
  if (!Array.isArray(args) || !args.every((argument) => typeof argument === 'string')) return undefined
  const line = readLine(environment, args)
  return line.kind === 'start' ? line.asked : undefined
}

function readLine({ packaged, system }: Environment, args: readonly string[]): CommandLine {
  return readCommandLine({ args, env: process.env, packaged, system, root: process.getuid?.() === 0 })
}
