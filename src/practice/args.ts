// Reads the practice process's command line. Unknown words are refused, so that a typing error does not pass for a choice.
export interface PracticeArgs {
  readonly control: boolean
  /** No mover, no moderators: only what is asked for happens. */
  readonly still: boolean
  /** No request limit. */
  readonly unlimited: boolean
  readonly seed: number
  readonly port: number
  /** How many times as fast as outside its time runs, 1 to 1,000. */
  readonly pace: number
  /** How many groups the first portal has, in place of its own number. */
  readonly groups?: number
  readonly tlsKey?: string
  readonly tlsCert?: string
}

export type ParsedArgs =
  { readonly ok: true; readonly args: PracticeArgs } | { readonly ok: false; readonly reason: string }

/** The fixed situations are always there. */
const MIN_GROUPS = 20
const MAX_GROUPS = 200_000
const MAX_PACE = 1000

const FLAGS = ['--control', '--still', '--unlimited'] as const
const VALUES = ['--seed', '--port', '--pace', '--groups', '--tls-key', '--tls-cert'] as const
type ValueName = (typeof VALUES)[number]

function isValueName(name: string): name is ValueName {
  return (VALUES as readonly string[]).includes(name)
}

function toNumber(values: ReadonlyMap<ValueName, string>, name: ValueName, fallback: number): number | undefined {
  const text = values.get(name)
  if (text === undefined) return fallback
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

function collect(argv: readonly string[]): { flags: Set<string>; values: Map<ValueName, string>; unknown?: string } {
  const flags = new Set<string>()
  const values = new Map<ValueName, string>()
  for (const word of argv) {
    const [name = '', ...rest] = word.split('=')
    if ((FLAGS as readonly string[]).includes(word)) flags.add(word)
    else if (isValueName(name) && rest.length > 0) values.set(name, rest.join('='))
    else return { flags, values, unknown: word }
  }
  return { flags, values }
}

/** @param argv the words after the script's name: `--control --still --unlimited --seed=1 --port=0 --pace=1 --groups=124 --tls-key=FILE --tls-cert=FILE`. */
export function parseArgs(argv: readonly string[]): ParsedArgs {
  const { flags, values, unknown } = collect(argv)
  if (unknown !== undefined)
    return {
      ok: false,
      reason: `unknown argument ${unknown}; known: ${[...FLAGS, ...VALUES.map((name) => `${name}=…`)].join(' ')}`,
    }
  const seed = toNumber(values, '--seed', 1)
  const port = toNumber(values, '--port', 0)
  if (seed === undefined || port === undefined || port > 65_000)
    return { ok: false, reason: '--seed and --port take a whole number, --port at most 65000' }
  const pace = toNumber(values, '--pace', 1)
  if (pace === undefined || pace < 1 || pace > MAX_PACE)
    return { ok: false, reason: `--pace takes a whole number from 1 to ${MAX_PACE}` }
  const groups = values.has('--groups') ? toNumber(values, '--groups', 0) : MIN_GROUPS
  if (groups === undefined || groups < MIN_GROUPS || groups > MAX_GROUPS)
    return { ok: false, reason: `--groups takes a number from ${MIN_GROUPS} to ${MAX_GROUPS}` }
  const tlsKey = values.get('--tls-key')
  const tlsCert = values.get('--tls-cert')
  if ((tlsKey === undefined) !== (tlsCert === undefined))
    return { ok: false, reason: '--tls-key and --tls-cert belong together' }
  return {
    ok: true,
    args: {
      control: flags.has('--control'),
      still: flags.has('--still'),
      unlimited: flags.has('--unlimited'),
      seed,
      port,
      pace,
      ...(values.has('--groups') ? { groups } : {}),
      ...(tlsKey === undefined ? {} : { tlsKey }),
      ...(tlsCert === undefined ? {} : { tlsCert }),
    },
  }
}
