// What the bundler makes of files that are not TypeScript.
declare module '*.css'

declare module '*.vue' {
  import type { DefineComponent } from 'vue'
  const component: DefineComponent<Record<string, unknown>, Record<string, unknown>, unknown>
  export default component
}

/** An emoji as the bundled lists have it. Told here: inferring the types of two thousand entries costs the compiler seconds. */
interface BundledEmoji {
  readonly emoji: string
  readonly annotation: string
  readonly group?: number
  readonly order: number
  readonly version: number
  readonly tags?: readonly string[]
  readonly shortcodes?: readonly string[]
}
declare module 'emoji-picker-element-data/en/emojibase/data.json' {
  const entries: readonly BundledEmoji[]
  export default entries
}
declare module 'emoji-picker-element-data/ru/emojibase/data.json' {
  const entries: readonly BundledEmoji[]
  export default entries
}
