// The queue of scripted faults: which one applies to a request, and how often. Knows nothing of HTTP.
import type { Clock, Fault, FaultQueue, FaultTarget, Random } from './types'

interface Entry {
  readonly id: string
  readonly fault: Fault
  /** Uses left; 0 = until cleared. */
  left: number
  skip: number
  /** When it was first used; it may last for a time from then on. */
  since?: number
}

export interface FaultQueueParts {
  readonly clock: Clock
  /** For faults that apply by chance. */
  readonly random: Random
}

/** Compares a name with a pattern whose trailing `*` stands for any rest. */
function nameMatches(pattern: string | undefined, name: string): boolean {
  if (pattern === undefined) return true
  const wanted = pattern.toLowerCase()
  const given = name.toLowerCase()
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : given === wanted
}

function matches(fault: Fault, target: FaultTarget): boolean {
  if (fault.service !== undefined && fault.service !== target.service) return false
  if (fault.portal !== undefined && fault.portal !== target.portal) return false
  if (target.named === true && fault.portal === undefined) return false
  if (target.command === true) return fault.command !== undefined && nameMatches(fault.command, target.method)
  return fault.command === undefined && nameMatches(fault.method, target.method)
}

/** @returns an empty queue; see `FaultQueue` for its rules. */
export function createFaultQueue({ clock, random }: FaultQueueParts): FaultQueue {
  let entries: Entry[] = []
  let count = 0

  function remove(entry: Entry): void {
    entries = entries.filter((other) => other !== entry)
  }

  /** Whether its time is over; it is gone then. */
  function over(entry: Entry): boolean {
    const { since, fault } = entry
    if (since === undefined || fault.forMs === undefined || clock() < since + fault.forMs) return false
    remove(entry)
    return true
  }

  function use(entry: Entry): void {
    entry.since ??= clock()
    if (entry.left === 0) return
    entry.left -= 1
    if (entry.left === 0) remove(entry)
  }

  return {
    add(fault) {
      count += 1
      const id = `fault-${count}`
      entries.push({ id, fault, left: fault.times ?? 1, skip: fault.after ?? 0 })
      return id
    },
    take(target) {
      for (const entry of entries) {
        if (!matches(entry.fault, target) || over(entry)) continue
        if (entry.skip > 0) {
          entry.skip -= 1
          continue
        }
        if (entry.fault.chance !== undefined && random() >= entry.fault.chance) continue
        use(entry)
        return entry.fault
      }
      return undefined
    },
    list: () => entries.map(({ id, left, fault }) => ({ id, left, fault })),
    clear: () => {
      entries = []
    },
  }
}
