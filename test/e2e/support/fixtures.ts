// What every journey starts with: a practice portal and an app, both of its own, both gone afterwards.
import { test as base } from '@playwright/test'
import { launchBellhop, newProfile, removeProfile, type Bellhop } from './app'
import { startPractice, type Practice } from './practice'
import { startScreen } from './screen'

interface Fixtures {
  /** More arguments for the practice portal: `test.use({ practiceArgs: ['--still'] })`. */
  readonly practiceArgs: readonly string[]
  /** A CommonJS file that main loads before the app: `test.use({ loadFirst: CLOCK })`. */
  readonly loadFirst: string | undefined
  readonly practice: Practice
  readonly profile: string
  readonly app: Bellhop
}

interface WorkerFixtures {
  readonly ownScreen: undefined
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  // Tests that run side by side would share a clipboard, and take the keyboard from one another.
  ownScreen: [
    async ({}, use) => {
      const screen = await startScreen()
      process.env['DISPLAY'] = screen.env.DISPLAY
      await use(undefined)
      await screen.end()
    },
    { scope: 'worker', auto: true },
  ],
  practiceArgs: [[], { option: true }],
  loadFirst: [undefined, { option: true }],
  practice: async ({ practiceArgs }, use) => {
    const practice = await startPractice(practiceArgs)
    await use(practice)
    await practice.close()
  },
  profile: async ({}, use) => {
    const profile = await newProfile()
    await use(profile)
    await removeProfile(profile)
  },
  app: async ({ practice, profile, loadFirst }, use, info) => {
    const app = await launchBellhop({ practice: practice.info, profile, ...(loadFirst ? { loadFirst } : {}) })
    await use(app)
    if (info.status !== info.expectedStatus) await info.attach('printed', { body: app.printed() })
    await app.quit()
  },
})

export { expect } from '@playwright/test'
