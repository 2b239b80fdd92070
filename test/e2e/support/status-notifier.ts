// A tray of a test's own: the watcher and host that a panel would be, and the one icon that announces itself there.
// https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/
import { EventEmitter, on } from 'node:events'
import { Message, sessionBus, Variant, type MessageBus } from '@jellybrick/dbus-next'
import type { Picture } from '../../../scripts/icons/png'

const WATCHER = 'org.kde.StatusNotifierWatcher'
const ITEM = 'org.kde.StatusNotifierItem'
const MENU = 'com.canonical.dbusmenu'
const PROPERTIES = 'org.freedesktop.DBus.Properties'

export interface MenuEntry {
  readonly id: number
  readonly label: string
  readonly enabled: boolean
  readonly separator: boolean
  /** As X names keys: `['Control', 'Alt', 'b']`. */
  readonly shortcut: readonly string[]
  readonly children: readonly MenuEntry[]
}

export interface TrayIcon {
  /** As it is now. */
  picture(): Promise<Picture>
  toolTip(): Promise<string>
  menu(): Promise<readonly MenuEntry[]>
  /** A click with the left button. */
  activate(): Promise<void>
  /** Chooses an entry by its label, wherever in the menu it stands. */
  choose(label: string): Promise<void>
}

export interface TrayHost {
  /** The icon, as soon as it is there. */
  icon(): Promise<TrayIcon>
  /** How many icons are there now. */
  count(): number
  end(): void
}

/** Takes the watcher's name on the bus at `address`. */
export async function startTrayHost(address: string): Promise<TrayHost> {
  const bus = sessionBus({ busAddress: address })
  const items = new Map<string, TrayIcon>()
  const changes = new EventEmitter()
  bus.addMethodHandler((message) => {
    if (message.path !== '/StatusNotifierWatcher') return false
    bus.send(answer(message))
    if (message.member === 'RegisterStatusNotifierItem') {
      const at = placeOf(message.sender, String(message.body[0]))
      items.set(at.destination, iconOf(bus, at))
      changes.emit('change')
    }
    return true
  })
  bus.on('message', (message) => {
    const [name, , owner] = message.body
    if (message.member === 'NameOwnerChanged' && owner === '' && items.delete(String(name))) changes.emit('change')
  })
  await bus.requestName(WATCHER, 0)
  await call(bus, {
    ...{ destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' },
    ...{ member: 'AddMatch', signature: 's', body: ["type='signal',member='NameOwnerChanged'"] },
  })
  return {
    async icon() {
      const [there] = items.values()
      if (there) return there
      for await (const _change of on(changes, 'change')) {
        const [come] = items.values()
        if (come) return come
      }
      throw new Error('the tray ended before an icon came')
    },
    count: () => items.size,
    end: () => {
      bus.disconnect()
    },
  }
}

function answer(message: Message): Message {
  if (message.member !== 'Get') return Message.newMethodReturn(message)
  const values: Readonly<Record<string, Variant>> = {
    IsStatusNotifierHostRegistered: new Variant('b', true),
    ProtocolVersion: new Variant('i', 0),
    RegisteredStatusNotifierItems: new Variant('as', []),
  }
  const value = values[String(message.body[1])]
  if (!value) return Message.newError(message, 'org.freedesktop.DBus.Error.UnknownProperty')
  return Message.newMethodReturn(message, 'v', [value])
}

type Call = ConstructorParameters<typeof Message>[0]

async function call(bus: MessageBus, what: Call): Promise<readonly unknown[]> {
  return (await bus.call(new Message(what)))?.body ?? []
}

interface Place {
  readonly destination: string
  readonly path: string
}

/** Who announces an icon names a place of its own on the bus, or the path of the icon at itself. */
const placeOf = (sender: string, announced: string): Place =>
  announced.startsWith('/')
    ? { destination: sender, path: announced }
    : { destination: announced, path: '/StatusNotifierItem' }

function iconOf(bus: MessageBus, at: Place): TrayIcon {
  const property = async (name: string): Promise<unknown> => {
    const asked = { ...at, interface: PROPERTIES, member: 'Get', signature: 'ss', body: [ITEM, name] }
    const [value] = await call(bus, asked)
    return (value as Variant).value
  }
  const menu = async (): Promise<readonly MenuEntry[]> => {
    const path = String(await property('Menu'))
    const asked = { ...at, path, interface: MENU, member: 'GetLayout', signature: 'iias', body: [0, -1, []] }
    const [, root] = await call(bus, asked)
    return entryOf(root as Layout).children
  }
  return {
    menu,
    async picture() {
      const [best] = (await property('IconPixmap')) as [number, number, Uint8Array][]
      if (!best) throw new Error('the icon has no picture')
      return fromArgb(best)
    },
    async toolTip() {
      const [, , title] = (await property('ToolTip')) as [string, unknown, string, string]
      return title
    },
    async activate() {
      await call(bus, { ...at, interface: ITEM, member: 'Activate', signature: 'ii', body: [0, 0] })
    },
    async choose(label) {
      const path = String(await property('Menu'))
      const found = flat(await menu()).find((entry) => entry.label === label)
      if (!found) throw new Error(`the menu has no ${label}`)
      const body = [found.id, 'clicked', new Variant('i', 0), 0]
      await call(bus, { ...at, path, interface: MENU, member: 'Event', signature: 'isvu', body })
    },
  }
}

type Layout = readonly [id: number, properties: Readonly<Record<string, Variant>>, children: readonly Variant[]]

/** Mnemonics are marked by an underscore, an underscore itself is doubled. */
function entryOf([id, properties, children]: Layout): MenuEntry {
  const { label, enabled, type, shortcut } = properties
  return {
    id,
    label: (typeof label?.value === 'string' ? label.value : '').replaceAll(/_(_?)/g, '$1'),
    enabled: enabled?.value !== false,
    separator: type?.value === 'separator',
    shortcut: (shortcut?.value as readonly (readonly string[])[] | undefined)?.[0] ?? [],
    children: children.map(({ value }) => entryOf(value as Layout)),
  }
}

export const flat = (entries: readonly MenuEntry[]): readonly MenuEntry[] =>
  entries.flatMap((entry) => [entry, ...flat(entry.children)])

/** The bus carries alpha first, in network byte order, and colours that are not multiplied by it. */
function fromArgb([width, height, argb]: readonly [number, number, Uint8Array]): Picture {
  const pixels = new Uint8Array(width * height * 4)
  for (let at = 0; at < pixels.length; at += 4) {
    const [alpha = 0, red = 0, green = 0, blue = 0] = argb.subarray(at, at + 4)
    pixels.set([red, green, blue, alpha], at)
  }
  return { width, height, pixels }
}
