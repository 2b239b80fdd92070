// A seeded generator: the same seed gives the same practice world on every machine. Not for secrets.
import type { Random } from './types'

/** mulberry32. @returns numbers in [0, 1). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** @returns an integer in [0, limit). */
export function pickIndex(random: Random, limit: number): number {
  return Math.min(limit - 1, Math.floor(random() * limit))
}

/** @returns one of `items`; throws on an empty list, which is a bug of the caller. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[pickIndex(random, items.length)]
  if (item === undefined) throw new Error('pick: the list is empty')
  return item
}

/** @returns up to `count` different items in a random order. */
export function pickSome<T>(random: Random, items: readonly T[], count: number): T[] {
  const rest = [...items]
  const chosen: T[] = []
  while (rest.length > 0 && chosen.length < count) {
    chosen.push(...rest.splice(pickIndex(random, rest.length), 1))
  }
  return chosen
}

const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789'
const HEX = '0123456789abcdef'

function word(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(pickIndex(random, alphabet.length))).join('')
}

/** @returns lower-case letters and digits. */
export function alphanumeric(random: Random, length: number): string {
  return word(random, ALPHANUMERIC, length)
}

/** @returns lower-case hexadecimal digits. */
export function hex(random: Random, length: number): string {
  return word(random, HEX, length)
}
