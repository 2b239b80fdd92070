// Makes any value fit for the log: plain JSON, bounded, without secrets in keys, values, errors or their causes.
import type { JsonObject, JsonValue } from '../../shared/contract/common'
import { REDACTED, Secret, smellsOfSecret } from '../../shared/domain/secret'

/** Takes the secrets out of a text. */
export type Scrub = (text: string) => string

const DEEPEST = 8
const MOST_ENTRIES = 100
const MOST_NODES = 2000
const LONGEST_TEXT = 8192
/** Longer texts are not searched, and so not shown either. */
const LONGEST_SEARCHED = 256 * 1024

interface Walk {
  readonly scrub: Scrub
  /** The objects above the present one: meeting one of them again is a cycle. */
  readonly above: Set<object>
  nodes: number
}

/** A copy for the log. Calls no method of the value but those of Date, URL, Map and Set; a throwing getter is no harm. */
export function redactData(value: unknown, scrub: Scrub): JsonValue {
  return visit(value, { scrub, above: new Set(), nodes: 0 })
}

/** A text for the log: scrubbed first, cut afterwards, so that no half of a secret is left at the cut. */
export function redactLogText(text: string, scrub: Scrub): string {
  if (text.length > LONGEST_SEARCHED) return `[text of ${String(text.length)} characters]`
  const clean = scrub(text)
  return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT)}… [${String(clean.length)} characters]` : clean
}

function visit(value: unknown, walk: Walk): JsonValue {
  walk.nodes += 1
  if (walk.nodes > MOST_NODES) return '[more]'
  switch (typeof value) {
    case 'string':
      return redactLogText(value, walk.scrub)
    case 'number':
      return visitNumber(value, walk)
    case 'bigint':
      return redactLogText(String(value), walk.scrub)
    case 'boolean':
      return value
    case 'undefined':
      return null
    case 'function':
    case 'symbol':
      return `[${typeof value}]`
    case 'object':
      return value === null ? null : visitObject(value, walk)
  }
}

/** A numeric code may be a secret too. */
function visitNumber(value: number, walk: Walk): JsonValue {
  const text = String(value)
  return Number.isFinite(value) && walk.scrub(text) === text ? value : walk.scrub(text)
}

function visitObject(value: object, walk: Walk): JsonValue {
  if (walk.above.has(value)) return '[circular]'
  if (walk.above.size >= DEEPEST) return '[deeper]'
  walk.above.add(value)
  try {
    return visitKind(value, walk)
  } catch {
    // A getter or a proxy that throws: what it would have shown is not worth an error in the log.
    return '[unreadable]'
  } finally {
    walk.above.delete(value)
  }
}

function visitKind(value: object, walk: Walk): JsonValue {
  if (value instanceof Secret) return REDACTED
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[invalid date]' : value.toISOString()
  if (value instanceof URL) return redactLogText(value.href, walk.scrub)
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${String(value.byteLength)} bytes]`
  if (value instanceof Error) return visitError(value, walk)
  if (value instanceof Map)
    return visitEntries(
      [...value].map(([key, part]) => [keyText(key), part]),
      walk,
    )
  if (value instanceof Set) return visitList([...value], walk)
  return Array.isArray(value) ? visitList(value, walk) : visitEntries(readEntries(value), walk)
}

/** `message`, `stack` and `cause` of an error are not enumerable, and are what one looks for. */
function visitError(error: Error, walk: Walk): JsonValue {
  const named = ['name', 'message', 'stack', 'cause', 'errors'].filter((key) => key in error)
  const all = [...new Set([...named, ...Object.keys(error)])]
  return visitEntries(
    all.map((key) => [key, read(error, key)]),
    walk,
  )
}

function readEntries(value: object): [string, unknown][] {
  const keys = Object.keys(value)
  const shown = keys.slice(0, MOST_ENTRIES).map((key): [string, unknown] => [key, read(value, key)])
  return keys.length > MOST_ENTRIES ? [...shown, ['…', `${String(keys.length)} entries`]] : shown
}

function read(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key)
  } catch {
    return '[unreadable]'
  }
}

function visitList(list: readonly unknown[], walk: Walk): JsonValue {
  const shown = list.slice(0, MOST_ENTRIES).map((part) => visit(part, walk))
  return list.length > MOST_ENTRIES ? [...shown, `[${String(list.length)} entries]`] : shown
}

function visitEntries(entries: readonly (readonly [string, unknown])[], walk: Walk): JsonObject {
  const out = new Map<string, JsonValue>()
  for (const [key, part] of entries.slice(0, MOST_ENTRIES + 1)) {
    const clean = redactLogText(key, walk.scrub)
    const isSecret = smellsOfSecret(key) && part !== null && part !== undefined && typeof part !== 'boolean'
    // Two keys may become the same word; neither value is dropped for it.
    out.set(out.has(clean) ? `${clean} ${String(out.size)}` : clean, isSecret ? REDACTED : visit(part, walk))
  }
  return Object.fromEntries(out)
}

function keyText(key: unknown): string {
  return typeof key === 'string' || typeof key === 'number' || typeof key === 'bigint' ? String(key) : `[${typeof key}]`
}
