// Under which name the system knows the app where it shows its notifications.

/** As the installers register it. */
const APP_ID = 'app.bellhop.desktop'

/**
 * Windows shows no notification of an app without this name, and groups its windows by it; nothing elsewhere.
 * https://www.electronjs.org/docs/latest/tutorial/notifications#windows
 * @param system as `process.platform` tells it
 */
export function nameApp(system: string, app: { setAppUserModelId(id: string): void }): void {
  if (system === 'win32') app.setAppUserModelId(APP_ID)
}
