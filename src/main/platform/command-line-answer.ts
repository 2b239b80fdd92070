// What the command line is answered with before anything is opened: help, the version, or why it was refused.
import { writeSync } from 'node:fs'
import type { CommandLine } from './launch-options'
import type { Texts } from './texts'

export interface CommandLineAnswer {
  readonly text: string
  /** Where it is printed: what was asked for on the first, what went wrong on the second. */
  readonly to: 'stdout' | 'stderr'
  /** 0 for done, 2 for not understood. */
  readonly code: 0 | 2
}

/** The answer to a command line that starts nothing. */
export function answerCommandLine(
  commandLine: Exclude<CommandLine, { kind: 'start' }>,
  { text, version }: { readonly text: Texts; readonly version: string },
): CommandLineAnswer {
  switch (commandLine.kind) {
    case 'help':
      return { text: helpText(text, version), to: 'stdout', code: 0 }
    case 'version':
      return { text: `Bellhop ${version}\n`, to: 'stdout', code: 0 }
    case 'refused':
      return { text: `${refusalText(commandLine, text)}\n${text('commandLine.nothingDone')}\n`, to: 'stderr', code: 2 }
  }
}

/** Prints at once; a process without a console has nobody to tell. */
export function say({ text, to }: CommandLineAnswer): void {
  try {
    writeSync(to === 'stdout' ? 1 : 2, text)
  } catch {
    // Closed, or none: https://nodejs.org/api/process.html#a-note-on-process-io
  }
}

function helpText(text: Texts, version: string): string {
  const options = [
    ['--quick-send', text('commandLine.quickSend')],
    ['--open LINK', text('commandLine.open')],
    ['--hidden', text('commandLine.hidden')],
    ['--version', text('commandLine.version')],
    ['--help', text('commandLine.help')],
  ] as const
  return [
    `Bellhop ${version}`,
    '',
    text('commandLine.usage'),
    '',
    ...options.map(([name, does]) => `  ${name.padEnd(14)}${does}`),
    '',
    text('commandLine.link'),
    text('commandLine.running'),
    text('commandLine.together'),
    text('commandLine.switches'),
    text('commandLine.codes'),
    '',
  ].join('\n')
}

function refusalText({ reason, name }: Extract<CommandLine, { kind: 'refused' }>, text: Texts): string {
  if (reason !== 'unknown') return text(`commandLine.refused.${reason}`)
  return name === '' ? text('commandLine.refused.unknownWord') : text('commandLine.refused.unknown', { name })
}
