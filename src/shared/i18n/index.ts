// The texts of both processes: which languages there are, how they count, and the names of all texts.
import en from './en.json'
import ru from './ru.json'

export const LANGUAGES = ['en', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]

/** Every text's name, as `word.part.name`, from en.json. */
export type MessageKey = Leaves<typeof en>

export const MESSAGES = { en, ru } as const

/**
 * The language to show: the chosen one, or for `system` the first of the machine's languages that we speak, else English.
 * @param systemLocales BCP 47 tags in the user's order, e.g. `['ru-RU', 'en']`
 */
export function pickLanguage(chosen: Language | 'system', systemLocales: readonly string[]): Language {
  if (chosen !== 'system') return chosen
  for (const locale of systemLocales) {
    const primary = locale.toLowerCase().split(/[-_]/)[0]
    const known = LANGUAGES.find((language) => language === primary)
    if (known) return known
  }
  return 'en'
}

/**
 * Which of a text's forms a number takes. English: `one | many`. Russian: `one | few | many` (1 день | 2 дня | 5 дней),
 * each optionally with a form for zero before them.
 */
export const PLURAL_RULES: Readonly<Record<Language, (count: number, forms: number) => number>> = {
  en: (count, forms) => {
    if (forms === 1) return 0
    if (forms === 2) return count === 1 ? 0 : 1
    return count === 0 ? 0 : count === 1 ? 1 : 2
  },
  ru: (count, forms) => {
    if (forms === 1) return 0
    const zero = forms > 3 ? 1 : 0
    if (zero && count === 0) return 0
    const form = { one: 0, few: 1 }[new Intl.PluralRules('ru').select(count) as 'one' | 'few'] ?? 2
    return Math.min(form + zero, forms - 1)
  },
}
