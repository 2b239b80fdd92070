// Whether the desktop has a tray that would show our icon. Knows no Electron, and what the answer is used for.
import { askSessionBus, type BusProperty, type Env, type RunProgram } from './session-bus'

/** `unknown`: nothing on the bus, but an older kind of tray, which only the X server knows, may still show the icon. */
export type TrayHost = 'yes' | 'no' | 'unknown'

export interface TrayHostDeps {
  /** As `process.platform` tells it. */
  readonly system: string
  readonly env: Env
  readonly run: RunProgram
}

const HOST: BusProperty = {
  owner: 'org.kde.StatusNotifierWatcher',
  path: '/StatusNotifierWatcher',
  interface: 'org.kde.StatusNotifierWatcher',
  property: 'IsStatusNotifierHostRegistered',
}

/**
 * Makes the question; each call asks anew, since panels come and go. Never rejects.
 * @see https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/StatusNotifierWatcher/
 */
export function createTrayHost(deps: TrayHostDeps): () => Promise<TrayHost> {
  return async () => {
    if (deps.system !== 'linux') return 'yes'
    const host = await askSessionBus(deps, HOST)
    if (host === true) return 'yes'
    return host === false && !mayHaveOldTray(deps.env) ? 'no' : 'unknown'
  }
}

/**
 * Electron falls back to the trays of X11 that came before the bus; GNOME's shell has none, and Wayland cannot have one.
 * @see https://specifications.freedesktop.org/systemtray-spec/latest/
 */
function mayHaveOldTray(env: Env): boolean {
  const wayland = env['XDG_SESSION_TYPE'] === 'wayland' || Boolean(env['WAYLAND_DISPLAY'])
  const gnome = (env['XDG_CURRENT_DESKTOP'] ?? '').split(':').includes('GNOME')
  return Boolean(env['DISPLAY']) && !wayland && !gnome
}
