// Notifications of the operating system: no machine that tests run on shows any, so what is shown is kept instead.
import type { Bellhop } from './app'

export interface ShownNotice {
  readonly title: string
  readonly body: string
  readonly silent: boolean
}

export interface Notifications {
  shown(): Promise<readonly ShownNotice[]>
  /** Clicks one, the first being 0, as the system tells a click. */
  click(which: number): Promise<void>
}

interface World {
  notices: (ShownNotice & { emit(event: 'click'): void })[]
}

/** Keeps what the app shows from now on. */
export async function keepNotifications({ electron }: Bellhop): Promise<Notifications> {
  await electron.evaluate(({ Notification }) => {
    const world = globalThis as unknown as World
    world.notices = []
    Notification.isSupported = () => true
    Notification.prototype.show = function show() {
      world.notices.push(this)
    }
  })
  return {
    shown: () =>
      electron.evaluate(() =>
        (globalThis as unknown as World).notices.map(({ title, body, silent }) => ({ title, body, silent })),
      ),
    click: (which) =>
      electron.evaluate((_electron, index) => {
        ;(globalThis as unknown as World).notices[index]?.emit('click')
      }, which),
  }
}
