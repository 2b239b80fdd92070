// Pictures of every screen in both languages and themes: `npm run screens` writes them to docs/screens.
import { join } from 'node:path'
import { test } from '@playwright/test'
import { launchBellhop, newProfile, removeProfile } from './support/app'
import { startPractice } from './support/practice'
import { walk } from './support/walk'

const FOLDER = process.env['BELLHOP_SCREENS_DIR'] ?? 'docs/screens'

for (const language of ['en', 'ru'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test(`${language}, ${theme}`, async () => {
      const practice = await startPractice(['--still', '--unlimited'])
      const profile = await newProfile()
      const app = await launchBellhop({ practice: practice.info, profile })
      await walk({
        app,
        practice,
        language,
        theme,
        stop: async (name, page) => {
          await page.screenshot({ path: join(FOLDER, `${name}.${language}.${theme}.png`), animations: 'disabled' })
        },
      })
      await app.quit()
      await removeProfile(profile)
      await practice.close()
    })
  }
}
