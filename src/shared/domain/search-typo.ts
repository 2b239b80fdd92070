// One typing mistake in a word: a wrong letter, a missing one, one too many, or two neighbours the wrong way round.

/** UTF-16 codes, so that a large stock of words can be compared without making strings of it. */
export type Codes = ArrayLike<number>

/** Shortest word in which a mistake is looked for: in a shorter one almost anything would match. */
const SHORTEST = 4

/** Whether a mistake is looked for in the word: at least four letters, and no digits, where one off is something else. */
export function mayBeMistyped(word: string): boolean {
  return !/\p{N}/u.test(word) && (word.match(/\p{L}/gu)?.length ?? 0) >= SHORTEST
}

/** Whether a code belongs to a word; what stands between words does not. */
export type IsLetter = (code: number) => boolean

/**
 * Makes the search for a word with at most one mistake at the beginning of a text.
 *
 * The answer of the made function, for `codes` from `from` up to `to`: the length of the beginning that is meant, or 0.
 * Where the text's own word goes on after it, the last letter typed must be right: as one types, a letter that nothing
 * has confirmed yet would otherwise let every word pass that shares the letters before it.
 */
export function mistypedAt(word: string, isLetter: IsLetter): (codes: Codes, from: number, to: number) => number {
  const typed = Uint16Array.from({ length: word.length }, (_, at) => word.charCodeAt(at))
  const count = typed.length
  return (codes, from, to) => {
    const length = to - from
    let same = 0
    while (same < count && same < length && typed[same] === codes[from + same]) same += 1
    if (same === count) return count
    /** Whether the rest of the word, from `next` on, stands in the text at `place`; then the length up to its end. */
    const rest = (next: number, place: number): number => {
      let at = place
      for (let i = next; i < count; i += 1, at += 1) if (at >= length || typed[i] !== codes[from + at]) return 0
      const whole = at === length || !isLetter(codes[from + at] ?? 0)
      return whole || next < count ? at : 0
    }
    const swapped =
      same + 1 < count &&
      same + 1 < length &&
      typed[same] === codes[from + same + 1] &&
      typed[same + 1] === codes[from + same]
    if (swapped && (same + 2 === count || rest(same + 2, same + 2) > 0)) return count
    // What stands in the text instead of the right letter, or between two right ones, must be a letter itself.
    const letter = same < length && isLetter(codes[from + same] ?? 0)
    return (letter && (rest(same + 1, same + 1) || rest(same, same + 1))) || rest(same + 1, same)
  }
}
