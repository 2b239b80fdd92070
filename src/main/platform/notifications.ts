// Notifications of the operating system. Knows nothing of what they tell.
import { Notification } from 'electron/main'
import { plainBody } from './notice-text'

export interface SystemNotice {
  readonly title: string
  readonly body: string
  /** Without a sound. */
  readonly silent: boolean
  onClick(): void
}

/** More are forgotten: nobody clicks the hundredth. */
const MAX_KEPT = 50

/**
 * Shows notifications where the system has them. A shown one is held until it is closed: once collected as garbage it
 * no longer hears its click.
 * @param toFront brings the window to the front, before the click is told
 */
export function createNotifications(toFront: () => void): (notice: SystemNotice) => void {
  const shown = new Set<Notification>()
  return ({ title, body, silent, onClick }) => {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title, body: plainBody(body, process.platform), silent })
    notification.on('click', () => {
      shown.delete(notification)
      toFront()
      onClick()
    })
    notification.on('close', () => shown.delete(notification))
    shown.add(notification)
    const oldest = shown.values().next().value
    if (shown.size > MAX_KEPT && oldest !== undefined) shown.delete(oldest)
    notification.show()
  }
}
