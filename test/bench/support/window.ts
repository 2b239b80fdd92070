// The app's window under measurement: where it stands, and what is clicked in it.
import type { InputOf } from '../../../src/shared/contract'
import { launchBellhop, type Bellhop } from '../../e2e/support/app'

/** Height of a row in the list of groups, in pixels. */
export const ROW_HEIGHT = 58

/** The navigation's way to the list of groups. */
export const TO_GROUPS = 'nav a[href="/groups"]'

/** Sets preferences through the page's own door. */
export async function prefer(app: Bellhop, settings: InputOf<'settings.set'>): Promise<void> {
  const set = await app.invoke('settings.set', settings)
  if (!set.ok) throw new Error(`settings.set: ${set.error.code}`)
}

/** Starts the app once, so that its next start stands there. */
export async function leaveAt(profile: string, settings: InputOf<'settings.set'>): Promise<void> {
  const app = await launchBellhop({ profile })
  await prefer(app, settings)
  await app.quit()
}
