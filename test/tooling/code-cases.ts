// One case for each rule about size, types and words: text that breaks it, and a twin that does not.
import { HEAD, lines, body, STORE, GROUPS, TEST } from './lint-case'
import type { Case } from './lint-case'

export const SIZE_CASES: readonly Case[] = [
  { rule: 'max-lines', bug: 'files grow unseen', path: STORE, bad: lines(251), good: lines(250), severity: 'warn' },
  { rule: 'bellhop/max-lines-hard', bug: 'a file nobody reads', path: STORE, bad: lines(401), good: lines(400) },
  { rule: 'max-lines-per-function', bug: 'a function nobody reads', path: STORE, bad: body(48), good: body(46) },
  {
    rule: '@typescript-eslint/max-params',
    bug: 'arguments in the wrong order',
    path: STORE,
    bad: `${HEAD}export const f = (a: number, b: number, c: number, d: number): number => a + b + c + d\n`,
    good: `${HEAD}export const f = (a: number, b: number, c: number): number => a + b + c\n`,
  },
  {
    rule: 'bellhop/module-header',
    bug: 'a module that does not say what it owns',
    path: STORE,
    bad: `export const a = 1\n// Late.\n`,
    good: `${HEAD}export const a = 1\n`,
  },
]

export const TYPE_CASES: readonly Case[] = [
  {
    rule: '@typescript-eslint/no-explicit-any',
    bug: 'a type that checks nothing',
    path: STORE,
    bad: `${HEAD}export const f = (a: any): unknown => a as unknown\n`,
    good: `${HEAD}export const f = (a: unknown): unknown => a\n`,
  },
  {
    rule: '@typescript-eslint/ban-ts-comment',
    bug: 'a type error that is told to be quiet',
    path: STORE,
    bad: `${HEAD}// @ts-expect-error because\nexport const a: number = 'a'\n`,
    good: `${HEAD}export const a: number = 1\n`,
  },
  {
    rule: '@typescript-eslint/consistent-type-imports',
    bug: 'a type import that pulls a module into the bundle',
    path: GROUPS,
    bad: `${HEAD}import { Port } from '../networks/ports'\n\nexport type Used = Port\n`,
    good: `${HEAD}import type { Port } from '../networks/ports'\n\nexport type Used = Port\n`,
  },
  {
    rule: '@typescript-eslint/no-import-type-side-effects',
    bug: 'an import left empty, yet loaded',
    path: GROUPS,
    bad: `${HEAD}import { type Port } from '../networks/ports'\n\nexport type Used = Port\n`,
    good: `${HEAD}import type { Port } from '../networks/ports'\n\nexport type Used = Port\n`,
  },
  {
    rule: '@typescript-eslint/no-unused-vars',
    bug: 'something computed for nobody',
    path: STORE,
    bad: `${HEAD}const a = 1\nexport {}\n`,
    good: `${HEAD}const _a = 1\nexport {}\n`,
  },
  {
    rule: '@typescript-eslint/no-floating-promises',
    bug: 'an error that nobody hears of',
    path: STORE,
    bad: `${HEAD}export const f = (p: Promise<void>): void => {\n  p.then(() => undefined)\n}\n`,
    good: `${HEAD}export const f = async (p: Promise<void>): Promise<void> => {\n  await p\n}\n`,
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    bug: 'a new state that no screen knows',
    path: STORE,
    bad: `${HEAD}export const f = (s: 'on' | 'off'): number => {\n  switch (s) {\n    case 'on':\n      return 1\n  }\n  return 0\n}\n`,
    good: `${HEAD}export const f = (s: 'on' | 'off'): number => {\n  switch (s) {\n    case 'on':\n      return 1\n    case 'off':\n      return 0\n  }\n}\n`,
  },
]

export const WORD_CASES: readonly Case[] = [
  {
    rule: 'no-warning-comments',
    bug: 'work left undone',
    path: STORE,
    bad: `${HEAD}// ${'TO'}${'DO'}: finish\nexport const a = 1\n`,
    good: `${HEAD}// Finished.\nexport const a = 1\n`,
  },
  {
    rule: 'prefer-const',
    bug: 'a value that may change',
    path: STORE,
    bad: `${HEAD}let a = 1\nexport const b = a\n`,
    good: `${HEAD}const a = 1\nexport const b = a\n`,
  },
  {
    rule: 'no-var',
    bug: 'a value that leaks',
    path: STORE,
    bad: `${HEAD}var a = 1\nexport const b = a\n`,
    good: `${HEAD}const a = 1\nexport const b = a\n`,
  },
  {
    rule: 'eqeqeq',
    bug: "'' == 0",
    path: STORE,
    bad: `${HEAD}export const f = (a: number): boolean => a == 1\n`,
    good: `${HEAD}export const f = (a: number): boolean => a === 1\n`,
  },
  {
    rule: 'no-eval',
    bug: 'text run as code',
    path: STORE,
    bad: `${HEAD}export const f = (): unknown => eval('1')\n`,
    good: `${HEAD}export const f = (): unknown => 1\n`,
  },
  {
    rule: 'no-console',
    bug: 'secrets on the terminal, past the redacting log',
    path: STORE,
    bad: `${HEAD}export const f = (): void => console.log('a')\n`,
    good: `${HEAD}export const f = (): void => undefined\n`,
  },
  {
    rule: 'no-restricted-syntax',
    bug: 'an enum that Node cannot erase',
    path: STORE,
    bad: `${HEAD}export enum E {\n  A,\n}\n`,
    good: `${HEAD}export type E = 'A'\n`,
  },
  {
    rule: 'no-restricted-syntax',
    bug: 'a namespace that Node cannot erase',
    path: STORE,
    bad: `${HEAD}export namespace N {\n  export const a = 1\n}\n`,
    good: `${HEAD}export const N = { a: 1 }\n`,
  },
  {
    rule: 'no-restricted-syntax',
    bug: 'a parameter property that Node cannot erase',
    path: STORE,
    bad: `${HEAD}export class C {\n  constructor(readonly a: number) {}\n}\n`,
    good: `${HEAD}export class C {\n  readonly a: number\n  constructor(a: number) {\n    this.a = a\n  }\n}\n`,
  },
  {
    rule: 'no-restricted-syntax',
    bug: 'a field that is private in types only',
    path: STORE,
    bad: `${HEAD}export class C {\n  private a = 1\n  read = (): number => this.a\n}\n`,
    good: `${HEAD}export class C {\n  #a = 1\n  read = (): number => this.#a\n}\n`,
  },
  {
    rule: 'no-restricted-syntax',
    bug: 'a test that is skipped',
    path: TEST,
    bad: `import { it } from 'vitest'\n\nit.skip('a', () => undefined)\n`,
    good: `import { it } from 'vitest'\n\nit('a', () => undefined)\n`,
  },
]
