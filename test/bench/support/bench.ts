// A bench: parts, each with contenders that run in turn (A B A B) over the same data. What it measures is data, so that
// the page can be written without knowing any bench.
import type { BenchReport, Goal, Metric, PartReport } from '../../../scripts/bench/report.ts'
import { seededRandom } from '../../../src/practice/random'
import type { Random } from '../../../src/practice/types'

/** By metric id: one number, or many that were read in one round. */
export type Readings = Readonly<Record<string, number | readonly number[]>>

/** A contender made ready. */
export interface Running {
  /** One round. `round` counts from 0; warm-up rounds are negative and their readings are dropped. */
  run(round: number): Promise<Readings>
  stop?(): Promise<void>
}

export interface Contender<World> {
  readonly name: string
  /** Ours, not a rival. */
  readonly ours?: true
  /** Fewer rounds than the others, for one that takes minutes. */
  readonly rounds?: number
  start(world: World): Promise<Running>
}

export interface PartOptions<World> {
  readonly title: string
  /** What is measured and how, in a sentence or two: it stands on the page. */
  readonly about: string
  readonly rounds: number
  /** Rounds before the first that counts. */
  readonly warmUps?: number
  readonly metrics: readonly Metric[]
  readonly goals: readonly Goal[]
  readonly contenders: readonly Contender<World>[]
  /** What all contenders work on; made once. `random` is seeded the same in every run. */
  open(random: Random): Promise<{ readonly world: World; close?(): Promise<void> }>
}

export interface Part {
  readonly title: string
  /** @param tell takes a line of news for who waits. */
  measure(tell: (line: string) => void): Promise<PartReport>
}

export interface Bench {
  /** The name of its file. */
  readonly name: string
  readonly title: string
  readonly about: string
  readonly parts: readonly Part[]
}

const SEED = 20_260_717

type Collected = Map<string, number[]>

function collect(into: Collected, readings: Readings, metrics: readonly Metric[]): void {
  for (const [id, value] of Object.entries(readings)) {
    if (!metrics.some((metric) => metric.id === id)) throw new Error(`a reading of no metric: ${id}`)
    into.set(id, [...(into.get(id) ?? []), ...(typeof value === 'number' ? [value] : value)])
  }
}

interface Entrant<World> {
  readonly contender: Contender<World>
  readonly running: Running
  readonly readings: Collected
}

async function runRounds<World>(
  options: PartOptions<World>,
  entrants: readonly Entrant<World>[],
  tell: (line: string) => void,
): Promise<void> {
  for (let round = -(options.warmUps ?? 0); round < options.rounds; round += 1) {
    for (const { contender, running, readings } of entrants) {
      if (round >= (contender.rounds ?? options.rounds)) continue
      const started = performance.now()
      const read = await running.run(round)
      if (round >= 0) collect(readings, read, options.metrics)
      tell(`round ${round}: ${contender.name}, ${(performance.now() - started).toFixed(0)} ms`)
    }
  }
}

/** @returns the part, which keeps to itself what its contenders work on. */
export function part<World>(options: PartOptions<World>): Part {
  return {
    title: options.title,
    async measure(tell) {
      const { world, close } = await options.open(seededRandom(SEED))
      const entrants: Entrant<World>[] = []
      try {
        for (const contender of options.contenders)
          entrants.push({ contender, running: await contender.start(world), readings: new Map() })
        await runRounds(options, entrants, tell)
      } finally {
        for (const { running } of entrants.toReversed()) await running.stop?.()
        await close?.()
      }
      const rows = entrants.map(({ contender, readings }) => ({
        contender: contender.name,
        ours: contender.ours === true,
        rounds: Math.min(contender.rounds ?? options.rounds, options.rounds),
        readings: Object.fromEntries(readings),
      }))
      const { title, about, rounds, metrics, goals } = options
      return { title, about, rounds, metrics, rows, goals }
    },
  }
}

/** Runs every part, one after another. */
export async function measureBench(bench: Bench, tell: (line: string) => void): Promise<BenchReport> {
  const parts: PartReport[] = []
  for (const each of bench.parts) {
    tell(each.title)
    parts.push(await each.measure(tell))
  }
  return { name: bench.name, title: bench.title, about: bench.about, parts }
}
