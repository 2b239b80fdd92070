// Start at login on Windows and macOS, through Electron. The system keeps the entry; we name it by program and name only.
// https://www.electronjs.org/docs/latest/api/app#appsetloginitemsettingssettings-macos-windows
import type { App } from 'electron/main'

/** Whether this start was one at login: macOS says so itself, the others by the argument the entry has. */
export const wasOpenedAtLogin = (app: Pick<LoginApp, 'getLoginItemSettings'>, system: string): boolean =>
  system === 'darwin' && app.getLoginItemSettings({ type: 'mainAppService' }).wasOpenedAtLogin

export type LoginApp = Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>

const NAME = 'Bellhop'

/** An entry in the registry, which the user can switch off in the Task Manager without removing it. */
export function createWindowsLoginItem(app: LoginApp, program: string) {
  const find = () => app.getLoginItemSettings({ path: program }).launchItems.find(({ name }) => name === NAME)
  const read = () => {
    const found = find()
    const hidden = found?.args.includes('--hidden') ?? false
    const asOurs = found?.args.every((argument) => argument === '--hidden') ?? true
    const on = found?.enabled ?? false
    const changed = found && !on ? 'switchedOff' : asOurs ? 'no' : 'edited'
    return { kind: 'possible', on, hidden, changed } as const
  }
  return {
    read: () => Promise.resolve(read()),
    write({ on, hidden, replace }: { on: boolean; hidden: boolean; replace: boolean }) {
      const before = read()
      if (!on && !before.on && !replace) return Promise.resolve('done' as const)
      if (before.changed !== 'no' && !replace) return Promise.resolve('changedOutside' as const)
      const args = hidden ? ['--hidden'] : []
      app.setLoginItemSettings({ openAtLogin: on, path: program, args, name: NAME, ...(on ? { enabled: true } : {}) })
      return Promise.resolve(read().on === on ? ('done' as const) : ('failed' as const))
    },
  } as const
}

/** macOS asks the user itself where it wants to, and takes no arguments: whether a start is hidden is our own setting. */
export function createMacLoginItem(app: LoginApp) {
  const type = 'mainAppService'
  const read = () => {
    const { status } = app.getLoginItemSettings({ type })
    const changed = status === 'requires-approval' ? 'needsApproval' : 'no'
    return { kind: 'possible', on: status === 'enabled', changed } as const
  }
  return {
    read: () => Promise.resolve(read()),
    write({ on }: { on: boolean }) {
      app.setLoginItemSettings({ openAtLogin: on, type })
      const { on: now, changed } = read()
      return Promise.resolve(now === on || changed === 'needsApproval' ? ('done' as const) : ('failed' as const))
    },
  } as const
}
