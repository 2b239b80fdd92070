// Every key of the app, by place: what the dialog lists, what the palette and the tooltips show, and, for the keys of the
// whole window, what is listened for. Keys are written as `lib/key-names` reads them.
import type { MessageKey } from '../../shared/i18n'

export interface KeyEntry {
  readonly id: string
  /** Any of them does it; where they are the ends of a row of keys, all between them do. */
  readonly keys: readonly string[]
  readonly between: 'or' | 'to'
  readonly label: MessageKey
}

export interface KeyPlace {
  readonly id:
    'window' | 'rail' | 'groups' | 'requests' | 'openlines' | 'messages' | 'text' | 'outbox' | 'quicksend' | 'app'
  readonly entries: readonly KeyEntry[]
}

/** Places of the rail that have a key of their own. */
export const PLACES_WITH_KEYS = 9
export const placeKeys = (place: number): string | undefined =>
  place >= 0 && place < PLACES_WITH_KEYS ? `Mod+${place + 1}` : undefined

/** What the window listens for. Ctrl+K is a text's own where one is typed: there it makes a link. */
export const WINDOW_KEYS = {
  palette: ['Mod+K', 'Mod+Shift+P'],
  keys: ['F1', 'Mod+/'],
  search: ['Mod+F'],
  notices: ['Mod+Shift+N'],
  all: ['Ctrl+`'],
  next: ['Ctrl+Tab'],
  previous: ['Ctrl+Shift+Tab'],
} as const
/** The menu's; it works in every window of the app. */
export const QUICK_SEND_KEY = 'Mod+N'
export type WindowKey = keyof typeof WINDOW_KEYS

/** Where a row of keys begins. */
const ROWS: ReadonlySet<string> = new Set(['Mod+1', 'A'])

function place<P extends KeyPlace['id']>(id: P, entries: Readonly<Record<string, readonly string[]>>): KeyPlace {
  return {
    id,
    entries: Object.entries(entries).map(([entry, keys]) => ({
      id: `${id}.${entry}`,
      keys,
      between: ROWS.has(keys[0] ?? '') && keys.length === 2 ? ('to' as const) : ('or' as const),
      label: `keys.${id}.${entry}` as MessageKey,
    })),
  }
}

export const KEY_LIST: readonly KeyPlace[] = [
  place('window', {
    palette: WINDOW_KEYS.palette,
    keys: WINDOW_KEYS.keys,
    search: WINDOW_KEYS.search,
    notices: WINDOW_KEYS.notices,
    account: ['Mod+1', 'Mod+9'],
    all: WINDOW_KEYS.all,
    next: WINDOW_KEYS.next,
    previous: WINDOW_KEYS.previous,
    undo: ['Mod+Z'],
  }),
  place('rail', { move: ['↑', '↓'], choose: ['Enter'], order: ['Alt+↑', 'Alt+↓'], menu: ['Shift+F10'] }),
  place('groups', {
    type: ['A', 'Z'],
    move: ['↑', '↓'],
    open: ['Enter'],
    ask: ['R'],
    pick: ['Space'],
    range: ['Shift+↑', 'Shift+↓'],
    all: ['Mod+A'],
    send: ['Mod+Enter'],
    leave: ['Esc'],
  }),
  place('requests', { move: ['↑', '↓'], unfold: ['Enter'], check: ['U'], checkAll: ['F5'] }),
  place('openlines', { move: ['↑', '↓'], open: ['Enter'] }),
  place('messages', { find: ['Mod+F'], take: ['Enter'], remove: ['Backspace'], send: ['Enter', 'Mod+Enter'] }),
  place('text', {
    bold: ['Mod+B'],
    italic: ['Mod+I'],
    underline: ['Mod+U'],
    strike: ['Mod+Shift+X'],
    link: ['Mod+K'],
    line: ['Shift+Enter'],
    mention: ['@'],
  }),
  place('outbox', {
    move: ['↑', '↓'],
    unfold: ['Enter'],
    retry: ['R'],
    edit: ['E'],
    now: ['S'],
    undo: ['U'],
    discard: ['Del'],
  }),
  place('quicksend', {
    move: ['↑', '↓'],
    choose: ['Enter'],
    add: ['Tab'],
    account: ['@'],
    remove: ['Backspace'],
    send: ['Enter', 'Mod+Enter'],
    undo: ['Mod+Z'],
    leave: ['Esc'],
  }),
  place('app', {
    quickSend: [QUICK_SEND_KEY],
    zoomIn: ['Mod+='],
    zoomOut: ['Mod+-'],
    zoomReset: ['Mod+0'],
    fullScreen: ['F11'],
    close: ['Mod+W'],
    quit: ['Mod+Q'],
  }),
]
