// Numbers out of readings, and goals held against them. Pure.
import type { At, Goal, Row } from './report.ts'

const RANK: Readonly<Record<At, number>> = { min: 0, median: 0.5, p95: 0.95, max: 1 }

/**
 * By nearest rank: always one of the readings, never a number between two.
 * @throws RangeError where there are no readings, or one is not a number: such a result must not look like a fast one.
 */
export const quantile = (readings: readonly number[], at: At): number => {
  if (readings.some((reading) => !Number.isFinite(reading))) throw new RangeError('a reading is not a number')
  const place = Math.max(0, Math.ceil(RANK[at] * readings.length) - 1)
  const value = readings.toSorted((a, b) => a - b)[place]
  if (value === undefined) throw new RangeError('there are no readings')
  return value
}

export interface Verdict {
  readonly goal: Goal
  /** Absent when it was never measured, which is a goal missed. */
  readonly measured?: number
  readonly met: boolean
}

const readingsOf = (rows: readonly Row[], contender: string, metric: string): readonly number[] =>
  rows.find((row) => row.contender === contender)?.readings[metric] ?? []

const measure = (goal: Goal, rows: readonly Row[]): number | undefined => {
  const own = readingsOf(rows, goal.contender, goal.metric)
  if (own.length === 0) return undefined
  if (goal.kind === 'limit') return quantile(own, goal.at)
  const rival = readingsOf(rows, goal.rival, goal.metric)
  return rival.length === 0 ? undefined : quantile(rival, 'median') / quantile(own, 'median')
}

/** Holds a goal against what was measured, without rounding. */
export const judge = (goal: Goal, rows: readonly Row[]): Verdict => {
  const measured = measure(goal, rows)
  if (measured === undefined) return { goal, met: false }
  const met = goal.kind === 'limit' && goal.bound === 'at most' ? measured <= goal.value : measured >= goal.value
  return { goal, measured, met }
}
