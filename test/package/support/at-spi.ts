// What a screen reader sees of an app, over the accessibility bus: things by role and name, pressed as it presses them.
// The installed app takes no debugger, and this is the door it holds open for everybody.
// https://gnome.pages.gitlab.gnome.org/at-spi2-core/devel-docs/
import { Message, type MessageBus, sessionBus, Variant } from '@jellybrick/dbus-next'

type Reference = readonly [bus: string, path: string]

export interface Thing {
  readonly role: string
  readonly name: string
  /** Whether it can be pressed now. */
  readonly enabled: boolean
  /** Names of what it stands in, from the outside to the inside. */
  readonly within: readonly string[]
  readonly at: Reference
}

export interface ScreenReader {
  /** Everything that is there now, from the top to the bottom; Chromium counts windows in that are hidden. */
  look(): Promise<readonly Thing[]>
  press(thing: Thing): Promise<void>
  close(): void
}

const ACCESSIBLE = 'org.a11y.atspi.Accessible'
const PROPERTIES = 'org.freedesktop.DBus.Properties'
const ROOT: Reference = ['org.a11y.atspi.Registry', '/org/a11y/atspi/accessible/root']

interface Call {
  readonly of: string
  readonly member: string
  readonly signature?: string
  readonly body?: unknown[]
}

async function call(bus: MessageBus, [destination, path]: Reference, { of, ...rest }: Call): Promise<unknown[]> {
  const answer = await bus.call(new Message({ destination, path, interface: of, ...rest }))
  return answer?.body ?? []
}

const childrenOf = async (bus: MessageBus, at: Reference): Promise<readonly Reference[]> => {
  const [children] = await call(bus, at, { of: ACCESSIBLE, member: 'GetChildren' })
  return children as Reference[]
}

async function thingAt(bus: MessageBus, at: Reference): Promise<Omit<Thing, 'within'>> {
  const [[role], [states], [name]] = await Promise.all([
    call(bus, at, { of: ACCESSIBLE, member: 'GetRoleName' }),
    call(bus, at, { of: ACCESSIBLE, member: 'GetState' }),
    call(bus, at, { of: PROPERTIES, member: 'Get', signature: 'ss', body: [ACCESSIBLE, 'Name'] }),
  ])
  const [low = 0] = states as number[]
  return {
    role: String(role),
    name: String((name as Variant).value),
    enabled: (low & SENSITIVE) !== 0,
    at,
  }
}

/** The bit of an object's states that says it takes input. https://gnome.pages.gitlab.gnome.org/at-spi2-core/libatspi/enum.StateType.html */
const SENSITIVE = 1 << 24

/** What goes away while it is looked at is not there. */
async function walk(bus: MessageBus, at: Reference, within: readonly string[] = []): Promise<readonly Thing[]> {
  try {
    const [thing, children] = await Promise.all([thingAt(bus, at), childrenOf(bus, at)])
    const below = await Promise.all(
      children.map((child) => walk(bus, child, thing.name === '' ? within : [...within, thing.name])),
    )
    return [{ ...thing, within }, ...below.flat()]
  } catch {
    return []
  }
}

/** Says that a screen reader runs, as one does when it starts: apps that start afterwards show what they hold. */
export async function startScreenReader(sessionAddress: string): Promise<ScreenReader> {
  const session = sessionBus({ busAddress: sessionAddress })
  const status: Reference = ['org.a11y.Bus', '/org/a11y/bus']
  for (const property of ['IsEnabled', 'ScreenReaderEnabled']) {
    const body = ['org.a11y.Status', property, new Variant('b', true)]
    await call(session, status, { of: PROPERTIES, member: 'Set', signature: 'ssv', body })
  }
  const [address] = await call(session, status, { of: 'org.a11y.Bus', member: 'GetAddress' })
  const bus = sessionBus({ busAddress: String(address) })
  return {
    look: () => walk(bus, ROOT),
    async press({ at, role, name }) {
      const [done] = await call(bus, at, {
        of: 'org.a11y.atspi.Action',
        member: 'DoAction',
        signature: 'i',
        body: [0],
      })
      if (done !== true) throw new Error(`${role} ${name} could not be pressed`)
    },
    close() {
      bus.disconnect()
      session.disconnect()
    },
  }
}
