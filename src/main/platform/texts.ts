// The texts that main shows itself: menu, notifications and the dialog of a failed start.
import { compile, createCoreContext, resolveValue, translate } from '@intlify/core-base'
import { MESSAGES, PLURAL_RULES, type Language, type MessageKey } from '../../shared/i18n/index'
import type { ContextMenuLabels } from './context-menu-template'

export type Texts = (key: MessageKey, params?: Readonly<Record<string, string | number>>) => string

/** Texts in one language; a `count` among the parameters chooses the form. From the same catalogues as the window's. */
export function createTexts(language: Language): Texts {
  const context = createCoreContext({
    locale: language,
    fallbackLocale: 'en',
    messages: MESSAGES,
    messageCompiler: compile,
    messageResolver: resolveValue,
    pluralRules: PLURAL_RULES,
  })
  return (key, params = {}) => {
    const { count } = params
    const text = typeof count === 'number' ? translate(context, key, params, count) : translate(context, key, params)
    return typeof text === 'string' ? text : key
  }
}

/** The context menu's labels in one language. */
export function contextMenuLabels(text: Texts): ContextMenuLabels {
  return {
    cut: text('menu.cut'),
    copy: text('menu.copy'),
    paste: text('menu.paste'),
    selectAll: text('menu.selectAll'),
    noSuggestions: text('menu.noSuggestions'),
    addToDictionary: text('menu.addToDictionary'),
  }
}
