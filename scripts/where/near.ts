// Names near a mistyped one. Pure.

const MOST = 6

/** Levenshtein distance. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next[j] = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1)
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** The names closest to what was typed, best first; those that contain it, or share a part with it, come before others. */
export const near = (typed: string, names: readonly string[]): readonly string[] => {
  const lower = typed.toLowerCase()
  const parts = lower.split('.').filter((part) => part.length > 2)
  const score = (name: string): number => {
    const known = name.toLowerCase()
    if (known.includes(lower)) return -Infinity
    return distance(lower, known) - (parts.some((part) => known.split('.').includes(part)) ? lower.length : 0)
  }
  return names
    .map((name) => ({ name, rank: score(name) }))
    .toSorted((a, b) => a.rank - b.rank || a.name.localeCompare(b.name))
    .slice(0, MOST)
    .map(({ name }) => name)
}
