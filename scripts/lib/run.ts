// Runs other programs. Knows nothing of what they are for.
import { spawn, spawnSync } from 'node:child_process'

export type Env = Readonly<Record<string, string | undefined>>

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Env
  /** Ends the program after so many milliseconds; the exit code is then non-zero. */
  readonly timeoutMs?: number
}

/** Exit code by shell custom for a program that could not be started. */
const NOT_STARTED = 127

/**
 * Runs a program with our own stdin, stdout and stderr and answers its exit code.
 * SIGINT and SIGTERM that reach us are passed on, and we wait for it to end.
 */
export const runThrough = (command: string, args: readonly string[], options: RunOptions = {}): Promise<number> =>
  new Promise((done) => {
    const child = spawn(command, [...args], { cwd: options.cwd, env: options.env, stdio: 'inherit' })
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal)
    const timer = options.timeoutMs === undefined ? undefined : setTimeout(() => pass('SIGKILL'), options.timeoutMs)
    const finish = (code: number): void => {
      clearTimeout(timer)
      process.off('SIGINT', pass).off('SIGTERM', pass)
      done(code)
    }
    process.on('SIGINT', pass).on('SIGTERM', pass)
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`)
      finish(NOT_STARTED)
    })
    child.once('exit', (code) => finish(code ?? 1))
  })

/** Runs a program to its end beside others, and answers its exit code and all it printed, in the order it came. */
export const captureThrough = (
  command: string,
  args: readonly string[],
  options: Pick<RunOptions, 'cwd' | 'env'> = {},
): Promise<{ readonly code: number; readonly output: string }> =>
  new Promise((done) => {
    const stdio = ['ignore', 'pipe', 'pipe'] as const
    const child = spawn(command, [...args], { cwd: options.cwd, env: options.env, stdio: [...stdio] })
    let output = ''
    // Decoded by the stream: a letter may be cut by the end of a piece.
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => void (output += text))
    }
    child.once('error', (error) => done({ code: NOT_STARTED, output: output + error.message }))
    child.once('close', (code) => done({ code: code ?? 1, output }))
  })

export interface Captured {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end and answers what it printed; a program that is not there answers 127. */
export const capture = (command: string, args: readonly string[], options: RunOptions = {}): Captured => {
  const result = spawnSync(command, [...args], {
    cwd: options.cwd,
    env: options.env,
    encoding: 'utf8',
    timeout: options.timeoutMs,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (result.error !== undefined) return { code: NOT_STARTED, stdout: '', stderr: result.error.message }
  return { code: result.status ?? 1, stdout: result.stdout, stderr: result.stderr }
}
