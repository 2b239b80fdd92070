// How large and how deep a message from a renderer may be. Runs before any schema does: a schema would recurse
// through whatever it is given. Knows nothing of routes.

export interface SizeLimits {
  /** Rough bytes: two per character, eight per other value. */
  readonly maxBytes: number
  readonly maxDepth: number
}

export const REQUEST_LIMITS: SizeLimits = { maxBytes: 2 * 1024 * 1024, maxDepth: 64 }

function ownBytes(value: unknown): number {
  if (typeof value === 'string') return value.length * 2
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (value instanceof ArrayBuffer) return value.byteLength
  return 8
}

function children(value: unknown): Iterable<unknown> {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return []
  if (value instanceof Map) return [...(value as Map<unknown, unknown>).entries()].flat()
  if (value instanceof Set) return value as Set<unknown>
  return Array.isArray(value) ? (value as unknown[]) : (Object.entries(value) as unknown[][]).flat()
}

/**
 * Whether a structured-cloned value stays within the limits. Walks without recursion and stops at the first
 * excess; a value that contains itself never fits.
 */
export function fits(value: unknown, limits: SizeLimits): boolean {
  let bytes = 0
  const open: { value: unknown; depth: number }[] = [{ value, depth: 0 }]
  for (let next = open.pop(); next; next = open.pop()) {
    bytes += ownBytes(next.value)
    if (bytes > limits.maxBytes || next.depth > limits.maxDepth) return false
    for (const child of children(next.value)) open.push({ value: child, depth: next.depth + 1 })
  }
  return true
}
