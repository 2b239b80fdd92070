// Slots in one order, kept while slots come and go: what goes is left out in one pass, what comes is put where it belongs.
import { bitsFor, countBits, hasBit, setBit, type Bits } from './bits'

export type Compare = (a: number, b: number) => number

export interface Order {
  /** All slots, in order. */
  all(): Int32Array
  /** Only these, in order. */
  within(slots: Bits): Int32Array
  /** `gone` must be in it and `come` must not; a slot whose place has changed is in both. */
  change(gone: ReadonlySet<number>, come: ReadonlySet<number>): void
}

/** `compare` tells any two slots apart, and answers the same as long as a slot is in the order. */
export function createOrder(compare: Compare): Order {
  let order = new Int32Array(0)
  return {
    all: () => order,
    within(slots) {
      const result = new Int32Array(countBits(slots))
      let count = 0
      for (const slot of order) {
        result[count] = slot
        count += Number(hasBit(slots, slot))
      }
      return result
    },
    change(gone, come) {
      const kept = gone.size === 0 ? order : without(order, gone)
      const added = Int32Array.from(come).sort(compare)
      const result = new Int32Array(kept.length + added.length)
      let from = 0
      for (const [at, slot] of added.entries()) {
        const place = firstAfter(kept, { slot, from, compare })
        result.set(kept.subarray(from, place), from + at)
        result[place + at] = slot
        from = place
      }
      result.set(kept.subarray(from), from + added.length)
      order = result
    },
  }
}

function without(order: Int32Array, gone: ReadonlySet<number>): Int32Array {
  const left = bitsFor(Math.max(...gone) + 1)
  for (const slot of gone) setBit(left, slot)
  const result = new Int32Array(order.length)
  let count = 0
  for (const slot of order) {
    result[count] = slot
    count += Number(!hasBit(left, slot))
  }
  return result.slice(0, count)
}

function firstAfter(
  list: Int32Array,
  { slot, from, compare }: { slot: number; from: number; compare: Compare },
): number {
  let [low, high] = [from, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(list[middle] ?? 0, slot) < 0) low = middle + 1
    else high = middle
  }
  return low
}
