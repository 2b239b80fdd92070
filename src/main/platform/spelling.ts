// Spell-check: in which languages, the user's own words, and that nothing is ever fetched for it.
// The session comes in by its shape. macOS checks with the system's own checker and languages, and Bellhop only switches it.
import type { Logger } from '../log/port'
import type { SpellingLanguage } from './dictionaries'

/** https://www.electronjs.org/docs/latest/api/session */
export interface SpellingSession {
  setSpellCheckerEnabled(enabled: boolean): void
  setSpellCheckerLanguages(languages: string[]): void
  setSpellCheckerDictionaryDownloadURL(url: string): void
  listWordsInSpellCheckerDictionary(): Promise<string[]>
  removeWordFromSpellCheckerDictionary(word: string): boolean
  on(event: 'spellcheck-dictionary-download-failure', heard: (event: unknown, language: string) => void): unknown
}

export interface Spelling {
  /** Checks in these languages from now on; none switches it off. */
  use(languages: readonly SpellingLanguage[]): void
  /** The words the user has added, in alphabetical order. */
  words(): Promise<string[]>
  forget(word: string): void
}

/** No browser process can load from our own scheme: what is asked for here fails at once, and nothing leaves. */
const NOWHERE = 'app://nowhere/'

/**
 * Takes the network away from the spell-checker, and its defaults with it. In the very turn in which the session is made:
 * a moment later a dictionary that is missing would be asked for at Google's.
 */
export function withholdDictionaries(session: SpellingSession): void {
  session.setSpellCheckerDictionaryDownloadURL(NOWHERE)
  session.setSpellCheckerEnabled(false)
}

/** @param system `process.platform` */
export function createSpelling(session: SpellingSession, system: string, log: Logger): Spelling {
  session.on('spellcheck-dictionary-download-failure', (_event, language) => {
    log.warn('a spelling dictionary is missing or damaged; this language is not checked', { language })
  })
  let used: string | undefined
  return {
    use(languages) {
      const asked = languages.join(' ')
      if (asked === used) return
      used = asked
      if (system !== 'darwin') session.setSpellCheckerLanguages([...languages])
      session.setSpellCheckerEnabled(languages.length > 0)
    },
    words: async () => (await session.listWordsInSpellCheckerDictionary()).toSorted((a, b) => a.localeCompare(b)),
    forget: (word) => void session.removeWordFromSpellCheckerDictionary(word),
  }
}
