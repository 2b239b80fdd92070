// A desktop of a test's own: what starts at login, a tray or none, and what was done to the window.
import type { StartAtLogin } from '../../shared/contract/settings-desktop'

type Entry = Extract<StartAtLogin, { kind: 'possible' }>

export interface FakeDesktop {
  readonly port: {
    readonly loginItem: {
      read(): Promise<StartAtLogin>
      write(wanted: { on: boolean; hidden: boolean; replace: boolean }): Promise<'done' | 'changedOutside' | 'failed'>
    }
    readonly trayHost: () => Promise<'yes' | 'no' | 'unknown'>
    readonly hideMain: () => void
    readonly quit: () => void
  }
  /** `hide` and `quit`, in order. */
  readonly done: string[]
  readonly system: { entry: Entry; refuses: boolean; tray: 'yes' | 'no' | 'unknown' }
}

export function createFakeDesktop(): FakeDesktop {
  const done: string[] = []
  const system: FakeDesktop['system'] = {
    entry: { kind: 'possible', on: false, hidden: false, changed: 'no' },
    refuses: false,
    tray: 'no',
  }
  return {
    done,
    system,
    port: {
      loginItem: {
        read: () => Promise.resolve(system.entry),
        write({ on, hidden, replace }) {
          if (system.refuses) return Promise.resolve('failed')
          if (system.entry.changed !== 'no' && !replace) return Promise.resolve('changedOutside')
          system.entry = { kind: 'possible', on, hidden, changed: 'no' }
          return Promise.resolve('done')
        },
      },
      trayHost: () => Promise.resolve(system.tray),
      hideMain: () => void done.push('hide'),
      quit: () => void done.push('quit'),
    },
  }
}
