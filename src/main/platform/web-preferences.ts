// How every window of ours is locked down. One object, frozen; a window made with anything else is a defect.
// Source: https://www.electronjs.org/docs/latest/tutorial/security (2-10).
import type { WebPreferences } from 'electron/main'

/**
 * @param options.devTools only where the build is not packaged
 * @param options.keptWarm it goes on drawing while hidden, so that it stands there at once when it is shown
 */
export function lockedWebPreferences(options: {
  preload: string
  devTools: boolean
  keptWarm?: boolean
}): Readonly<WebPreferences> {
  return Object.freeze({
    preload: options.preload,
    devTools: options.devTools,
    backgroundThrottling: options.keptWarm !== true,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // With the bundled dictionaries only, and only where the session has it switched on: see spelling.ts.
    spellcheck: true,
  })
}
