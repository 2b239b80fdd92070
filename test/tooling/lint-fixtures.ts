// Lints text or files of a fixture tree with the rules of the repository itself.
import { join } from 'node:path'
import { ESLint } from 'eslint'
import { configFor } from '../../scripts/lint/config.ts'

export interface Finding {
  readonly rule: string
  readonly severity: 'warn' | 'error'
}

export interface Linter {
  /** What the rules say to this text, as if it stood at this path of the tree. */
  readonly text: (path: string, text: string) => Promise<readonly Finding[]>
  /** What the rules say to a file of the tree as it is. */
  readonly file: (path: string) => Promise<readonly Finding[]>
}

const findings = ([result]: readonly ESLint.LintResult[]): readonly Finding[] => {
  if (result === undefined) throw new Error('nothing was linted')
  return result.messages.map(({ ruleId, severity, message }) => ({
    rule: ruleId ?? `unreadable: ${message}`,
    severity: severity === 2 ? 'error' : 'warn',
  }))
}

/** A linter for one of the trees in test/tooling/fixtures. */
export const linterFor = (tree: 'app' | 'broken'): Linter => {
  const root = join(import.meta.dirname, 'fixtures', tree)
  const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: configFor(root) })
  return {
    text: async (path, text) => findings(await eslint.lintText(text, { filePath: join(root, path) })),
    file: async (path) => findings(await eslint.lintFiles([path])),
  }
}
