// The rules are in scripts/lint/config.js, so that the tests of test/tooling can hold them against their fixtures.
import { configFor } from './scripts/lint/config.js'

export default configFor(import.meta.dirname)
