// What every journey starts with: a practice portal and an app, both of its own, both gone afterwards.
import { test as base } from '@playwright/test'
import { launchBellhop, newProfile, removeProfile, type Bellhop } from './app'
import { startPractice, type Practice } from './practice'

interface Fixtures {
  readonly practice: Practice
  readonly profile: string
  readonly app: Bellhop
}

export const test = base.extend<Fixtures>({
  practice: async ({}, use) => {
    const practice = await startPractice()
    await use(practice)
    await practice.close()
  },
  profile: async ({}, use) => {
    const profile = await newProfile()
    await use(profile)
    await removeProfile(profile)
  },
  app: async ({ practice, profile }, use, info) => {
    const app = await launchBellhop({ practice: practice.info, profile })
    await use(app)
    if (info.status !== info.expectedStatus) await info.attach('printed', { body: app.printed() })
    await app.quit()
  },
})

export { expect } from '@playwright/test'
