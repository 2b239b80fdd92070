// The rules are in scripts/lint/config.ts, so that the tests of test/tooling can hold them against their fixtures.
import { configFor } from './scripts/lint/config.ts'

export default configFor(import.meta.dirname)
