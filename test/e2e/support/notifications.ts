// Notifications of the operating system: no machine that tests run on shows any, so what is shown is kept instead.
import type { Bellhop } from './app'

export interface ShownNotice {
  readonly title: string
  readonly body: string
  readonly silent: boolean
}

export interface Notifications {
  /** What was shown so far, as the process printed it: asking the process again and again would disturb it. */
  shown(): readonly ShownNotice[]
  /** Clicks one, the first being 0, as the system tells a click. */
  click(which: number): Promise<void>
}

interface World {
  notices: { emit(event: 'click'): void }[]
}

const MARK = 'notification shown: '

/** Keeps what the app shows from now on. */
export async function keepNotifications({ electron, printed }: Bellhop): Promise<Notifications> {
  await electron.evaluate(({ Notification }, mark) => {
    const world = globalThis as unknown as World
    world.notices = []
    Notification.isSupported = () => true
    Notification.prototype.show = function show() {
      const { title, body, silent } = this
      process.stdout.write(`${mark}${JSON.stringify({ title, body, silent })}\n`)
      world.notices.push(this)
    }
  }, MARK)
  return {
    shown: () =>
      printed()
        .split('\n')
        .slice(0, -1)
        .filter((line) => line.startsWith(MARK))
        .map((line) => JSON.parse(line.slice(MARK.length)) as ShownNotice),
    click: (which) =>
      electron.evaluate((_electron, index) => {
        ;(globalThis as unknown as World).notices[index]?.emit('click')
      }, which),
  }
}
