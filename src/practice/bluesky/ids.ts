// Every identifier the practice Bluesky makes up: timestamp ids, codes, passwords, DIDs. Pure but for the clock and random given.
import type { DidString } from '@atproto/lex'
import { pickIndex } from '../random'
import type { Clock, Random } from '../types'

const BASE32_SORT = '234567abcdefghijklmnopqrstuvwxyz'
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const CODE = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** `length` characters out of `alphabet`. */
export function randomText(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(pickIndex(random, alphabet.length))).join('')
}

/** A join-link code: 7 letters and digits; case matters (the official app's own comment says 7). */
export function joinLinkCode(random: Random): string {
  return randomText(random, CODE, 7)
}

/** An app password in the reference PDS's form `xxxx-xxxx-xxxx-xxxx`. */
export function appPassword(random: Random): string {
  return Array.from({ length: 4 }, () => randomText(random, BASE32, 4)).join('-')
}

/** A did:plc of the right form (https://web.plc.directory/spec/v0.1/did-plc); no operation stands behind it. */
export function plcDid(random: Random): DidString {
  return `did:plc:${randomText(random, BASE32, 24)}`
}

/** A timestamp id: 13 characters which sort by time (https://atproto.com/specs/tid). `us` is microseconds since the epoch. */
export function tidOf(us: bigint): string {
  let rest = us << 10n
  let text = ''
  for (let i = 0; i < 13; i += 1) {
    text = BASE32_SORT.charAt(Number(rest & 31n)) + text
    rest >>= 5n
  }
  return text
}

export interface Tids {
  /** A new id, greater than every one before, also when the clock stands still or goes back. */
  next(): string
  /** The id of a moment in the past, for seeded data; the same moment gives different ids each time. */
  at(ms: number): string
}

/** Makes timestamp ids by the given clock. */
export function createTids(clock: Clock): Tids {
  let last = 0n
  let seeded = 0n
  return {
    next() {
      const now = BigInt(Math.floor(clock())) * 1000n
      last = now > last ? now : last + 1n
      return tidOf(last)
    },
    at(ms) {
      seeded = (seeded + 1n) % 1000n
      const us = BigInt(Math.floor(ms)) * 1000n + seeded
      if (us > last) last = us
      return tidOf(us)
    },
  }
}
