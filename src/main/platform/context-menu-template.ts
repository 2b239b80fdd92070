// What the context menu offers where the user clicked: spelling first, then the edit commands. Pure.
import type { MenuItemConstructorOptions } from 'electron/main'

export interface ContextMenuLabels {
  readonly cut: string
  readonly copy: string
  readonly paste: string
  readonly selectAll: string
  readonly noSuggestions: string
  readonly addToDictionary: string
}

/** Of Electron's `context-menu` event, what matters here. */
export interface Clicked {
  readonly isEditable: boolean
  readonly editFlags: { readonly canCut: boolean; readonly canCopy: boolean; readonly canPaste: boolean }
  readonly selectionText: string
  /** The word under the pointer when it is marked, else ''. */
  readonly misspelledWord: string
  readonly dictionarySuggestions: readonly string[]
}

export interface SpellingActions {
  replace(word: string): void
  add(word: string): void
}

const MAX_SUGGESTIONS = 5

/** The menu as data; [] where there is nothing to offer. */
export function contextMenuTemplate(
  clicked: Clicked,
  text: ContextMenuLabels,
  actions: SpellingActions,
): MenuItemConstructorOptions[] {
  if (!clicked.isEditable) return clicked.selectionText.trim() === '' ? [] : [{ role: 'copy', label: text.copy }]
  return [
    ...spellingItems(clicked, text, actions),
    { role: 'cut', label: text.cut, enabled: clicked.editFlags.canCut },
    { role: 'copy', label: text.copy, enabled: clicked.editFlags.canCopy },
    { role: 'paste', label: text.paste, enabled: clicked.editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', label: text.selectAll },
  ]
}

function spellingItems(
  { misspelledWord, dictionarySuggestions }: Clicked,
  text: ContextMenuLabels,
  actions: SpellingActions,
): MenuItemConstructorOptions[] {
  if (misspelledWord === '') return []
  const suggestions = dictionarySuggestions.slice(0, MAX_SUGGESTIONS).map((suggestion) => ({
    // A single & would underline the letter after it.
    label: suggestion.replaceAll('&', '&&'),
    click: () => actions.replace(suggestion),
  }))
  return [
    ...(suggestions.length > 0 ? suggestions : [{ label: text.noSuggestions, enabled: false }]),
    { label: text.addToDictionary, click: () => actions.add(misspelledWord) },
    { type: 'separator' },
  ]
}
