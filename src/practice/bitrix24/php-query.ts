// Query strings and form bodies as PHP reads them: `a[b][]=1` nests. Pure.
import type { JsonObject, JsonValue } from '../types'

type Tree = Map<string, Tree | string>

const MAX_DEPTH = 16

/** `a[b][]` → ['a', 'b', '']; a name that is not of this form is one key. */
function pathOf(name: string): string[] {
  const open = name.indexOf('[')
  if (open <= 0 || !name.endsWith(']')) return [name]
  const inner = name.slice(open + 1, -1).split('][')
  return [name.slice(0, open), ...inner].slice(0, MAX_DEPTH)
}

function put(tree: Tree, path: readonly string[], value: string): void {
  let node = tree
  path.forEach((part, index) => {
    const key = part === '' ? String(node.size) : part
    if (index === path.length - 1) {
      node.set(key, value)
      return
    }
    const known = node.get(key)
    const child = typeof known === 'object' ? known : new Map<string, Tree | string>()
    node.set(key, child)
    node = child
  })
}

function toJson(node: Tree | string): JsonValue {
  if (typeof node === 'string') return node
  const keys = [...node.keys()]
  if (keys.every((key, index) => key === String(index))) return [...node.values()].map(toJson)
  return Object.fromEntries([...node].map(([key, child]) => [key, toJson(child)]))
}

/** Nests name-value pairs; a later one wins, `[]` appends, maps with the keys 0, 1, 2 … become lists. */
export function nestPairs(pairs: Iterable<readonly [string, string]>): JsonObject {
  const tree: Tree = new Map()
  for (const [name, value] of pairs) if (name !== '') put(tree, pathOf(name), value)
  return Object.fromEntries([...tree].map(([key, child]) => [key, toJson(child)]))
}

/** Parses a query string without its `?`. */
export function parseQuery(query: string): JsonObject {
  return nestPairs(new URLSearchParams(query))
}
