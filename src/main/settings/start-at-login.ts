// Start at login: what the system has of it, and what the user wants of it. How a system keeps it comes in as a port.
import type { HandlersOf } from '../../shared/contract/index'
import { fail, ok } from '../../shared/contract/result'
import type { Settings } from '../../shared/contract/settings'
import type { Desktop, StartAtLogin } from '../../shared/contract/settings-desktop'

/** The system's list of what starts at login; only our own entry in it is ever read or written. */
export interface LoginItem {
  /** As it stands; `hidden` is missing where the entry does not hold it. Never rejects. */
  read(): Promise<StartAtLogin | (Omit<Extract<StartAtLogin, { kind: 'possible' }>, 'hidden'> & { hidden?: never })>
  /** An entry that was changed outside is left alone unless `replace`. Never rejects. */
  write(wanted: { on: boolean; hidden: boolean; replace: boolean }): Promise<'done' | 'changedOutside' | 'failed'>
}

export interface StartAtLoginDeps {
  readonly loginItem: LoginItem
  readonly trayHost: () => Promise<Desktop['tray']>
  readonly read: () => Settings
  /** Keeps the wish; `false` when the disk refuses. */
  readonly keep: (wish: Pick<Settings, 'startAtLogin' | 'startHidden'>) => boolean
}

export function createStartAtLogin({ loginItem, trayHost, read, keep }: StartAtLoginDeps): {
  handlers: HandlersOf<'settings.desktop' | 'settings.setStartAtLogin'>
} {
  const asItStands = async (): Promise<StartAtLogin> => {
    const state = await loginItem.read()
    if (state.kind === 'impossible') return state
    // Switched off, the next start at login is as it was last wanted.
    const hidden = state.hidden === undefined || !state.on ? read().startHidden : state.hidden
    return { ...state, hidden }
  }
  return {
    handlers: {
      'settings.desktop': async () => {
        const [tray, startAtLogin] = await Promise.all([trayHost(), asItStands()])
        return ok({ tray, startAtLogin })
      },
      'settings.setStartAtLogin': async ({ on, hidden, replace = false }) => {
        const written = await loginItem.write({ on, hidden, replace })
        if (written === 'changedOutside') return fail('settings.loginEdited', 'user')
        if (written === 'failed') return fail('settings.loginFailed', 'later')
        if (!keep({ startAtLogin: on, startHidden: hidden })) return fail('store.failed', 'later')
        return ok(await asItStands())
      },
    },
  }
}
