import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

interface Cruise {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[]
    readonly totalCruised: number
  }
}

/** dependency-cruiser over a fixture tree, with the configuration of the repository itself. */
const cruise = (tree: string): Cruise['summary'] => {
  const tool = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [tool, '--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', 'src', 'scripts']
  const cwd = join(import.meta.dirname, 'fixtures', tree)
  return (JSON.parse(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' })) as Cruise).summary
}

describe('dependency-cruiser', () => {
  const { violations } = cruise('broken')

  it.each([
    ['src/shared/domain/uses-store.ts', 'domain: what it may import'],
    ['src/main/groups/uses-network.ts', 'main-groups: what it may import'],
    ['src/main/groups/uses-electron.ts', 'electron in platform and preload only'],
    ['src/main/groups/uses-node.ts', 'main-groups: no Node modules'],
    ['src/main/groups/uses-undici.ts', 'main-groups: which packages it may import'],
    ['src/main/ipc/uses-store.ts', 'ipc: what it may import'],
    ['src/main/log/uses-practice.ts', 'log: what it may import'],
    ['src/renderer/lib/uses-feature.ts', 'lib: what it may import'],
    ['src/renderer/features/groups/uses-outbox.ts', 'features: each folder alone'],
    ['src/renderer/features/groups/uses-contract.ts', 'features: what it may import as types only'],
    ['src/strange/lost.ts', 'every file has its layer'],
    ['src/main/store/cycle-a.ts', 'no cycles'],
    ['src/main/store/alone.ts', 'no orphans'],
    ['src/main/store/uses-missing.ts', 'nothing unresolvable'],
    ['src/main/store/uses-test.ts', 'tests are imported by nobody'],
    ['src/main/store/uses-stand-in.ts', 'stand-ins are for tests'],
    ['scripts/uses-src.ts', 'scripts stand alone'],
  ])('%s breaks "%s"', (from, rule) => {
    expect(violations.map((violation) => [violation.from, violation.rule.name])).toContainEqual([from, rule])
  })

  it('finds nothing in the tree that keeps to the table: rules that always fire would prove nothing', () => {
    const { violations: none, totalCruised } = cruise('app')
    expect(none).toEqual([])
    expect(totalCruised).toBeGreaterThan(25)
  })
})
