// Catches: a text missing in one language, a placeholder renamed in only one, an error without a sentence, a dead text.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '@intlify/core-base'
import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../contract/errors'
import en from './en.json'
import ru from './ru.json'

type Tree = { readonly [key: string]: string | Tree }

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') texts.set(prefix + key, value)
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) texts.set(inner, text)
  }
  return texts
}

const catalogues = { en: flat(en), ru: flat(ru) }
const SOURCES = join(import.meta.dirname, '../..')
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort()

/** The program's own text, tests and catalogues left out. */
function sources(): string {
  return readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|vue)$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(SOURCES, name), 'utf8'))
    .join('\n')
}

describe('texts', () => {
  it('are the same set in every language', () => {
    expect([...catalogues.ru.keys()].sort()).toEqual([...catalogues.en.keys()].sort())
  })

  it('name the same placeholders in every language', () => {
    const differing = [...catalogues.en].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(catalogues.ru.get(key) ?? '').join(),
    )
    expect(differing.map(([key]) => key)).toEqual([])
  })

  it('are not left empty', () => {
    const empty = Object.values(catalogues).flatMap((texts) => [...texts].filter(([, text]) => text.trim() === ''))
    expect(empty).toEqual([])
  })

  it('are not left in English', () => {
    const SAME = /^(?:settings\.(?:languages|sendKeys)\.|openlines\.via$|moment\.told$|.*\.(?:version)$)/
    const untranslated = [...catalogues.ru].filter(
      ([key, text]) => !SAME.test(key) && !/[а-яё]/i.test(text) && /[a-z]{3}/i.test(text.replaceAll(/\{\w+\}/g, '')),
    )
    expect(untranslated.map(([key]) => key)).toEqual([])
  })

  it('can be read by the message compiler', () => {
    const broken: string[] = []
    for (const [language, texts] of Object.entries(catalogues)) {
      for (const [key, text] of texts) {
        compile(text, {
          locale: language,
          key,
          warnHtmlMessage: false,
          onError: () => broken.push(`${language} ${key}`),
        })
      }
    }
    expect(broken).toEqual([])
  })

  it('have a sentence for every error code, and none for codes that do not exist', () => {
    const codes: readonly string[] = ERROR_CODES
    const told = [...catalogues.en.keys()]
      .filter((key) => key.startsWith('errors.'))
      .map((key) => key.slice('errors.'.length))
    expect({
      missing: codes.filter((code) => !told.includes(code)),
      dead: told.filter((code) => !codes.includes(code)),
    }).toEqual({
      missing: [],
      dead: [],
    })
  })

  it('have a word for everything an error may name, for reasons kept without their params', () => {
    const named = [...catalogues.en]
      .filter(([key]) => key.startsWith('errors.'))
      .flatMap(([, text]) => placeholders(text))
    expect([...new Set(named)].filter((name) => !catalogues.en.has(`app.unknown.${name}`))).toEqual([])
  })

  it('are all used', () => {
    const program = sources()
    // `t(`relations.${relation}`)` uses every text under `relations.`; a key's own parts may also be chosen by it.
    const patterns = [
      ...program.matchAll(/`([a-zA-Z][\w.]*\.)(?:\$\{[^}]*\})((?:\.[\w.]*)?(?:\$\{[^}]*\}(?:\.[\w.]+)?)?)`/g),
    ].map(
      (match) =>
        new RegExp(
          `^${(match[1] ?? '').replaceAll('.', '\\.')}\\w+${(match[2] ?? '').replace(/\$\{[^}]*\}/g, '\\w+').replaceAll('.', '\\.')}$`,
        ),
    )
    const used = (key: string): boolean => program.includes(`'${key}'`) || patterns.some((pattern) => pattern.test(key))
    expect([...catalogues.en.keys()].filter((key) => !key.startsWith('errors.') && !used(key))).toEqual([])
  })
})
