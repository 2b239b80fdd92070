// The application menu as data: what it offers, in which order, with which keys. Pure.
import type { MenuItemConstructorOptions } from 'electron/main'
import type { Place } from '../../shared/contract/links'
import { VIEWS } from '../../shared/contract/view-states'
import type { ZoomWay } from '../../shared/domain/zoom'
import type { Doors } from './doors'
import type { Texts } from './texts'

export interface MenuInput {
  readonly text: Texts
  /** `process.platform`. */
  readonly system: string
  readonly doors: Doors
  readonly go: (place: Place) => void
  readonly zoom: (way: ZoomWay) => void
  readonly about: () => void
}

type Item = MenuItemConstructorOptions
const LINE: Item = { type: 'separator' }

/** On macOS the first menu is the app's own, and Quit stands there. */
export function menuTemplate(input: MenuInput): Item[] {
  const { text, system } = input
  const mac = system === 'darwin'
  return [
    ...(mac ? [appMenu(input)] : []),
    fileMenu(input, mac),
    editMenu(text),
    viewMenu(input),
    {
      label: text('menu.go'),
      submenu: VIEWS.map((view) => ({ label: text(`nav.${view}`), click: () => input.go({ kind: 'view', view }) })),
    },
    { label: text('menu.window'), submenu: [{ role: 'minimize', label: text('menu.minimize') }] },
    helpMenu(input, mac),
  ]
}

function appMenu({ text, go, about }: MenuInput): Item {
  return {
    role: 'appMenu',
    submenu: [
      { label: text('menu.about'), click: about },
      LINE,
      { label: text('menu.settings'), accelerator: 'Command+,', click: () => go({ kind: 'view', view: 'settings' }) },
      LINE,
      { role: 'services', label: text('menu.services') },
      LINE,
      { role: 'hide', label: text('menu.hide') },
      { role: 'hideOthers', label: text('menu.hideOthers') },
      { role: 'unhide', label: text('menu.showAll') },
      LINE,
      { role: 'quit', label: text('menu.quit') },
    ],
  }
}

function fileMenu({ text, doors }: MenuInput, mac: boolean): Item {
  const quickSend = { label: text('menu.quickSend'), accelerator: 'CommandOrControl+N', click: doors.quickSend }
  const close: Item = { role: 'close', label: text('menu.close'), accelerator: 'CommandOrControl+W' }
  const quit: Item = { label: text('menu.quit'), accelerator: 'CommandOrControl+Q', click: doors.quit }
  return { label: text('menu.file'), submenu: [quickSend, LINE, close, ...(mac ? [] : [quit])] }
}

function editMenu(text: Texts): Item {
  return {
    label: text('menu.edit'),
    submenu: [
      { role: 'undo', label: text('menu.undo') },
      { role: 'redo', label: text('menu.redo') },
      LINE,
      { role: 'cut', label: text('menu.cut') },
      { role: 'copy', label: text('menu.copy') },
      { role: 'paste', label: text('menu.paste') },
      { role: 'selectAll', label: text('menu.selectAll') },
    ],
  }
}

/** The keys stand here to be read: windows listen for them themselves, more of them than a menu can name. */
function viewMenu({ text, zoom }: MenuInput): Item {
  const steps = [
    { way: 'in', label: text('menu.zoomIn'), key: '=' },
    { way: 'out', label: text('menu.zoomOut'), key: '-' },
    { way: 'reset', label: text('menu.resetZoom'), key: '0' },
  ] as const
  return {
    label: text('menu.view'),
    submenu: [
      ...steps.map(({ way, label, key }) => ({
        label,
        accelerator: `CommandOrControl+${key}`,
        registerAccelerator: false,
        click: () => zoom(way),
      })),
      LINE,
      { role: 'togglefullscreen', label: text('menu.fullScreen') },
    ],
  }
}

function helpMenu({ text, go, about }: MenuInput, mac: boolean): Item {
  // The page listens for the key itself: a dialog that is open there goes first.
  const keys: Item = {
    label: text('menu.keys'),
    accelerator: 'F1',
    registerAccelerator: false,
    click: () => go({ kind: 'keys' }),
  }
  const rest: Item[] = mac ? [] : [LINE, { label: text('menu.about'), click: about }]
  return { role: 'help', label: text('menu.help'), submenu: [keys, ...rest] }
}
