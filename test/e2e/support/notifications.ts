// Notifications of the operating system, kept instead of shown; and the sound that goes along with them.
import type { Bellhop } from './app'

export interface ShownNotice {
  readonly title: string
  readonly body: string
  /** No sound came along with it. */
  readonly silent: boolean
}

export interface Notifications {
  /** What was shown so far, as the process printed it: asking the process again and again would disturb it. */
  shown(): readonly ShownNotice[]
  /** Sounds of any kind. */
  sounds(): number
  /** Clicks one, the first being 0, as the system tells a click. */
  click(which: number): Promise<void>
}

interface World {
  notices: { emit(event: 'click'): void }[]
}

const MARK = 'notification shown: '
const SOUND = 'notification sounds'

/** Keeps what the app shows from now on. */
export async function keepNotifications({ electron, printed }: Bellhop): Promise<Notifications> {
  await electron.evaluate(
    ({ Notification, shell }, [mark, sound]) => {
      const world = globalThis as unknown as World
      world.notices = []
      Notification.isSupported = () => true
      Notification.prototype.show = function show() {
        const { title, body } = this
        process.stdout.write(`${mark}${JSON.stringify({ title, body })}\n`)
        world.notices.push(this)
      }
      // On Linux the app sounds by itself, right after showing.
      shell.beep = () => {
        process.stdout.write(`${sound}\n`)
      }
    },
    [MARK, SOUND] as const,
  )
  const lines = (): readonly string[] =>
    printed()
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith(MARK) || line === SOUND)
  return {
    shown: () =>
      lines().flatMap((line, at, all) =>
        line === SOUND
          ? []
          : [{ ...(JSON.parse(line.slice(MARK.length)) as ShownNotice), silent: all[at + 1] !== SOUND }],
      ),
    sounds: () => lines().filter((line) => line === SOUND).length,
    click: (which) =>
      electron.evaluate((_electron, index) => {
        ;(globalThis as unknown as World).notices[index]?.emit('click')
      }, which),
  }
}
