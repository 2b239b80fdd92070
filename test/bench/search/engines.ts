// Four ways to find groups by text, each set up as its own documentation recommends for this use.
import uFuzzy from '@leeoniya/ufuzzy'
import MiniSearch from 'minisearch'
import type { Group } from '../../../src/shared/contract/groups'
import { accountRecord } from '../../../src/main/testing/records'
import { openTempStore } from '../../../src/main/testing/temp-store'
import { accountOf } from './corpus'

export interface Engine {
  /** Places in the corpus of what is found, best first, at most `FIRST`. */
  find(text: string): number[]
  close(): void
}

export const FIRST = 50
const WRITTEN_AT_ONCE = 2500
const FIELDS = ['name', 'description', 'keywords', 'ownerName', 'topic'] as const

/** What a careful user of each library would do for Russian: `ё` is `е`. */
const fold = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')
const joined = (group: Group): string => fold(FIELDS.map((field) => group[field] ?? '').join('\n'))

/** The app's own: through the repository, on a database in a file, with the rows and marks that the window gets. */
export function openOurs(groups: readonly Group[]): Engine {
  const temp = openTempStore()
  const accounts = [...new Set(groups.map(({ accountId }) => accountId))]
  for (const id of accounts) temp.store.accounts.save(accountRecord(id))
  for (let from = 0; from < groups.length; from += WRITTEN_AT_ONCE)
    temp.store.groups.upsertPage(groups.slice(from, from + WRITTEN_AT_ONCE), 1)
  const store = temp.reopen()
  const each = groups.length / accounts.length
  const firstOf = new Map(accounts.map((_id, at) => [accountOf(at), at * each]))
  while (store.groups.prepare());
  return {
    find: (text) =>
      store.groups
        .search({ text, includeArchived: true, limit: FIRST, offset: 0 })
        .items.map(({ accountId, groupId }) => (firstOf.get(accountId) ?? Number.NaN) + Number(groupId) - 1),
    close: () => temp.dispose(),
  }
}

/** https://lucaong.github.io/minisearch/: every word, as the beginning of a word or with a fifth of its letters wrong. */
export function openMiniSearch(groups: readonly Group[]): Engine {
  const engine = new MiniSearch({ fields: [...FIELDS], processTerm: fold })
  engine.addAll(groups.map((group, id) => ({ ...group, id })))
  return {
    find: (text) =>
      engine
        .search(text, { prefix: true, fuzzy: 0.2, combineWith: 'AND', boost: { name: 2 } })
        .slice(0, FIRST)
        .map(({ id }) => Number(id)),
    close: () => engine.removeAll(),
  }
}

/** https://github.com/leeoniya/uFuzzy#charsets-alphabets-diacritics: the settings for any alphabet; one mistake per word. */
export function openUFuzzy(groups: readonly Group[]): Engine {
  const engine = new uFuzzy({
    unicode: true,
    interSplit: "[^\\p{L}\\d']+",
    intraSplit: '\\p{Ll}\\p{Lu}',
    intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
    intraChars: "[\\p{L}\\d']",
    intraContr: "'\\p{L}{1,2}\\b",
    intraMode: 1,
  })
  const texts = groups.map(joined)
  return {
    find(text) {
      const [places, info, order] = engine.search(texts, fold(text), 1)
      const ranked = info && order ? order.map((at) => info.idx[at] ?? Number.NaN) : (places ?? [])
      return ranked.slice(0, FIRST)
    },
    close: () => undefined,
  }
}

/** What one writes first: every word somewhere in the text. */
export function openIncludes(groups: readonly Group[]): Engine {
  const texts = groups.map(joined)
  return {
    find(text) {
      const words = fold(text)
        .split(/\s+/)
        .filter((word) => word !== '')
      const found: number[] = []
      for (const [place, each] of texts.entries()) if (words.every((word) => each.includes(word))) found.push(place)
      return found.slice(0, FIRST)
    },
    close: () => undefined,
  }
}
