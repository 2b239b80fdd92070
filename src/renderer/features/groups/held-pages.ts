// The pages of rows that are held, and which are being read.
import type { OutputOf } from '../../../shared/contract'
import { PAGE } from './query'

export type Group = OutputOf<'groups.search'>['items'][number]

/** Tells groups of different accounts apart. */
export const groupKey = (group: Pick<Group, 'accountId' | 'groupId'>): string => `${group.accountId}:${group.groupId}`

export interface HeldPages {
  row(index: number): Group | undefined
  /** Every row that is held, with its place. */
  rows(): Generator<[number, Group]>
  /** Held, or being read. */
  known(page: number): boolean
  /** How many are being read. */
  underWay(): number
  reading(page: number): void
  /** It could not be read. */
  forget(page: number): void
  put(page: number, groups: readonly Group[]): void
  /** Lets go of the pages outside `from..to`. */
  keep(from: number, to: number): void
  clear(): void
  /** Puts changed groups into their rows; tells whether there were any. */
  patch(changed: ReadonlyMap<string, Group>): boolean
}

export function createHeldPages(): HeldPages {
  const held = new Map<number, readonly Group[]>()
  const asked = new Set<number>()
  function forget(page: number): void {
    held.delete(page)
    asked.delete(page)
  }
  return {
    row: (index) => held.get(Math.floor(index / PAGE))?.[index % PAGE],
    *rows() {
      for (const [page, groups] of held) for (const [at, group] of groups.entries()) yield [page * PAGE + at, group]
    },
    known: (page) => asked.has(page),
    underWay: () => asked.size - held.size,
    reading: (page) => void asked.add(page),
    forget,
    put(page, groups) {
      asked.add(page)
      held.set(page, groups)
    },
    keep(from, to) {
      for (const page of held.keys()) if (page < from || page > to) forget(page)
    },
    clear() {
      held.clear()
      asked.clear()
    },
    patch(changed) {
      let hit = false
      for (const [page, groups] of held) {
        const next = groups.map((old) => renewed(old, changed.get(groupKey(old))))
        if (next.every((group, at) => group === groups[at])) continue
        held.set(page, next)
        hit = true
      }
      return hit
    },
  }
}

/** What was marked in an unchanged text stays marked. */
function renewed(old: Group, fresh: Group | undefined): Group {
  if (!fresh) return old
  const same = old.name === fresh.name && old.description === fresh.description
  return same && old.marks ? { ...fresh, marks: old.marks } : fresh
}
