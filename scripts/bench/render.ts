// A report as Markdown: tables by metric, then each goal with what was measured. Read in the terminal as it is.
import { judge, quantile } from './statistics.ts'
import type { Verdict } from './statistics.ts'
import type { BenchReport, Metric, PartReport, Row, Unit } from './report.ts'

const SPREAD = ['min', 'median', 'p95', 'max'] as const
const NONE = '–'

const SUFFIX: Readonly<Record<Unit, string>> = { ms: ' ms', s: ' s', MB: ' MB', '%': ' %', count: '', ratio: '' }

/** Three digits where they say something. */
const rounded = (value: number): string => {
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)
}

const digits = (value: number, unit: Unit): string => {
  if (unit === 'count' && Number.isInteger(value)) return String(value)
  return unit === 'ratio' ? value.toFixed(3) : rounded(value)
}

const shown = (value: number, unit: Unit): string => digits(value, unit) + SUFFIX[unit]

const grid = (heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => {
  const all = [heads, ...rows]
  const widths = heads.map((_head, column) => Math.max(3, ...all.map((cells) => [...(cells[column] ?? '')].length)))
  const line = (cells: readonly string[]): string =>
    `| ${widths
      .map((width, column) =>
        column === 0 ? (cells[column] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width),
      )
      .join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(heads), `| ${rule.join(' | ')} |`, ...rows.map(line)]
}

const named = ({ contender, ours }: Row): string => (ours ? `**${contender}**` : contender)

const spreadTable = (metric: Metric, rows: readonly Row[]): readonly string[] => {
  const measured = rows.filter((row) => (row.readings[metric.id] ?? []).length > 0)
  const cells = (row: Row): readonly string[] => {
    const readings = row.readings[metric.id] ?? []
    return [named(row), ...SPREAD.map((at) => digits(quantile(readings, at), metric.unit)), String(readings.length)]
  }
  const unit = SUFFIX[metric.unit].trim()
  const head = unit === '' ? metric.title : `${metric.title}, ${unit}`
  return grid([head, ...SPREAD, 'readings'], measured.map(cells))
}

const single = (metric: Metric, row: Row): string => {
  const readings = row.readings[metric.id] ?? []
  if (readings.length === 0) return NONE
  const [low, middle, high] = (['min', 'median', 'max'] as const).map((at) =>
    digits(quantile(readings, at), metric.unit),
  )
  const spread = low === high ? '' : ` (${low}–${high})`
  return `${middle}${SUFFIX[metric.unit]}${spread}`
}

const singlesTable = (metrics: readonly Metric[], rows: readonly Row[]): readonly string[] =>
  grid(
    ['', ...metrics.map(({ title }) => title)],
    rows
      .filter((row) => metrics.some(({ id }) => (row.readings[id] ?? []).length > 0))
      .map((row) => [named(row), ...metrics.map((metric) => single(metric, row))]),
  )

const wish = ({ goal }: Verdict, metric: Metric): string =>
  goal.kind === 'limit'
    ? `${goal.contender}, ${metric.title}: ${goal.at} ${goal.bound} ${shown(goal.value, metric.unit)}`
    : `${goal.contender}, ${metric.title}: at least ${goal.value} times better than ${goal.rival}`

const found = ({ goal, measured }: Verdict, metric: Metric): string => {
  if (measured === undefined) return 'not measured'
  return goal.kind === 'limit' ? shown(measured, metric.unit) : `${rounded(measured)} times`
}

const goalLine = (verdict: Verdict, metrics: readonly Metric[]): string => {
  const metric = metrics.find(({ id }) => id === verdict.goal.metric)
  if (metric === undefined) throw new Error(`a goal is about a metric that is not there: ${verdict.goal.metric}`)
  return `- ${verdict.met ? 'met' : '**missed**'}: ${wish(verdict, metric)} — ${found(verdict, metric)}`
}

const roundsOf = ({ rounds, rows }: PartReport): string => {
  if (rounds === 1) return 'One round.'
  const fewer = rows.filter((row) => row.rounds < rounds).map((row) => `${row.contender} ${row.rounds}`)
  return `${rounds} rounds, the contenders in turn${fewer.length > 0 ? `; of these ${fewer.join(', ')}` : ''}.`
}

const partLines = (part: PartReport): readonly string[] => {
  const singles = part.metrics.filter((metric) => metric.shown === 'single')
  const tables = [
    ...part.metrics.filter((metric) => metric.shown === 'spread').map((metric) => spreadTable(metric, part.rows)),
    ...(singles.length > 0 ? [singlesTable(singles, part.rows)] : []),
  ]
  const goals = part.goals.map((goal) => goalLine(judge(goal, part.rows), part.metrics))
  return [
    `### ${part.title}`,
    '',
    `${part.about} ${roundsOf(part)}`,
    ...tables.flatMap((table) => ['', ...table]),
    ...(goals.length > 0 ? ['', ...goals] : []),
  ]
}

/** @returns the section of a bench, without its heading's facts about the machine. */
export const renderBench = (report: BenchReport, facts: string): string =>
  [
    `## ${report.name}: ${report.title}`,
    '',
    report.about,
    '',
    `_${facts}_`,
    ...report.parts.flatMap((part) => ['', ...partLines(part)]),
    '',
  ].join('\n')

/** Whether every goal of a report is met. */
export const allMet = (report: BenchReport): boolean =>
  report.parts.every((part) => part.goals.every((goal) => judge(goal, part.rows).met))
