// What a bench reports: readings by contender, and the goals they are held against. Data only; it goes through a file.

export const UNITS = ['ms', 's', 'MB', '%', 'count', 'ratio'] as const
export type Unit = (typeof UNITS)[number]

/** A number out of many readings. */
export type At = 'min' | 'median' | 'p95' | 'max'

export interface Metric {
  readonly id: string
  /** Heading of its table or column, without the unit. */
  readonly title: string
  readonly unit: Unit
  /** `spread`: a table of its own with min, median, p95, max. `single`: one column, the median (min–max where they differ). */
  readonly shown: 'spread' | 'single'
}

export interface Row {
  readonly contender: string
  readonly ours: boolean
  /** How many rounds it ran: one that takes minutes may run fewer than the others. */
  readonly rounds: number
  /** By metric id, all rounds together. A contender may leave out a metric that it does not have. */
  readonly readings: Readonly<Record<string, readonly number[]>>
}

export type Goal =
  | {
      readonly kind: 'limit'
      readonly contender: string
      readonly metric: string
      readonly at: At
      readonly bound: 'at most' | 'at least'
      readonly value: number
    }
  /** The rival's median is at least so many times ours. */
  | {
      readonly kind: 'times'
      readonly contender: string
      readonly rival: string
      readonly metric: string
      readonly value: number
    }

export interface PartReport {
  readonly title: string
  /** What is measured and how, in a sentence or two. */
  readonly about: string
  readonly rounds: number
  readonly metrics: readonly Metric[]
  readonly rows: readonly Row[]
  readonly goals: readonly Goal[]
}

export interface BenchReport {
  readonly name: string
  readonly title: string
  readonly about: string
  readonly parts: readonly PartReport[]
}
