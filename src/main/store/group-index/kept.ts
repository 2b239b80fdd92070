// Remembers the last few answers by question.

export interface Kept<T> {
  /** The answer kept for the key, or a new one. */
  get(key: string, make: () => T): T
  clear(): void
}

/** Keeps `most` answers; the one asked for longest ago goes first. */
export function createKept<T>(most: number): Kept<T> {
  const held = new Map<string, { readonly value: T }>()
  return {
    get(key, make) {
      const entry = held.get(key) ?? { value: make() }
      held.delete(key)
      held.set(key, entry)
      const [oldest] = held.keys()
      if (held.size > most && oldest !== undefined) held.delete(oldest)
      return entry.value
    },
    clear() {
      held.clear()
    },
  }
}
