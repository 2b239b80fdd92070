// Makes what is held agree with the portal where a list alone cannot: groups are asked for by their ids before they count
// as gone, and where the numbers disagree only the part of the list in which they do is read again.
import type { JsonObject } from '../../../shared/contract/common'
import { ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { Command } from './batch'
import type { Done } from './client'
import { idOf, listCommand, PAGE, rowsOf } from './group-list'
import { keepRows } from './group-facts'
import type { Facts, Reader } from './group-facts'
import { failed, isNumericId } from './portal'
import { pause } from './pause'

/** Attempts at a command that is lost. */
const ATTEMPTS = 3
/** Ranges of ids whose groups are counted in one request. */
const RANGES = 48
/** Rounds of counting; a list that changes all the time is right enough after them, and is looked at again next time. */
const ROUNDS = 3

/** Runs commands until each has an answer. */
export async function ask(
  { portal, reading: { signal } }: Reader,
  commands: Readonly<Record<string, Command>>,
): Promise<Result<Readonly<Record<string, Done>>>> {
  const done: Record<string, Done> = {}
  for (let attempt = 1; ; attempt += 1) {
    const open = Object.fromEntries(Object.entries(commands).filter(([key]) => done[key] === undefined))
    const answer = await portal.client.batch<string>(open, { lane: 'background', ...(signal && { signal }) })
    if (!answer.ok) return failed(answer)
    for (const [key, one] of Object.entries(answer.data)) if (one.ok) done[key] = one
    const lost = Object.values(answer.data).find((one) => !one.ok)
    if (lost === undefined || lost.ok) return ok(done)
    if (lost.error.retry !== 'later' || attempt >= ATTEMPTS) return failed(lost)
    await pause(portal, signal)
  }
}

/** Commands that bring these groups, fifty each. */
export function byIdCommands({ portal }: Reader, groupIds: readonly string[]): Record<string, Command> {
  const count = Math.ceil(groupIds.length / PAGE)
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => {
      const ID = groupIds.slice(at * PAGE, (at + 1) * PAGE)
      return [`ids${at}`, listCommand(portal, { filter: { ID } })] as const
    }),
  )
}

/** Asks for groups one by one: keeps those that are there, and tells the others to be gone. */
export async function verify(reader: Reader, groupIds: readonly string[], facts: Facts): Promise<Result<void>> {
  if (groupIds.length === 0) return ok(undefined)
  const answers = await ask(reader, byIdCommands(reader, groupIds.filter(isNumericId)))
  if (!answers.ok) return answers
  const rows = Object.values(answers.data).flatMap(({ data }) => rowsOf(data))
  const there = new Set(rows.map((row) => String(idOf(row))))
  const gone = groupIds.filter((id) => !there.has(id))
  return keepRows(reader, { rows, facts, gone })
}

/** How many groups the portal counts. */
export async function countAll(reader: Reader): Promise<Result<number | undefined>> {
  const answer = await ask(reader, { all: listCommand(reader.portal, { filter: {}, idsOnly: true }) })
  return answer.ok ? ok(answer.data['all']?.total) : answer
}

interface Range {
  /** Ids above `from` up to `to`; the last range has no end. */
  readonly from: number
  readonly to: number | undefined
  readonly held: readonly number[]
}

/**
 * Counts the groups of a few dozen ranges of ids in one request, reads those ranges anew whose number is another than
 * held, and repeats until all agree.
 * @returns how many groups the portal counts in the end
 */
export async function reconcile(reader: Reader, facts: Facts): Promise<Result<number>> {
  let total = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const ranges = rangesOf(await reader.reading.held.ids())
    const counted = await ask(
      reader,
      Object.fromEntries(ranges.map((range, at) => [`n${at}`, countCommand(reader, range)])),
    )
    if (!counted.ok) return counted
    const counts = ranges.map((_, at) => counted.data[`n${at}`]?.total ?? 0)
    total = counts.reduce((sum, count) => sum + count, 0)
    const wrong = ranges.flatMap((range, at) =>
      counts[at] === range.held.length ? [] : [{ ...range, count: counts[at] ?? 0 }],
    )
    if (wrong.length === 0) break
    const found = await readRanges(reader, wrong, facts)
    if (!found.ok) return found
    if (found.data !== 'changed') break
  }
  return ok(total)
}

function rangesOf(groupIds: readonly string[]): Range[] {
  const ids = Float64Array.from(groupIds, Number).filter(Number.isSafeInteger).sort()
  const size = Math.max(PAGE, Math.ceil(ids.length / RANGES))
  const count = Math.max(1, Math.ceil(ids.length / size))
  return Array.from({ length: count }, (_, at) => {
    const held = [...ids.subarray(at * size, (at + 1) * size)]
    const from = at === 0 ? 0 : (ids[at * size - 1] ?? 0)
    return { from, to: at === count - 1 ? undefined : held.at(-1), held }
  })
}

function within({ from, to }: Range): JsonObject {
  return { '>ID': from, ...(to === undefined ? {} : { '<=ID': to }) }
}

function countCommand({ portal }: Reader, range: Range): Command {
  return listCommand(portal, { filter: within(range), idsOnly: true })
}

/**
 * `agree`: every range has as many groups now as the portal counted. `same`: nothing was wrong after all; the portal
 * counts what it does not show. `changed`: the list changes still.
 */
async function readRanges(
  reader: Reader,
  wrong: readonly (Range & { readonly count: number })[],
  facts: Facts,
): Promise<Result<'agree' | 'same' | 'changed'>> {
  const commands = wrong.flatMap((range, at) =>
    Array.from({ length: Math.max(1, Math.ceil(range.count / PAGE)) }, (_, page) => {
      return [`r${at}p${page}`, listCommand(reader.portal, { filter: within(range), start: page * PAGE })] as const
    }),
  )
  const answers = await ask(reader, Object.fromEntries(commands))
  if (!answers.ok) return answers
  const rows = Object.values(answers.data).flatMap(({ data }) => rowsOf(data))
  const { held } = reader.reading
  const shown = new Set(rows.map(idOf))
  const before = held.count()
  const kept = await keepRows(reader, { rows, facts })
  if (!kept.ok) return kept
  const added = held.count() - before
  const missing = wrong.flatMap((range) => range.held.filter((id) => !shown.has(id)))
  const verified = await verify(reader, missing.map(String), facts)
  if (!verified.ok) return verified
  const removed = before + added - held.count()
  const expected = wrong.reduce((sum, { count }) => sum + count, 0)
  if (shown.size + missing.length - removed === expected) return ok('agree')
  return ok(added === 0 && removed === 0 ? 'same' : 'changed')
}
