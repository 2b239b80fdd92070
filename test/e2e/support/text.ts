// The texts a person sees, by their names, so that no test guesses a sentence.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MessageKey } from '../../../src/shared/i18n'
import { ROOT } from './practice'

type Node = string | { readonly [key: string]: Node }

const ENGLISH = JSON.parse(readFileSync(join(ROOT, 'src/shared/i18n/en.json'), 'utf8')) as Node

export type TextParams = Readonly<Record<string, string | number>>

/** The English text of a name, its placeholders filled. Throws for a name that is not there. */
export function text(key: MessageKey, params: TextParams = {}): string {
  let node: Node | undefined = ENGLISH
  for (const part of key.split('.')) node = typeof node === 'object' ? node[part] : undefined
  if (typeof node !== 'string') throw new Error(`there is no text named ${key}`)
  return node.replace(/\{(\w+)\}/g, (_placeholder, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${key} needs {${name}}`)
    return String(value)
  })
}

/** One of the forms of a text that counts, e.g. `textOf(24, 'groups.members')` → `24 members`. */
export function textOf(count: number, key: MessageKey): string {
  const forms = text(key, { n: count }).split(' | ')
  const place = count === 0 && forms.length > 2 ? 0 : count === 1 ? forms.length - 2 : forms.length - 1
  return forms[Math.max(0, place)] ?? ''
}
