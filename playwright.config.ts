// Tests that drive the real app. Run by `npm run test:e2e` and `npm run test:crash`, which hand over the runtime
// (ELECTRON_EXEC_PATH), a display, and a folder to write to (BELLHOP_RESULTS_DIR). `npm run screens` runs the walk that
// makes pictures and names their folder (BELLHOP_SCREENS_DIR).
import { defineConfig } from '@playwright/test'

export default defineConfig({
  outputDir: process.env['BELLHOP_RESULTS_DIR'] ?? 'test-results/playwright',
  forbidOnly: true,
  retries: 0,
  workers: 3,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  projects: [
    // Mostly waits: three share two cores well. The others keep a core busy each.
    { name: 'e2e', testDir: 'test/e2e', testMatch: '**/*.spec.ts', workers: 3 },
    { name: 'screens', testDir: 'test/e2e', testMatch: 'screens.ts', timeout: 600_000, workers: 2 },
    { name: 'bench', testDir: 'test/bench/support', testMatch: 'run.ts', timeout: 3_600_000, workers: 1 },
    { name: 'package', testDir: 'test/package', testMatch: '**/*.spec.ts', timeout: 90_000, workers: 1 },
    { name: 'crash', testDir: 'test/crash', testMatch: '**/*.spec.ts', workers: 2 },
  ],
})
