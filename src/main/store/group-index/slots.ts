// What is held of each group beside its words: where its row is, what it is filtered by, what it is sorted by. A slot is
// never used twice: a group whose texts changed gets a new one, and the old one is empty from then on.
import { bitsFor, setBit, type Bits } from './bits'
import { FACETS, facetsOf, passingFacets, type Faceted, type Filter } from './facets'
import { numbers16, numbers64 } from './growing'

/** A group as the index takes it. `row` is the number of its row in the table. */
export interface IndexedGroup extends Faceted {
  readonly row: number
  readonly accountId: string
  readonly memberCount: number
  readonly activeAt?: string | undefined
  readonly nameFolded: string
}

export interface Slots {
  /** Slots given so far, the empty ones included. */
  size(): number
  live(): number
  slotOf(row: number): number | undefined
  rowOf(slot: number): number
  nameOf(slot: number): string
  /** A new slot for the group. */
  add(group: IndexedGroup): number
  /** Answers whether what it is sorted by has changed. Its name is the same as before. */
  update(slot: number, group: IndexedGroup): boolean
  empty(slot: number): void
  passing(filter: Filter): Bits
  /** Last activity first and unknown activity last, then as by name. */
  byActivity(a: number, b: number): number
  /** In the order of UTF-16 codes of the folded name, then of the rows. */
  byName(a: number, b: number): number
  /** Most members first, then as by name. */
  byMembers(a: number, b: number): number
}

const UNKNOWN = -Infinity
const EMPTY = FACETS

export function createSlots(): Slots {
  const slots = new Map<number, number>()
  const accounts = new Map<string, number>()
  const names: string[] = []
  const [rows, members, active] = [numbers64(), numbers64(), numbers64()]
  const [account, facets] = [numbers16(), numbers16()]
  const accountNumber = (id: string): number => {
    const known = accounts.get(id) ?? accounts.size
    accounts.set(id, known)
    return known
  }
  const write = (slot: number, group: IndexedGroup): void => {
    for (const list of [rows, members, active, account, facets]) list.reserve(slot + 1)
    rows.data[slot] = group.row
    members.data[slot] = group.memberCount
    active.data[slot] = activity(group.activeAt)
    account.data[slot] = accountNumber(group.accountId)
    facets.data[slot] = facetsOf(group)
    names[slot] = group.nameFolded
  }
  const orders = compareBy({ names, rows: () => rows.data, members: () => members.data, active: () => active.data })
  return {
    ...orders,
    size: () => names.length,
    live: () => slots.size,
    slotOf: (row) => slots.get(row),
    rowOf: (slot) => rows.data[slot] ?? 0,
    nameOf: (slot) => names[slot] ?? '',
    add(group) {
      const slot = names.length
      write(slot, group)
      slots.set(group.row, slot)
      return slot
    },
    update(slot, group) {
      const same = members.data[slot] === group.memberCount && active.data[slot] === activity(group.activeAt)
      write(slot, group)
      return !same
    },
    empty(slot) {
      slots.delete(rows.data[slot] ?? 0)
      facets.data[slot] = EMPTY
      names[slot] = ''
    },
    passing: (filter) => passing(filter, { accounts, account: account.data, facets: facets.data, size: names.length }),
  }
}

interface FilterColumns {
  readonly accounts: ReadonlyMap<string, number>
  readonly account: Uint16Array
  readonly facets: Uint16Array
  readonly size: number
}

function passing(filter: Filter, { accounts, account, facets, size }: FilterColumns): Bits {
  const passes = passingFacets(filter)
  const wanted = filter.accountIds && new Set(filter.accountIds.map((id) => accounts.get(id)))
  const wantedAccounts = Uint8Array.from({ length: accounts.size }, (_, at) => Number(wanted?.has(at) ?? true))
  const bits = bitsFor(size)
  for (let slot = 0; slot < size; slot += 1) {
    if (passes[facets[slot] ?? EMPTY] === 1 && wantedAccounts[account[slot] ?? 0] === 1) setBit(bits, slot)
  }
  return bits
}

/** ISO times compare by what they say, not by how many digits their seconds have. */
function activity(iso: string | undefined): number {
  const ms = iso === undefined ? Number.NaN : Date.parse(iso)
  return Number.isNaN(ms) ? UNKNOWN : ms
}

interface Columns {
  readonly names: readonly string[]
  rows(): Float64Array
  members(): Float64Array
  active(): Float64Array
}

function compareBy({ names, rows, members, active }: Columns): Pick<Slots, 'byActivity' | 'byName' | 'byMembers'> {
  const byName = (a: number, b: number): number => {
    const [left, right] = [names[a] ?? '', names[b] ?? '']
    return left < right ? -1 : left > right ? 1 : (rows()[a] ?? 0) - (rows()[b] ?? 0)
  }
  /** Larger first. Equal ones are told apart first, for `Infinity - Infinity` is not a number. */
  const falling = (list: Float64Array, a: number, b: number): number =>
    list[a] === list[b] ? byName(a, b) : (list[b] ?? 0) - (list[a] ?? 0)
  return {
    byName,
    byActivity: (a, b) => falling(active(), a, b),
    byMembers: (a, b) => falling(members(), a, b),
  }
}
