// In which slots each word occurs: growing lists side by side in one array of numbers. Only added to, in slot order.
import { setBit, type Bits } from './bits'
import { numbers32 } from './growing'

/** What a word, or several together, occur in. */
export interface Occurrences {
  /** Anywhere in the texts of a group. */
  readonly any: Bits
  readonly inName: Bits
  /** A word of the name begins with it. */
  readonly startsName: Bits
}

export interface Postings {
  /** Notes that `word` occurs in `slot`. All words of a slot are added before those of the next, its name's first. */
  add(word: number, slot: number, inName: boolean): void
  /** Adds the slots of `word`; `starts`: a word begins there with what is sought. */
  collect(word: number, into: Occurrences, starts: boolean): void
  count(word: number): number
}

const LARGEST_BLOCK = 512

// A list is a chain of blocks, each [place of the next, entries…] and twice as large as the one before: one entry, two,
// four. An entry is the slot times two, plus one where it is in the name.
export function createPostings(): Postings {
  const arena = numbers32(1 << 16)
  /** By word: its first block, the block that is being filled and how many entries that holds, the next entry's place, and how many there are. */
  const [head, block, size, next, total] = [numbers32(), numbers32(), numbers32(), numbers32(), numbers32()]
  let used = 1
  let known = 0

  const open = (word: number, capacity: number): void => {
    arena.reserve(used + capacity + 1)
    block.data[word] = used
    size.data[word] = capacity
    next.data[word] = used + 1
    used += capacity + 1
  }
  /** Makes sure that there is room for one more entry. */
  const widen = (word: number): void => {
    const start = block.data[word] ?? 0
    if (start === 0) {
      open(word, 1)
      head.data[word] = block.data[word] ?? 0
    } else if ((next.data[word] ?? 0) > start + (size.data[word] ?? 0)) {
      open(word, Math.min(LARGEST_BLOCK, (size.data[word] ?? 0) * 2))
      arena.data[start] = block.data[word] ?? 0
    }
  }
  return {
    add(word, slot, inName) {
      if (word >= known) {
        known = word + 1
        for (const list of [head, block, size, next, total]) list.reserve(known)
      }
      const count = total.data[word] ?? 0
      if (count > 0 && (arena.data[(next.data[word] ?? 0) - 1] ?? 0) >>> 1 === slot) return
      widen(word)
      const place = next.data[word] ?? 0
      arena.data[place] = slot * 2 + (inName ? 1 : 0)
      next.data[word] = place + 1
      total.data[word] = count + 1
    },
    collect(word, into, starts) {
      const { data } = arena
      let left = total.data[word] ?? 0
      let at = head.data[word] ?? 0
      for (let capacity = 1; left > 0; capacity = Math.min(LARGEST_BLOCK, capacity * 2)) {
        const end = at + 1 + Math.min(left, capacity)
        for (let place = at + 1; place < end; place += 1) mark(data[place] ?? 0, into, starts)
        left -= capacity
        at = data[at] ?? 0
      }
    },
    count: (word) => total.data[word] ?? 0,
  }
}

function mark(entry: number, { any, inName, startsName }: Occurrences, starts: boolean): void {
  const slot = entry >>> 1
  setBit(any, slot)
  if ((entry & 1) === 0) return
  setBit(inName, slot)
  if (starts) setBit(startsName, slot)
}
