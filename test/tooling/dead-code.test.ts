import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')

interface Report {
  readonly issues: readonly {
    readonly file: string
    readonly files?: readonly { readonly name: string }[]
    readonly exports?: readonly { readonly name: string }[]
    readonly dependencies?: readonly { readonly name: string }[]
  }[]
}

describe('knip', () => {
  const tool = join(ROOT, 'node_modules/knip/bin/knip.js')
  const directory = join(import.meta.dirname, 'fixtures/dead')
  const args = [tool, '--directory', directory, '--config', join(ROOT, 'knip.json'), '--reporter', 'json']
  const run = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const { issues } = JSON.parse(run.stdout) as Report
  const names = (kind: 'files' | 'exports' | 'dependencies'): readonly string[] =>
    issues.flatMap((issue) => (issue[kind] ?? []).map(({ name }) => name))

  it('fails, so that the check does', () => expect(run.status).toBe(1))
  it('names the file that nobody imports', () => expect(names('files')).toEqual(['src/main/log/unused-file.ts']))
  it('names the export that nobody imports, and not the one that is', () =>
    expect(names('exports')).toEqual(['unusedExport']))
  it('names the package that nobody imports, and not the one that is', () =>
    expect(names('dependencies')).toEqual(['valibot']))
})
