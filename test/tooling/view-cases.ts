// One case for each rule of the renderer: text that breaks it, and a twin that does not.
import { HEAD, vue, FEATURE, VIEW } from './lint-case'
import type { Case } from './lint-case'

const page = (line: string): string => `${HEAD}export const read = (): unknown => ${line}\n`

export const VIEW_CASES: readonly Case[] = [
  {
    rule: 'no-restricted-syntax',
    bug: 'a second reader of the door',
    path: FEATURE,
    bad: page('window.bellhop'),
    good: page('window.bellhop'),
    goodPath: 'src/renderer/api/door.ts',
  },
  {
    rule: 'no-restricted-globals',
    bug: 'data kept in the page',
    path: FEATURE,
    bad: page("localStorage.getItem('a')"),
    good: page('history.length'),
  },
  {
    rule: 'no-restricted-properties',
    bug: 'data kept in the page',
    path: FEATURE,
    bad: page("window.sessionStorage.getItem('a')"),
    good: page('window.innerWidth'),
  },
  {
    rule: 'vue/no-v-html',
    bug: 'a group’s name run as markup',
    path: VIEW,
    bad: vue('<p v-html="text" />', "const text = 'a'\n"),
    good: vue('<p>{{ text }}</p>', "const text = 'a'\n"),
  },
  {
    rule: '@intlify/vue-i18n/no-raw-text',
    bug: 'a word that is never translated',
    path: VIEW,
    bad: vue('<p>Hello</p>'),
    good: vue('<p>· 1 / 2</p>'),
  },
  {
    rule: 'vue/block-order',
    bug: 'files that read differently',
    path: VIEW,
    bad: '<template>\n  <p />\n</template>\n\n<script setup lang="ts"></script>\n',
    good: vue('<p />'),
  },
  {
    rule: 'vue/component-api-style',
    bug: 'components that read differently',
    path: VIEW,
    bad: '<script lang="ts">\nexport default { setup: () => ({}) }\n</script>\n\n<template>\n  <p />\n</template>\n',
    good: vue('<p />'),
  },
  {
    rule: 'vue/define-props-declaration',
    bug: 'props checked at run time only',
    path: VIEW,
    bad: vue('<p>{{ a }}</p>', 'defineProps({ a: String })\n'),
    good: vue('<p>{{ a }}</p>', 'defineProps<{ a: string }>()\n'),
  },
  {
    rule: 'vue/no-ref-object-reactivity-loss',
    bug: 'a value that never changes again',
    path: VIEW,
    bad: vue('<p>{{ b }}</p>', "import { ref } from 'vue'\n\nconst a = ref(1)\nconst b = a.value\n"),
    good: vue('<p>{{ a }}</p>', "import { ref } from 'vue'\n\nconst a = ref(1)\n"),
  },
  {
    rule: 'vuejs-accessibility/label-has-for',
    bug: 'a field without a name',
    path: VIEW,
    bad: vue('<label>{{ 1 }}</label>'),
    good: vue('<label for="a">{{ 1 }}</label>'),
  },
  {
    rule: 'vuejs-accessibility/alt-text',
    bug: 'a picture without words',
    path: VIEW,
    bad: vue('<img src="a.png" />'),
    good: vue('<img src="a.png" alt="" />'),
  },
]
