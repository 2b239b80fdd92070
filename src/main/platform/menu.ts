// The application menu, in the user's language. Every action it has is also in the window.
import { app, Menu } from 'electron/main'
import { menuTemplate, type MenuInput } from './menu-template'

/** Sets the menu of the whole app; each call replaces it. */
export function setMenu(input: Omit<MenuInput, 'about'>): void {
  const template = menuTemplate({ ...input, about: () => app.showAboutPanel() })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
