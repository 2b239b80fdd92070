// The menu on right click: a page without Node cannot offer these commands itself.
import { Menu, type WebContents } from 'electron/main'
import { contextMenuTemplate, type ContextMenuLabels } from './context-menu-template'

/** Shows what applies where the user clicked. */
export function enableContextMenu(contents: WebContents, labels: () => ContextMenuLabels): void {
  contents.on('context-menu', (_event, clicked) => {
    const items = contextMenuTemplate(clicked, labels(), {
      replace: (word) => contents.replaceMisspelling(word),
      add: (word) => contents.session.addWordToSpellCheckerDictionary(word),
    })
    if (items.length > 0) Menu.buildFromTemplate(items).popup()
  })
}
