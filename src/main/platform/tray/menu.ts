// The tray's menu as data: what stands in it for what there is. Knows no Electron but its types, and no capability.
import type { MenuItemConstructorOptions } from 'electron/main'
import type { AccountId } from '../../../shared/contract/common'
import { refusal } from '../../../shared/domain/accelerator'
import { inOneLine } from '../../../shared/domain/shown-names'
import type { Texts } from '../texts'
import { PAUSES, pausedTill, type Pause } from './pauses'

/** All the tray shows. */
export interface TrayState {
  readonly accounts: readonly { readonly id: AccountId; readonly label: string; readonly waiting: number }[]
  readonly waiting: number
  /** Messages that failed, or need a decision. */
  readonly troubled: number
  /** The key from anywhere, as Electron writes it; empty for none. */
  readonly quickSendKey: string
  /** When telling goes on; `no` when nothing is paused, `always` until the user says so. */
  readonly pausedUntil: string
}

/** What the menu can ask for. */
export interface TrayActions {
  open(): void
  openAccount(id: AccountId): void
  openOutbox(): void
  quickSend(): void
  pause(until: string): void
  quit(): void
}

interface MenuParts {
  readonly state: TrayState
  readonly text: Texts
  readonly actions: TrayActions
  readonly clock: () => Date
  /** BCP 47, for times. */
  readonly language: string
}

type Items = MenuItemConstructorOptions[]

/** More would not fit a small screen; the others are one step further. */
const MOST_ACCOUNTS = 12
const MOST_SIGNS = 40

/**
 * A name as a label: one line of it, and never a mnemonic.
 * @see https://www.electronjs.org/docs/latest/api/menu-item: `&` marks the letter of a mnemonic, `&&` is the sign itself
 */
export const labelOf = (name: string): string => inOneLine(name, MOST_SIGNS).replaceAll('&', '&&')

/** Opening stands first: on some desktops a click brings the menu and nothing else. */
export function trayMenu(parts: MenuParts): Items {
  const { state, text, actions } = parts
  return [
    { label: text('tray.open'), click: actions.open },
    {
      label: text('tray.quickSend'),
      click: actions.quickSend,
      // Shown only: a tray's menu belongs to no window and takes no key. `registerAccelerator: false` would hide it on Linux.
      ...(refusal(state.quickSendKey) === undefined ? { accelerator: state.quickSendKey } : {}),
    },
    ...accountItems(parts),
    ...(state.troubled === 0
      ? []
      : [SEPARATOR, { label: text('tray.troubled', { count: state.troubled }), click: actions.openOutbox }]),
    SEPARATOR,
    ...pauseItems(parts),
    SEPARATOR,
    { label: text('tray.quit'), click: actions.quit },
  ]
}

/** What a mouse resting on the icon is told. */
export function trayToolTip({ state, text }: Pick<MenuParts, 'state' | 'text'>): string {
  const waiting = state.waiting === 0 ? [] : [text('tray.waiting', { count: state.waiting })]
  const paused = state.pausedUntil === 'no' ? [] : [text('tray.pausedShort')]
  return ['Bellhop', ...waiting, ...paused].join(' · ')
}

const SEPARATOR = { type: 'separator' } as const satisfies MenuItemConstructorOptions

function accountItems({ state, text, actions }: MenuParts): Items {
  const items = state.accounts.map(({ id, label, waiting }) => ({
    label: waiting === 0 ? labelOf(label) : text('tray.account', { name: labelOf(label), waiting }),
    click: () => {
      actions.openAccount(id)
    },
  }))
  if (items.length === 0) return []
  const more = items.slice(MOST_ACCOUNTS)
  return [
    SEPARATOR,
    ...items.slice(0, MOST_ACCOUNTS),
    ...(more.length === 0 ? [] : [{ label: text('tray.more'), submenu: more }]),
  ]
}

function pauseItems({ state, text, actions, clock, language }: MenuParts): Items {
  const { pausedUntil } = state
  if (pausedUntil === 'no') {
    const choice = (pause: Pause): MenuItemConstructorOptions => ({
      label: text(`tray.pauses.${pause}`),
      click: () => {
        // From the moment of the click: the menu may have been made hours ago.
        actions.pause(pausedTill(pause, clock()))
      },
    })
    return [{ label: text('tray.pause'), submenu: PAUSES.map(choice) }]
  }
  const until =
    pausedUntil === 'always'
      ? text('tray.pausedAlways')
      : text('tray.pausedUntil', { time: shownTime(new Date(pausedUntil), clock(), language) })
  return [
    { label: until, enabled: false },
    {
      label: text('tray.resume'),
      click: () => {
        actions.pause('no')
      },
    },
  ]
}

/** The time of day; the day too where it is another. */
function shownTime(at: Date, now: Date, language: string): string {
  const otherDay = at.toDateString() !== now.toDateString()
  const day = otherDay ? ({ day: 'numeric', month: 'short' } as const) : {}
  return at.toLocaleString(language, { hour: '2-digit', minute: '2-digit', ...day })
}
