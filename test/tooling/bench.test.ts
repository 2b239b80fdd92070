// Would catch: a slow reading hidden by averaging, a goal green without a reading, contenders run in blocks, warm-ups counted.
import { join } from 'node:path'
import fc from 'fast-check'
import { check, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { updatePage } from '../../scripts/bench/page.ts'
import { allMet, renderBench } from '../../scripts/bench/render.ts'
import type { BenchReport, Goal, Row } from '../../scripts/bench/report.ts'
import { judge, quantile } from '../../scripts/bench/statistics.ts'
import { measureBench, part, type Bench, type Contender } from '../bench/support/bench'

const hundred = Array.from({ length: 100 }, (_, index) => index + 1).toReversed()

describe('quantile', () => {
  it.each([
    ['min', 1],
    ['median', 50],
    ['p95', 95],
    ['max', 100],
  ] as const)('%s of 1 to 100 is %d', (at, expected) => expect(quantile(hundred, at)).toBe(expected))

  it('is always a reading, between min and max', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (readings) => {
        const p95 = quantile(readings, 'p95')
        expect(readings).toContain(p95)
        expect(p95).toBeGreaterThanOrEqual(quantile(readings, 'median'))
        expect(p95).toBeLessThanOrEqual(quantile(readings, 'max'))
      }),
    )
  })

  it('does not make a number of nothing, nor of what is none', () => {
    expect(() => quantile([], 'p95')).toThrow(RangeError)
    expect(() => quantile([1, Number.NaN], 'min')).toThrow(RangeError)
  })
})

const ROWS: readonly Row[] = [
  { contender: 'ours', ours: true, rounds: 3, readings: { time: [10, 20, 30], hits: [0.96] } },
  { contender: 'rival', ours: false, rounds: 2, readings: { time: [500, 400, 700] } },
]
const limit = (over: Partial<Extract<Goal, { kind: 'limit' }>>): Goal => ({
  ...{ kind: 'limit', contender: 'ours', metric: 'time', at: 'max', bound: 'at most', value: 30 },
  ...over,
})
const times = (value: number): Goal => ({ kind: 'times', contender: 'ours', rival: 'rival', metric: 'time', value })

describe('a goal', () => {
  it.each([
    ['at its limit', limit({}), true],
    ['just over it', limit({ value: 29.999 }), false],
    ['at least', limit({ metric: 'hits', at: 'min', bound: 'at least', value: 0.95 }), true],
    ['below at least', limit({ metric: 'hits', at: 'min', bound: 'at least', value: 0.97 }), false],
    ['25 times faster by the medians', times(25), true],
    ['26 times', times(26), false],
    ['about what was not measured', limit({ metric: 'gone' }), false],
    ['beside a rival that was not measured', { ...times(1), metric: 'hits' }, false],
  ])('%s', (_name, goal, met) => expect(judge(goal, ROWS).met).toBe(met))
})

const REPORT: BenchReport = {
  name: 'sample',
  title: 'what it is',
  about: 'How fast it is.',
  parts: [
    {
      title: 'Reading',
      about: 'Reads.',
      rounds: 3,
      metrics: [
        { id: 'time', title: 'time', unit: 'ms', shown: 'spread' },
        { id: 'hits', title: 'hits', unit: 'ratio', shown: 'single' },
      ],
      rows: ROWS,
      goals: [limit({ value: 20 }), times(2)],
    },
  ],
}

describe('the page', () => {
  const section = renderBench(REPORT, 'Facts.')

  it('shows every reading’s spread and what came of each goal', () => {
    expect(section).toMatch(/\| \*\*ours\*\* +\| +10\.0 +\| +20\.0 +\| +30\.0 +\| +30\.0 +\| +3 \|/)
    expect(section).toMatch(/\| rival +\| +400 +\| +500 +\| +700 +\| +700 +\| +3 \|/)
    expect(section).toContain('- **missed**: ours, time: max at most 20.0 ms — 30.0 ms')
    expect(section).toContain('- met: ours, time: at least 2 times better than rival — 25.0 times')
    expect(section).toContain('3 rounds, the contenders in turn; of these rival 2.')
    expect(allMet(REPORT)).toBe(false)
  })

  it('keeps the other sections, replaces its own, and is the same when written twice', () => {
    const alpha = section.replace('sample', 'alpha')
    const both = updatePage(
      '',
      new Map([
        ['sample', section],
        ['alpha', alpha],
      ]),
    )
    const after = updatePage(both, new Map([['sample', section.replace('Facts.', 'Later.')]]))
    expect(after.match(/^## .*$/gm)).toEqual(['## alpha: what it is', '## sample: what it is'])
    expect(after).toContain('_Facts._')
    expect(after).toContain('_Later._')
    expect(updatePage(after, new Map())).toBe(after)
  })

  it('is in the house style, so that the check of the format holds after each run', async () => {
    const filepath = join(import.meta.dirname, '../../docs/benchmarks.md')
    const options = { ...(await resolveConfig(filepath)), filepath }
    expect(await check(updatePage('', new Map([['sample', section]])), options)).toBe(true)
  })
})

describe('the rounds', () => {
  const order: string[] = []
  const contender = (name: string, more: Partial<Contender<string>> = {}): Contender<string> => ({
    name,
    ...more,
    start: async (world) => ({
      run: async (round) => {
        order.push(`${name}${round}`)
        return { time: round < 0 ? 1e6 : [round, world.length] }
      },
      stop: async () => void order.push(`${name} stops`),
    }),
  })
  const bench = (contenders: readonly Contender<string>[]): Bench => ({
    name: 'order',
    title: '',
    about: '',
    parts: [
      part({
        title: '',
        about: '',
        rounds: 2,
        warmUps: 1,
        metrics: [{ id: 'time', title: 'time', unit: 'ms', shown: 'spread' }],
        goals: [],
        contenders,
        open: async (random) => ({ world: String(random()), close: async () => void order.push('closed') }),
      }),
    ],
  })

  it('take the contenders in turn, drop the warm-up, and end everything', async () => {
    const { parts } = await measureBench(bench([contender('a'), contender('b', { rounds: 1 })]), () => undefined)
    expect(order).toEqual(['a-1', 'b-1', 'a0', 'b0', 'a1', 'b stops', 'a stops', 'closed'])
    const [a, b] = parts[0]?.rows ?? []
    expect(a?.readings['time']).toHaveLength(4)
    expect(Math.max(...(b?.readings['time'] ?? []))).toBeLessThan(100)
  })

  it('work on the same data in every run', async () => {
    const seen: string[] = []
    const note: Contender<string> = { name: 'n', start: async (world) => ({ run: async () => (seen.push(world), {}) }) }
    await measureBench(bench([note]), () => undefined)
    await measureBench(bench([note]), () => undefined)
    expect(new Set(seen).size).toBe(1)
  })

  it('end what was started when a contender breaks', async () => {
    order.length = 0
    const broken: Contender<string> = { name: 'x', start: () => Promise.reject(new Error('broken')) }
    await expect(measureBench(bench([contender('a'), broken]), () => undefined)).rejects.toThrow('broken')
    expect(order).toEqual(['a stops', 'closed'])
  })
})
