// The engines under measurement: how long a search takes, and whether it finds what was meant.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Group } from '../../../src/shared/contract/groups'
import type { Contender, Readings } from '../support/bench'
import { FIRST, openIncludes, openMiniSearch, openOurs, openUFuzzy, type Engine } from './engines'
import { KINDS, type LabelledQuery } from './queries'

export interface SearchWorld {
  readonly groups: readonly Group[]
  readonly queries: readonly LabelledQuery[]
  /** What is sought while one types: every beginning of some searches. */
  readonly typed: readonly string[]
}

type Measure = (engine: Engine, world: SearchWorld) => Readings

const MEGABYTE = 1e6

/** Bytes in use, heap and typed arrays, after everything that can go has gone. */
function bytesHeld(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

interface Named {
  readonly name: string
  readonly open: (groups: readonly Group[]) => Engine
  /** Fewer rounds for one that would take minutes. */
  readonly rounds?: number
}

const NAMED: readonly Named[] = [
  { name: 'Bellhop', open: openOurs },
  { name: 'MiniSearch, prefix and fuzzy', open: openMiniSearch },
  { name: 'uFuzzy, unicode, one mistake', open: openUFuzzy, rounds: 1 },
  { name: 'includes over joined text', open: openIncludes },
]

function contender({ name, open, rounds }: Named, measure: Measure): Contender<SearchWorld> {
  return {
    name,
    ...(rounds === undefined ? {} : { rounds }),
    ...(open === openOurs ? { ours: true as const } : {}),
    start(world) {
      const before = bytesHeld()
      const started = performance.now()
      const engine = open(world.groups)
      const build = performance.now() - started
      const memory = (bytesHeld() - before) / MEGABYTE
      return Promise.resolve({
        run: (round) =>
          Promise.resolve({
            ...measure(engine, world),
            ...(measure === measureLabelled && round === 0 ? { build, memory } : {}),
          }),
        stop: () => Promise.resolve(engine.close()),
      })
    },
  }
}

export const contenders = (measure: Measure): readonly Contender<SearchWorld>[] =>
  NAMED.map((named) => contender(named, measure))

const timed = (engine: Engine, text: string): number => {
  const started = performance.now()
  engine.find(text)
  return performance.now() - started
}

export const kindMetric = (kind: string): string => `found-${kind.replaceAll(' ', '-')}`

/** Which of the labelled searches have the group that was meant among the first fifty, and how long each took. */
function ask(engine: Engine, { queries }: SearchWorld): readonly { readonly hit: boolean; readonly time: number }[] {
  return queries.map(({ text, expected }) => {
    const started = performance.now()
    const found = engine.find(text)
    const time = performance.now() - started
    if (found.length > FIRST) throw new Error('an engine gave more than it was asked for')
    return { hit: found.includes(expected), time }
  })
}

const share = (hits: readonly boolean[]): number => hits.filter(Boolean).length / hits.length

export const measureLabelled: Measure = (engine, world) => {
  const asked = ask(engine, world)
  return { time: asked.map(({ time }) => time), recall: share(asked.map(({ hit }) => hit)) }
}

export const measureKinds: Measure = (engine, world) => {
  const asked = ask(engine, world)
  const hitsOf = (kind: string): boolean[] =>
    asked.filter((_each, at) => world.queries[at]?.kind === kind).map(({ hit }) => hit)
  return Object.fromEntries(KINDS.map((kind) => [kindMetric(kind), share(hitsOf(kind))]))
}

export const measureTyping: Measure = (engine, { typed }) => ({ time: typed.map((text) => timed(engine, text)) })
