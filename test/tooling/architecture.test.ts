// Would catch: a page about the architecture that tells another import table than the one that is enforced.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LAYERS, type Layer } from '../../scripts/layers.ts'

const SHARED = ['errors', 'contract', 'domain', 'i18n']

/** Layers with the same rights share a row: the capabilities. */
const rights = ({ imports, types, packages }: Layer): string => JSON.stringify([imports, types ?? [], packages])

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ') || '–'

/** All four layers of `shared` are written as one word, all of main as another. */
const short = (names: readonly string[]): readonly string[] => {
  const all = SHARED.every((name) => names.includes(name))
  const rest = all ? ['shared', ...names.filter((name) => !SHARED.includes(name))] : names
  return rest.map((name) => (name === '*main' ? 'main' : name))
}

const rowOf = (layers: readonly Layer[]): string => {
  const [first] = layers
  if (first === undefined) throw new Error('a row of no layer')
  const alone = layers.length === 1
  const paths = alone ? first.paths.map((path) => path.replace('src/', '')) : ['main/<word>']
  return [
    '',
    alone ? first.name : 'every other word',
    code(paths),
    code(short(first.imports)),
    code(first.types ?? []),
    '',
  ].join('|')
}

it('says in docs/architecture.md who may import whom, as scripts/layers.ts has it', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/architecture.md'), 'utf8')
  const rows = page.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim())
    return cells.length === 6 && !/^(layer|-+)$/.test(cells[1] ?? '') ? [cells.join('|')] : []
  })
  expect(rows).toEqual([...Map.groupBy(LAYERS, rights).values()].map(rowOf))
})
