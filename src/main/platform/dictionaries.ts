// The spelling dictionaries that come with the app, put where Chromium looks before it would ask the network.
// Knows no Electron. How they are made: resources/dictionaries/README.md.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SPELLING_LANGUAGES } from '../../shared/contract/settings'
import { errorText } from '../log/error-text'
import type { Logger } from '../log/port'

export type SpellingLanguage = (typeof SPELLING_LANGUAGES)[number]

/**
 * The name Chromium 148 asks for, by language: its region and the version of Chromium's own dictionary
 * (`GetVersionedFileName` in components/spellcheck/common/spellcheck_common.cc). A name that no longer fits shows as a
 * failed fetch in the log, and in the end-to-end tests.
 */
const ASKED_FOR: { readonly [L in SpellingLanguage]: string } = {
  'en-US': 'en-US-10-1.bdic',
  ru: 'ru-RU-3-0.bdic',
}

export interface Places {
  /** The folder of the bundled files. */
  readonly from: string
  /** Electron's `userData`. */
  readonly userData: string
  readonly log: Logger
}

/**
 * To be run before the first session is made: Chromium reads then what it read last, and throws away what is damaged.
 * Puts every dictionary in place that is missing there or differs, each in one step. Never rejects: what cannot be put in
 * place is logged, and that language is not checked.
 */
export async function placeDictionaries(places: Places): Promise<void> {
  for (const language of Object.keys(ASKED_FOR) as SpellingLanguage[]) {
    try {
      await placeOne(language, places)
    } catch (error) {
      places.log.warn('a spelling dictionary cannot be put in place', { language, error: errorText(error) })
    }
  }
}

async function placeOne(language: SpellingLanguage, { from, userData, log }: Places): Promise<void> {
  const bundled = await readFile(join(from, `${language}.bdic`))
  const folder = join(userData, 'Dictionaries')
  const path = join(folder, ASKED_FOR[language])
  if (await holds(path, bundled)) return
  await mkdir(folder, { recursive: true })
  const unfinished = `${path}.new`
  await writeFile(unfinished, bundled)
  // A folder of that name would stay in the way for ever.
  await rm(path, { recursive: true, force: true })
  await rename(unfinished, path)
  log.info('a spelling dictionary was put in place', { language })
}

async function holds(path: string, bytes: Buffer): Promise<boolean> {
  try {
    return bytes.equals(await readFile(path))
  } catch {
    return false
  }
}
