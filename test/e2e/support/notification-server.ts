// A desktop's notifications of a test's own: it keeps what it is asked to show, and tells clicks as a desktop does.
// https://specifications.freedesktop.org/notification-spec/latest/protocol.html
import { Message, sessionBus, type Variant } from '@jellybrick/dbus-next'

const NAME = 'org.freedesktop.Notifications'
const PATH = '/org/freedesktop/Notifications'

export interface ShownByDesktop {
  readonly id: number
  readonly title: string
  readonly body: string
  readonly actions: readonly string[]
  readonly hints: Readonly<Record<string, Variant>>
}

export interface NotificationServer {
  /** All that was asked for, the oldest first, closed ones too. */
  shown(): readonly ShownByDesktop[]
  /** Ids of those the app took back. */
  closed(): readonly number[]
  /** A click on one, the first being 0. */
  click(which: number): void
  end(): void
}

/** Takes the name of the desktop's notifications on the bus at `address`. */
export async function startNotificationServer(address: string): Promise<NotificationServer> {
  const bus = sessionBus({ busAddress: address })
  const shown: ShownByDesktop[] = []
  const closed: number[] = []
  const signal = (member: string, signature: string, body: unknown[]): void => {
    bus.send(Message.newSignal(PATH, NAME, member, signature, body))
  }
  bus.addMethodHandler((message) => {
    if (message.path !== PATH || message.interface !== NAME) return false
    bus.send(answer(message, { shown, closed }))
    if (message.member === 'CloseNotification') signal('NotificationClosed', 'uu', [message.body[0], 3])
    return true
  })
  await bus.requestName(NAME, 0)
  return {
    shown: () => shown,
    closed: () => closed,
    click(which) {
      const notice = shown[which]
      if (!notice) throw new Error(`no notification ${String(which)}`)
      signal('ActionInvoked', 'us', [notice.id, 'default'])
    },
    end: () => {
      bus.disconnect()
    },
  }
}

interface Kept {
  readonly shown: ShownByDesktop[]
  readonly closed: number[]
}

function answer(message: Message, { shown, closed }: Kept): Message {
  switch (message.member) {
    case 'GetCapabilities':
      return Message.newMethodReturn(message, 'as', [['body', 'body-markup', 'actions']])
    case 'GetServerInformation':
      return Message.newMethodReturn(message, 'ssss', ['stand-in', 'bellhop', '1', '1.2'])
    case 'Notify': {
      const [, replaces, , title, body, actions, hints] = message.body as [
        string,
        number,
        string,
        string,
        string,
        string[],
        Record<string, Variant>,
      ]
      const id = replaces || shown.length + 1
      shown.push({ id, title, body, actions, hints })
      return Message.newMethodReturn(message, 'u', [id])
    }
    case 'CloseNotification':
      closed.push(Number(message.body[0]))
      return Message.newMethodReturn(message)
    default:
      return Message.newError(message, 'org.freedesktop.DBus.Error.UnknownMethod')
  }
}
