// Pages of a list by an opaque cursor. Pure.

/** A page and the cursor of the next one; no cursor on the last page. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly cursor: { readonly cursor?: string }
}

/**
 * The `limit` items after `cursor`. `keyOf` gives each item's place; items must come in falling order of it
 * (`descending`, the default) or rising order, so that what is added meanwhile moves nothing to another page.
 */
export function pageOf<T>(
  items: readonly T[],
  options: {
    readonly limit: number
    readonly cursor?: string | undefined
    readonly keyOf: (item: T) => string
    readonly rising?: boolean
  },
): Page<T> {
  const { limit, cursor, keyOf, rising = false } = options
  const rest =
    cursor === undefined ? items : items.filter((item) => (rising ? keyOf(item) > cursor : keyOf(item) < cursor))
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return { items: page, cursor: last !== undefined && rest.length > limit ? { cursor: keyOf(last) } : {} }
}

/** Orders by a key, newest (greatest) first. */
export function newestFirst<T>(items: Iterable<T>, keyOf: (item: T) => string): T[] {
  return [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? 1 : keyOf(a) > keyOf(b) ? -1 : 0))
}
