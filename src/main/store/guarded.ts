// Where what is called may throw (the disk is full, a port has a bug): the failure as data instead of an exception.
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

/** Asks a port; what it throws is a bug of ours, logged and answered as `internal`, so that no state is left behind it. */
export async function guardedPort<T>(log: Logger, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    logThrown(log, error)
    return fail('internal')
  }
}

/** Writes down what a port threw, where the caller answers it in its own way. */
export function logThrown(log: Logger, error: unknown): void {
  log.error('a port threw', { message: error instanceof Error ? error.message : String(error) })
}
