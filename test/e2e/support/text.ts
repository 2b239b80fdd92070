// The texts a person sees, by their names, so that no test guesses a sentence.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language, MessageKey } from '../../../src/shared/i18n'
import { ROOT } from './practice'

type Node = string | { readonly [key: string]: Node }

export type TextParams = Readonly<Record<string, string | number>>

/** The text of a name, its placeholders filled. Throws for a name that is not there, and for a placeholder left open. */
export type Texts = (key: MessageKey, params?: TextParams) => string

/** The texts of one language, by name. */
export function textsOf(language: Language): Texts {
  const all = JSON.parse(readFileSync(join(ROOT, `src/shared/i18n/${language}.json`), 'utf8')) as Node
  return (key, params = {}) => {
    let node: Node | undefined = all
    for (const part of key.split('.')) node = typeof node === 'object' ? node[part] : undefined
    if (typeof node !== 'string') throw new Error(`there is no text named ${key}`)
    return node.replace(/\{(\w+)\}/g, (_placeholder, name: string) => {
      const value = params[name]
      if (value === undefined) throw new Error(`${key} needs {${name}}`)
      return String(value)
    })
  }
}

/** The English texts: journeys are walked in English. */
export const text = textsOf('en')

/** One of the forms of a text that counts, e.g. `textOf(24, 'groups.members')` → `24 members`. */
export function textOf(count: number, key: MessageKey): string {
  const forms = text(key, { n: count }).split(' | ')
  const place = count === 0 && forms.length > 2 ? 0 : count === 1 ? forms.length - 2 : forms.length - 1
  return forms[Math.max(0, place)] ?? ''
}
