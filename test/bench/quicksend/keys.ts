// Keys as an X server delivers them, pressed by a program that runs already: starting one takes longer than what is measured.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Keys {
  /** Presses a letter with Ctrl and Alt held already; answers the time of day right before it, in milliseconds. */
  press(letter: string): number
  /** Types without them. */
  type(letter: string): void
  end(): Promise<void>
}

/** @param env names the display */
export function openKeys(env: Readonly<Record<string, string>>): Keys {
  const xdotool = spawn('xdotool', ['-'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const say = (line: string): void => void xdotool.stdin.write(`${line}\n`)
  return {
    press(letter) {
      say('keydown Control_L keydown Alt_L')
      const at = Date.now()
      say(`key --delay 0 ${letter} keyup Alt_L keyup Control_L`)
      return at
    },
    type: (letter) => say(`key --delay 0 ${letter}`),
    async end() {
      const ended = once(xdotool, 'exit')
      xdotool.stdin.end()
      await ended
    },
  }
}
