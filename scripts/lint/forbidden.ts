// What may not be written, each with the reason that the reader of the message needs.
import type { Linter } from 'eslint'

interface Entry {
  readonly selector: string
  readonly message: string
}

/** Severity and entries of `no-restricted-syntax`. */
export const forbid = (...entries: readonly Entry[]): Linter.RuleEntry => ['error', ...entries]

const STORAGE = ['localStorage', 'sessionStorage', 'indexedDB']
const STORAGE_REASON = 'Nothing is kept in the renderer; main owns all data.'

export const FORBIDDEN = {
  /** Node runs our scripts by erasing types, so nothing that makes code out of types. */
  syntax: [
    { selector: 'TSEnumDeclaration', message: 'Use a union of literals: enums make code out of types.' },
    { selector: 'TSParameterProperty', message: 'Declare the field: parameter properties make code out of types.' },
    {
      selector: 'TSModuleDeclaration:not([declare=true]):not([kind="global"])',
      message: 'Use modules: namespaces make code out of types.',
    },
    { selector: 'PropertyDefinition[accessibility="private"]', message: 'Use a #private field.' },
  ],
  ipcMain: { selector: 'Identifier[name="ipcMain"]', message: 'Only src/main/platform/ipc-wiring.ts touches ipcMain.' },
  electron: [
    { selector: 'Identifier[name="ipcMain"]', message: 'Only src/main/platform/ipc-wiring.ts touches ipcMain.' },
    { selector: 'NewExpression[callee.name="BrowserWindow"]', message: 'Windows are made in src/main/platform only.' },
    {
      selector: 'NewExpression[callee.property.name="BrowserWindow"]',
      message: 'Windows are made in src/main/platform only.',
    },
  ],
  door: {
    selector: 'MemberExpression[property.name="bellhop"], MemberExpression[property.value="bellhop"]',
    message: 'Only src/renderer/api reads window.bellhop.',
  },
  storage: STORAGE.map((name) => ({ name, message: STORAGE_REASON })),
  storageProperties: STORAGE.flatMap((property) =>
    ['window', 'globalThis', 'self'].map((object) => ({ object, property, message: STORAGE_REASON })),
  ),
  /** Signs and numbers are the same in every language. */
  rawText: { ignorePattern: '^[\\d\\s\\p{P}\\p{S}]+$', ignoreNodes: ['kbd', 'code'] },
  unrun: [
    {
      selector:
        'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo|fixme|fail|fails|skipIf|runIf)$/]',
      message: 'Every test runs, every time.',
    },
  ],
}
