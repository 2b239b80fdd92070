// What a case is, and the pieces its texts are made of. Texts stand at paths of fixtures/app, which decides their layer.

export interface Case {
  readonly rule: string
  /** What would get in if the rule did not fire. */
  readonly bug: string
  readonly path: string
  readonly bad: string
  readonly good: string
  readonly severity?: 'warn'
  /** The twin's path where the place is what differs. */
  readonly goodPath?: string
}

export const HEAD = '// A module.\n'
export const lines = (count: number): string => HEAD + 'export {}\n'.repeat(count - 1)
export const body = (count: number): string =>
  `${HEAD}export const run = (): number[] => {\n  const all: number[] = []\n${'  all.push(1)\n'.repeat(count)}  return all\n}\n`
export const vue = (template: string, script = ''): string =>
  `<script setup lang="ts">\n${script}</script>\n\n<template>\n  ${template}\n</template>\n`
export const imports = (what: string, from: string): string =>
  `${HEAD}import ${what} from '${from}'\n\nexport const used = ${what}\n`
    .replaceAll('used = { ', 'used = [')
    .replaceAll(' }\n', ']\n')

export const STORE = 'src/main/store/rows.ts'
export const GROUPS = 'src/main/groups/groups.ts'
export const FEATURE = 'src/renderer/features/groups/store.ts'
export const VIEW = 'src/renderer/features/groups/GroupView.vue'
export const TEST = 'src/main/groups/groups.test.ts'
