// `$result[key][field]` in batch commands: also inside texts, also $error, $total, $next and $time (undocumented). Pure.
import type { JsonObject, JsonValue } from '../types'
import { isObject, toText } from './params'

/** What earlier commands of the same batch answered. */
export interface BatchMemory {
  readonly result: ReadonlyMap<string, JsonValue>
  readonly error: ReadonlyMap<string, JsonValue>
  readonly total: ReadonlyMap<string, JsonValue>
  readonly next: ReadonlyMap<string, JsonValue>
  readonly time: ReadonlyMap<string, JsonValue>
}

const REFERENCE = /\$(result|error|total|next|time)((?:\[[^\]]*\])+)/g

function isSpace(name: string): name is keyof BatchMemory {
  return ['result', 'error', 'total', 'next', 'time'].includes(name)
}

function child(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return (value as readonly JsonValue[])[Number(key)]
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

function lookUp(memory: BatchMemory, space: string, path: string): JsonValue | undefined {
  const [first = '', ...rest] = path.slice(1, -1).split('][')
  if (!isSpace(space)) return undefined
  return rest.reduce<JsonValue | undefined>(child, memory[space].get(first))
}

function resolveText(text: string, memory: BatchMemory): JsonValue {
  const whole = new RegExp(`^${REFERENCE.source}$`).exec(text)
  if (whole !== null) return lookUp(memory, whole[1] ?? '', whole[2] ?? '') ?? null
  return text.replace(REFERENCE, (_match, space: string, path: string) => toText(lookUp(memory, space, path)))
}

/** Replaces every reference in a value; a value that is nothing but a reference keeps the referred type. */
export function resolveReferences(value: JsonValue, memory: BatchMemory): JsonValue {
  if (typeof value === 'string') return value.includes('$') ? resolveText(value, memory) : value
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => resolveReferences(item, memory))
  return isObject(value) ? resolveMap(value, memory) : value
}

export function resolveMap(map: JsonObject, memory: BatchMemory): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, resolveReferences(value, memory)]))
}
