// Forgetting an account here: session, secrets, rows. Nothing happens on the service besides the session's end.
import type { AccountId } from '../../shared/contract/common'
import { fail, ok, type Result } from '../../shared/contract/result'
import { guarded } from '../store/guarded'
import type { AccountsDeps } from './deps'
import type { Registry } from './registry'
import type { AccountRows } from './rows'
import type { Secrets } from './secrets'

interface DisconnectDeps extends AccountsDeps {
  readonly secrets: Secrets
  readonly registry: Registry
  readonly rows: AccountRows
  removing(id: AccountId): void
  removed(id: AccountId): void
}

/** Ending the session on the service is a courtesy; it may not keep the user waiting longer than this. */
const SIGN_OUT_MS = 5_000

/** Secrets before rows: an account whose secrets could not be forgotten stays, so that the user can try again. */
export async function disconnect(deps: DisconnectDeps, id: AccountId): Promise<Result<Record<string, never>>> {
  const record = deps.store.accounts.get(id)
  if (record === undefined) return fail('accounts.notFound')
  await signOut(deps, id)
  const forgotten = await deps.secrets.forget(record)
  if (!forgotten.ok) return forgotten
  const removed = guarded(deps.log, () => {
    deps.store.transaction(() => {
      deps.removing(id)
      deps.store.accounts.remove(id)
    })
  })
  if (!removed.ok) return removed
  await deps.registry.drop(id)
  deps.rows.changed([], [id])
  deps.removed(id)
  return ok({})
}

async function signOut(deps: DisconnectDeps, id: AccountId): Promise<void> {
  const connection = deps.registry.connectionOf(id)
  if (!connection.ok) return
  const patience = new AbortController()
  try {
    await Promise.race([connection.data.identity.signOut(), deps.timers.sleep(SIGN_OUT_MS, patience.signal)])
  } catch (error) {
    deps.log.info('the session could not be ended on the service', { accountId: id, error: String(error) })
  } finally {
    patience.abort()
  }
}
