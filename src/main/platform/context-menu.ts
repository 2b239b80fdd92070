// Cut, copy, paste on right click: a page without Node cannot offer them itself.
import { Menu, type MenuItemConstructorOptions, type WebContents } from 'electron/main'
import type { MenuLabels } from './menu'

/** Shows the edit commands that apply where the user clicked. */
export function enableContextMenu(contents: WebContents, labels: () => MenuLabels): void {
  contents.on('context-menu', (_event, params) => {
    const text = labels()
    const items: MenuItemConstructorOptions[] = params.isEditable
      ? [
          { role: 'cut', label: text.cut, enabled: params.editFlags.canCut },
          { role: 'copy', label: text.copy, enabled: params.editFlags.canCopy },
          { role: 'paste', label: text.paste, enabled: params.editFlags.canPaste },
          { type: 'separator' },
          { role: 'selectAll', label: text.selectAll },
        ]
      : params.selectionText.trim() === ''
        ? []
        : [{ role: 'copy', label: text.copy }]
    if (items.length > 0) Menu.buildFromTemplate(items).popup()
  })
}
