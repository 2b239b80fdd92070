// Notifications of the operating system. Knows nothing of what they tell.
import { createHash } from 'node:crypto'
import { plainBody } from './notice-text'

export interface SystemNotice {
  readonly title: string
  readonly body: string
  /** Without a sound. */
  readonly silent: boolean
  /** One that is shown under the same name makes room. */
  readonly tag?: string
  onClick(): void
}

/** As much of Electron's `Notification` as is used. */
export interface NativeNotice {
  on(event: 'click', listener: () => void): unknown
  on(event: 'close', listener: (details: { readonly reason?: string }) => void): unknown
  show(): void
  close(): void
}

/** As Electron takes it. */
export interface NativeOptions {
  readonly title: string
  readonly body: string
  readonly silent: boolean
  readonly id?: string
}

export interface NotificationsDeps {
  /** As `process.platform` tells it. */
  readonly system: string
  readonly isSupported: () => boolean
  readonly make: (options: NativeOptions) => NativeNotice
  /** The system's sound for attention. */
  readonly beep: () => void
  /** Brings the window to the front, before the click is told. */
  readonly toFront: () => void
}

/** More are forgotten: nobody clicks the hundredth. */
const MAX_KEPT = 50

/**
 * Shows notifications where the system has them; answers whether it has. A shown one is held until it is closed: once
 * collected as garbage it no longer hears its click. Desktops on Linux play no sound unless a notification names one,
 * which Electron cannot: there the app sounds by itself, and the server is asked not to.
 * Source: https://specifications.freedesktop.org/notification-spec/latest/hints.html (suppress-sound)
 */
export function createNotifications(deps: NotificationsDeps): (notice: SystemNotice) => boolean {
  const shown = new Map<string, NativeNotice>()
  let count = 0
  return ({ title, body, silent, tag, onClick }) => {
    if (!deps.isSupported()) return false
    const linux = deps.system === 'linux'
    const key = tag ?? `untagged ${String((count += 1))}`
    shown.get(key)?.close()
    const notification = deps.make({
      title,
      body: plainBody(body, deps.system),
      silent: silent || linux,
      // Windows and macOS replace what has the same id themselves, also what another run has left.
      ...(tag !== undefined && !linux ? { id: idOf(tag) } : {}),
    })
    const forget = (): void => {
      if (shown.get(key) === notification) shown.delete(key)
    }
    notification.on('click', () => {
      forget()
      deps.toFront()
      onClick()
    })
    notification.on('close', ({ reason }) => {
      // Windows moves it to the action center then, where it can still be clicked.
      if (reason !== 'timedOut') forget()
    })
    shown.delete(key)
    shown.set(key, notification)
    const [oldest] = shown.keys()
    if (shown.size > MAX_KEPT && oldest !== undefined) shown.delete(oldest)
    notification.show()
    if (linux && !silent) deps.beep()
    return true
  }
}

/** Short enough for Windows, where a tag has at most 64 signs; tells nothing of what it stands for. */
function idOf(tag: string): string {
  return createHash('sha256').update(tag).digest('hex').slice(0, 32)
}
