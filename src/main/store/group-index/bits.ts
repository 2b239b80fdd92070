// Sets of slots as bits: what holds a word, what a filter lets through.

export type Bits = Uint32Array

/** An empty set for slots `0..size-1`. */
export const bitsFor = (size: number): Bits => new Uint32Array((size + 31) >>> 5)

export const hasBit = (bits: Bits, slot: number): boolean => (((bits[slot >>> 5] ?? 0) >>> (slot & 31)) & 1) === 1

export function setBit(bits: Bits, slot: number): void {
  bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31))
}

/** What is in both; as long as the first. */
export function both(a: Bits, b: Bits): Bits {
  const result = new Uint32Array(a.length)
  for (let at = 0; at < a.length; at += 1) result[at] = (a[at] ?? 0) & (b[at] ?? 0)
  return result
}

/** What is in the first and not in the second. */
export function except(a: Bits, b: Bits): Bits {
  const result = new Uint32Array(a.length)
  for (let at = 0; at < a.length; at += 1) result[at] = (a[at] ?? 0) & ~(b[at] ?? 0)
  return result
}

export function meet(a: Bits, b: Bits): boolean {
  for (let at = 0; at < a.length; at += 1) if (((a[at] ?? 0) & (b[at] ?? 0)) !== 0) return true
  return false
}

export function countBits(bits: Bits): number {
  let total = 0
  for (let part of bits) {
    part -= (part >>> 1) & 0x55555555
    part = (part & 0x33333333) + ((part >>> 2) & 0x33333333)
    total += (((part + (part >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
  }
  return total
}
