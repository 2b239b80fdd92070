// What closing the main window does, once the user has been asked. Knows no window: hiding and quitting come in.
import type { Emit, HandlersOf } from '../../shared/contract/index'
import { fail, ok } from '../../shared/contract/result'
import type { Settings } from '../../shared/contract/settings'
import type { Desktop } from '../../shared/contract/settings-desktop'

export interface ClosingDeps {
  readonly trayHost: () => Promise<Desktop['tray']>
  readonly hideMain: () => void
  readonly quit: () => void
  /** Keeps the choice; `false` when the disk refuses. */
  readonly remember: (whenClosed: Settings['whenClosed']) => boolean
  readonly emit: Emit
}

export interface Closing {
  readonly handlers: HandlersOf<'settings.closing' | 'settings.answerClosing'>
  /** The user has closed the window: the page is to ask. */
  ask(): void
}

/** Until it is answered the question stands, also for a page that is still loading when it is put. */
export function createClosing({ trayHost, hideMain, quit, remember, emit }: ClosingDeps): Closing {
  let asked = false
  const set = (now: boolean): void => {
    asked = now
    emit('settings.closingAsked', {})
  }
  return {
    ask() {
      set(true)
    },
    handlers: {
      'settings.closing': async () => ok({ asked, tray: await trayHost() }),
      'settings.answerClosing': ({ answer, remember: keep }) => {
        if (keep && answer !== 'stay' && !remember(answer)) return fail('store.failed', 'later')
        set(false)
        if (answer === 'keepRunning') hideMain()
        if (answer === 'quit') quit()
        return ok({})
      },
    },
  }
}
