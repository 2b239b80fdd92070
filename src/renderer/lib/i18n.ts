// Texts in the page: one vue-i18n instance, and `useText` with names the compiler knows.
import { createI18n, useI18n } from 'vue-i18n'
import type { I18n } from 'vue-i18n'
import { MESSAGES, PLURAL_RULES } from '../../shared/i18n'
import type { Language, MessageKey } from '../../shared/i18n'

export type TextParams = Readonly<Record<string, string | number | boolean>>

export interface Texts {
  /** The text of a name, its placeholders filled; `count` chooses among its plural forms and fills `{n}`. */
  t(key: MessageKey, params?: TextParams, count?: number): string
  /** Current language, reactive. */
  language(): Language
}

/** Makes the page's texts. Messages are interpreted, not compiled with `eval`, so the CSP holds. */
export function createTexts(language: Language): I18n {
  return createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'en',
    messages: MESSAGES,
    pluralRules: PLURAL_RULES,
    missingWarn: false,
    fallbackWarn: false,
  }) as unknown as I18n
}

/** Texts for a component or a composable. */
export function useText(): Texts {
  const { t, locale } = useI18n({ useScope: 'global' })
  return {
    t: (key, params = {}, count) =>
      count === undefined ? t(key, { ...params }) : t(key, { n: count, ...params }, count),
    language: () => locale.value as Language,
  }
}
