// Walks a schema and names every place where a secret could pass. Used by the contract's own test; knows no route.
import { Secret, smellsOfSecret } from '../domain/secret'

export interface SecretField {
  /** Where it is, e.g. `items.[].webhookUrl`. */
  readonly path: string
  readonly why: 'name' | 'brand' | 'secretClass' | 'unchecked'
}

/** Schemas that let through what nobody has described. */
const UNCHECKED = ['any', 'unknown', 'custom', 'loose_object', 'loose_tuple', 'function', 'promise', 'blob', 'file']
/** Where valibot keeps the schemas inside a schema; keyed ones (`entries`) are named by their key. */
const INNER = ['wrapped', 'item', 'key', 'value', 'rest'] as const
const INNER_LISTS = ['options', 'items', 'pipe'] as const

/** Every field of the schema, at any depth, that smells of a secret, is branded as one, or is not described at all. */
export function secretFields(schema: unknown): SecretField[] {
  const found: SecretField[] = []
  const seen = new Set<unknown>()
  const visit = (part: unknown, path: string): void => {
    if (typeof part !== 'object' || part === null || seen.has(part)) return
    seen.add(part)
    const why = complaint(part)
    if (why) found.push({ path, why })
    for (const [name, inner] of innerOf(part)) {
      const at = [path, name].filter((step) => step !== '').join('.')
      if (smellsOfSecret(name)) found.push({ path: at, why: 'name' })
      visit(inner, at)
    }
  }
  visit(schema, '')
  return found
}

function complaint(part: object): SecretField['why'] | undefined {
  const type = get(part, 'type')
  const name = get(part, 'name')
  if (type === 'brand' && typeof name === 'string' && smellsOfSecret(name)) return 'brand'
  if (type === 'instance') return get(part, 'class') === Secret ? 'secretClass' : 'unchecked'
  return (typeof type === 'string' && UNCHECKED.includes(type)) || endsInTransform(part) ? 'unchecked' : undefined
}

/** What a transformation makes is only described if a schema comes after it. */
function endsInTransform(part: object): boolean {
  const steps = listOf(get(part, 'pipe')).filter((step): step is object => typeof step === 'object' && step !== null)
  const last = steps.findLastIndex((step) => ['transform', 'raw_transform'].includes(String(get(step, 'type'))))
  return last >= 0 && !steps.slice(last + 1).some((step) => get(step, 'kind') === 'schema')
}

function innerOf(part: object): [string, unknown][] {
  const entries = get(part, 'entries')
  const named: [string, unknown][] = typeof entries === 'object' && entries !== null ? Object.entries(entries) : []
  const single = INNER.map((key): [string, unknown] => [key === 'item' ? '[]' : '', get(part, key)])
  const lists = INNER_LISTS.flatMap((key) => listOf(get(part, key)).map((inner): [string, unknown] => ['', inner]))
  return [...named, ...recordKeys(part), ...single, ...lists, ['', lazyInner(part)]]
}

/** A record may name its keys in its key schema: `record(picklist(['token']), …)`. */
function recordKeys(part: object): [string, unknown][] {
  const key = get(part, 'key')
  if (get(part, 'type') !== 'record' || typeof key !== 'object' || key === null) return []
  const names = [...listOf(get(key, 'options')), get(key, 'literal')]
  return names.filter((name) => typeof name === 'string').map((name) => [name, get(part, 'value')])
}

function lazyInner(part: object): unknown {
  const getter = get(part, 'getter')
  return get(part, 'type') === 'lazy' && typeof getter === 'function' ? Reflect.apply(getter, undefined, []) : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function get(part: object, key: string): unknown {
  return Reflect.get(part, key)
}
