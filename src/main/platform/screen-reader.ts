// Whether a screen reader runs. Electron looks for one on Windows and macOS itself; on Linux it never does, and what the
// windows show then stays hidden from it.
import { askSessionBus, type BusProperty, type Env, type RunProgram } from './session-bus'

export interface ScreenReaderDeps {
  /** As `process.platform` tells it. */
  readonly system: string
  readonly env: Env
  readonly run: RunProgram
  /** Electron's `app.setAccessibilitySupportEnabled`. */
  readonly show: (on: true) => void
}

/** https://gitlab.gnome.org/GNOME/at-spi2-core/-/blob/main/xml/org.a11y.Status.xml */
const RUNS: BusProperty = {
  owner: 'org.a11y.Bus',
  path: '/org/a11y/bus',
  interface: 'org.a11y.Status',
  property: 'ScreenReaderEnabled',
}

/**
 * Shows the windows' contents to a screen reader that runs; where there is none they stay cheap. Never rejects.
 * @see https://www.electronjs.org/docs/latest/tutorial/accessibility
 */
export async function greetScreenReader(deps: ScreenReaderDeps): Promise<void> {
  if (deps.system === 'linux' && (await askSessionBus(deps, RUNS)) === true) deps.show(true)
}
