// The search over all groups, in memory: a copy of what is sought and sorted by, which the table stays the truth for.
// It knows nothing of SQL; whoever reads the table tells it about every row that changed.
import type { Sought } from '../../../shared/domain/search-marks'
import { foldForSearch, searchWords } from '../../../shared/domain/search-text'
import { applyRows, type IndexParts, type RowChange } from './apply-rows'
import { countBits, except, type Bits } from './bits'
import type { Filter } from './facets'
import { findAll, type Found } from './found'
import { createKept } from './kept'
import { createOrder, type Order } from './order'
import { createPostings } from './postings'
import { createSlots, type Slots } from './slots'
import { createVocabulary } from './vocabulary'
import { createWordMatches, type WordMatches } from './word-matches'

export type Sort = 'activity' | 'name' | 'members'

export interface IndexQuery extends Filter {
  readonly text?: string | undefined
  /** `activity` when absent. */
  readonly sort?: Sort | undefined
}

export interface IndexAnswer {
  readonly total: number
  /** The rows from `from` up to `to`, as far as there are so many. */
  rows(from: number, to: number): number[]
  readonly sought: readonly Sought[]
  readonly corrected?: string
}

export interface GroupIndex {
  /** A change without `text` must be of a row that is known. */
  apply(changes: readonly RowChange[]): void
  knows(row: number): boolean
  search(query: IndexQuery): IndexAnswer
  /** Groups held, those that are gone included. */
  size(): number
  /** How much of it is held for groups that are gone: 0 to 1. */
  waste(): number
}

/** Answers kept, so that the pages of a list cost no search each; and what filters let through, which stays as one types. */
const KEPT_ANSWERS = 8
const KEPT_FILTERS = 4

export function createGroupIndex(): GroupIndex {
  const parts: IndexParts = { vocabulary: createVocabulary(), postings: createPostings(), slots: createSlots() }
  const { slots } = parts
  const matches = createWordMatches(parts)
  const orders: Orders = {
    activity: createOrder(slots.byActivity),
    name: createOrder(slots.byName),
    members: createOrder(slots.byMembers),
  }
  const answers = createKept<Listed>(KEPT_ANSWERS)
  const filters = createKept<Bits>(KEPT_FILTERS)
  const passing = ({ text: _text, sort: _sort, ...filter }: IndexQuery): Bits =>
    filters.get(JSON.stringify(filter), () => slots.passing(filter))
  return {
    knows: (row) => slots.slotOf(row) !== undefined,
    apply(changes) {
      const before = slots.size()
      const { gone, come } = applyRows(changes, parts)
      if (gone.size > 0 || come.size > 0) for (const order of Object.values(orders)) order.change(gone, come)
      if (changes.length > 0) for (const kept of [answers, filters]) kept.clear()
      if (slots.size() > before) matches.forget()
    },
    search(query) {
      const key = JSON.stringify({ ...query, text: searchWords(query.text ?? '') })
      const listed = answers.get(key, () => list(query, { passing: passing(query), matches, orders, slots }))
      const { corrected } = listed
      return {
        total: listed.slots.length,
        rows: (from, to) => Array.from(listed.slots.subarray(from, to), slots.rowOf),
        sought: listed.sought,
        ...(corrected === undefined ? {} : { corrected }),
      }
    },
    size: slots.size,
    waste: () => (slots.size() === 0 ? 0 : 1 - slots.live() / slots.size()),
  }
}

type Orders = { readonly [S in Sort]: Order }

interface Listed {
  readonly slots: Int32Array
  readonly sought: readonly Sought[]
  readonly corrected: string | undefined
}

interface ListOptions {
  readonly passing: Bits
  readonly matches: WordMatches
  readonly orders: Orders
  readonly slots: Slots
}

function list(query: IndexQuery, { passing, matches, orders, slots }: ListOptions): Listed {
  const words = [...new Set(searchWords(query.text ?? ''))]
  const found = findAll(words, matches, passing)
  const corrected = found.readings.some(({ instead }) => instead !== undefined)
    ? found.readings.map(({ instead }, at) => instead ?? words[at] ?? '').join(' ')
    : undefined
  const name = corrected ?? foldForSearch(query.text ?? '')
  const sort = query.sort ?? 'activity'
  const ranked = words.length > 0 && sort === 'activity'
  return {
    slots: ranked
      ? bestFirst(orders[sort], found, (slot) => slots.nameOf(slot) === name)
      : orders[sort].within(found.all),
    sought: found.readings.flatMap(({ sought }) => sought),
    corrected,
  }
}

/**
 * In the given order, but first what is named exactly so, then what has every word at the beginning of a word of its
 * name, then what has them anywhere in its name.
 */
function bestFirst(order: Order, found: Found, isNamed: (slot: number) => boolean): Int32Array {
  const starting = order.within(found.startsName)
  const result = new Int32Array(countBits(found.all))
  let count = 0
  for (const named of [true, false]) {
    for (const slot of starting) if (isNamed(slot) === named) result[count++] = slot
  }
  for (const rest of [except(found.inName, found.startsName), except(found.all, found.inName)]) {
    const slots = order.within(rest)
    result.set(slots, count)
    count += slots.length
  }
  return result
}
