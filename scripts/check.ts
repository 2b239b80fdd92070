// `npm run check`: types, lint, boundaries, dead code, format.
import { runMain } from './lib/problem.ts'
import { runChecks } from './test/checks.ts'

await runMain(async () => ((await runChecks()).failed === 0 ? 0 : 1))
