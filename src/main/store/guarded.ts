// Where a write to the database may fail (disk full, file gone): the failure as data instead of an exception.
import { fail, ok, type Result } from '../../shared/contract/result'
import type { Logger } from '../networks/ports'

/** Runs `work`; anything it throws is logged and answered as `store.failed`. */
export function guarded<T>(log: Logger, work: () => T): Result<T, 'store.failed'> {
  try {
    return ok(work())
  } catch (error) {
    log.error('the database refused', { message: error instanceof Error ? error.message : String(error) })
    return fail('store.failed', 'later')
  }
}
