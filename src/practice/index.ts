// The practice process: starts the practice portal and announces it, to Electron's parent process or as one JSON line on stdout.
// Serves until it is told to end: SIGTERM, SIGINT, a closed stdin, or the message `stop`.
import { randomInt } from 'node:crypto'
import { fstatSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs, type PracticeArgs } from './args'
import { LIVELY, STILL } from './bitrix24/life'
import { CLOUD_BUCKET } from './bitrix24/limits'
import { startPractice, type PracticeOptions, type RunningPractice } from './start'

/** What Electron adds to `process` in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
}

const RANDOM_STEPS = 2 ** 40

function optionsOf(args: PracticeArgs): PracticeOptions {
  const { tlsKey, tlsCert, groups, pace } = args
  const began = Date.now()
  return {
    clock: () => began + (Date.now() - began) * pace,
    random: () => randomInt(RANDOM_STEPS) / RANDOM_STEPS,
    sleep: async (ms) => {
      await sleep(ms / pace)
    },
    seed: args.seed,
    port: args.port,
    control: args.control,
    life: args.still ? STILL : LIVELY,
    bucket: { ...CLOUD_BUCKET, enabled: !args.unlimited },
    ...(groups === undefined ? {} : { groups }),
    ...(tlsKey === undefined || tlsCert === undefined
      ? {}
      : { tls: { key: readFileSync(tlsKey, 'utf8'), cert: readFileSync(tlsCert, 'utf8') } }),
  }
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value
}

function parentPort(): ParentPort | undefined {
  const port: unknown = Reflect.get(process, 'parentPort')
  return isParentPort(port) ? port : undefined
}

/** A closed stdin ends the process only where somebody holds the other end: /dev/null is closed from the start. */
function stdinIsHeld(): boolean {
  if (process.stdin.isTTY) return true
  const stats = fstatSync(0)
  return stats.isFIFO() || stats.isSocket()
}

function endWhenTold(practice: RunningPractice): void {
  const end = (): void => {
    practice.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  const port = parentPort()
  if (port !== undefined) {
    port.on('message', ({ data }) => {
      if (data === 'stop') end()
    })
  } else if (stdinIsHeld()) {
    process.stdin.once('end', end)
    process.stdin.resume()
  }
}

async function main(): Promise<void> {
  const parsed = parseArgs(process.argv.slice(2))
  if (!parsed.ok) {
    process.stderr.write(`${parsed.reason}\n`)
    process.exit(2)
  }
  const practice = await startPractice(optionsOf(parsed.args))
  endWhenTold(practice)
  const port = parentPort()
  if (port === undefined) process.stdout.write(`${JSON.stringify(practice.info)}\n`)
  else port.postMessage(practice.info)
}

main().catch((error: unknown) => {
  process.stderr.write(
    `The practice portal could not start: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
})
