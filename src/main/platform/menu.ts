// The application menu, in the user's language. Every action it has is also in the window.
import { Menu, type MenuItemConstructorOptions } from 'electron/main'

export interface MenuLabels {
  readonly file: string
  readonly quit: string
  readonly edit: string
  readonly undo: string
  readonly redo: string
  readonly cut: string
  readonly copy: string
  readonly paste: string
  readonly selectAll: string
  readonly view: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly resetZoom: string
  readonly fullScreen: string
  readonly window: string
  readonly minimize: string
  readonly close: string
}

/** The menu as data, so that a test can read it without a window. */
export function menuTemplate(labels: MenuLabels): MenuItemConstructorOptions[] {
  return [
    {
      label: labels.file,
      submenu: [
        { role: 'close', label: labels.close },
        { role: 'quit', label: labels.quit },
      ],
    },
    {
      label: labels.edit,
      submenu: [
        { role: 'undo', label: labels.undo },
        { role: 'redo', label: labels.redo },
        { type: 'separator' },
        { role: 'cut', label: labels.cut },
        { role: 'copy', label: labels.copy },
        { role: 'paste', label: labels.paste },
        { role: 'selectAll', label: labels.selectAll },
      ],
    },
    {
      label: labels.view,
      submenu: [
        { role: 'zoomIn', label: labels.zoomIn, accelerator: 'CommandOrControl+=' },
        { role: 'zoomOut', label: labels.zoomOut },
        { role: 'resetZoom', label: labels.resetZoom },
        { type: 'separator' },
        { role: 'togglefullscreen', label: labels.fullScreen },
      ],
    },
    { label: labels.window, submenu: [{ role: 'minimize', label: labels.minimize }] },
  ]
}

/** Sets the menu of the whole app. */
export function setMenu(labels: MenuLabels): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(labels)))
}
