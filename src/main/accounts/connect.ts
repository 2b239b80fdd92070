// From what the user typed to a stored account: tried first, then its secrets, then its row; or nothing at all.
import type { AccountId, JsonObject } from '../../shared/contract/common'
import { ok, type Result } from '../../shared/contract/result'
import { isoAt } from '../../shared/domain/time'
import type { Clock, ConnectedIdentity, Logger, Network } from '../networks/ports'
import { DEFAULT_NOTIFICATIONS, type AccountRecord } from '../store/accounts-repository'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'
import { nextColor } from './palette'
import type { Secrets } from './secrets'

export interface ConnectDeps {
  readonly store: Pick<Store, 'accounts'>
  readonly secrets: Secrets
  readonly clock: Clock
  readonly uuid: () => string
  readonly log: Logger
}

export interface ConnectOptions {
  readonly network: Network
  readonly input: JsonObject
  readonly label?: string | undefined
  /** For a practice account: what stays the same when the practice portal comes up elsewhere. */
  readonly practiceKey?: (identity: ConnectedIdentity) => string
}

export type Connect = (options: ConnectOptions) => Promise<Result<AccountRecord>>

/** One account is stored at a time, so that connecting the same identity twice at once gives one account. */
export function createConnect(deps: ConnectDeps): Connect {
  let tail: Promise<unknown> = Promise.resolve()
  return async (options) => {
    const connected = await options.network.connect(options.input, { practice: options.practiceKey !== undefined })
    if (!connected.ok) return connected
    const kept = tail.then(() => keep(deps, options, connected.data))
    tail = kept.catch(() => undefined)
    return kept
  }
}

async function keep(
  deps: ConnectDeps,
  options: ConnectOptions,
  identity: ConnectedIdentity,
): Promise<Result<AccountRecord>> {
  const identityKey = options.practiceKey?.(identity) ?? identity.identityKey
  const existing = deps.store.accounts.byIdentity(identityKey)
  const practice = options.practiceKey !== undefined
  const id = existing?.id ?? (deps.uuid() as AccountId)
  const secrets = await deps.secrets.writeAll({ id, practice }, identity.secrets)
  if (!secrets.ok) {
    await endSession(deps, options, identity)
    return secrets
  }
  const record = toRecord(deps, identity, { id, identityKey, practice, existing, label: options.label })
  const saved = guarded(deps.log, () => {
    deps.store.accounts.save(record)
  })
  if (saved.ok) return ok(record)
  await secrets.data.undo()
  await endSession(deps, options, identity)
  return saved
}

interface Identified {
  readonly id: AccountId
  readonly identityKey: string
  readonly practice: boolean
  readonly existing: AccountRecord | undefined
  readonly label: string | undefined
}

function toRecord(deps: ConnectDeps, identity: ConnectedIdentity, as: Identified): AccountRecord {
  const typed = as.label?.trim()
  return {
    id: as.id,
    identityKey: as.identityKey,
    network: identity.network,
    label: typed === undefined || typed === '' ? (as.existing?.label ?? identity.label) : typed,
    host: identity.host,
    userId: identity.userId,
    userName: identity.userName,
    handle: identity.handle,
    color: as.existing?.color ?? nextColor(deps.store.accounts.list().map((account) => account.color)),
    health: identity.missingScopes.length > 0 ? 'missingScope' : 'ok',
    healthReason: undefined,
    healthUntil: undefined,
    missingScopes: [...identity.missingScopes],
    ports: [...identity.ports],
    practice: as.practice,
    notifications: as.existing?.notifications ?? DEFAULT_NOTIFICATIONS,
    unread: as.existing?.unread ?? 0,
    settings: identity.settings,
    createdAt: as.existing?.createdAt ?? isoAt(deps.clock()),
  }
}

/** A session that nobody will keep is not left open on the service. */
async function endSession(deps: ConnectDeps, options: ConnectOptions, identity: ConnectedIdentity): Promise<void> {
  const secrets = new Map(Object.entries(identity.secrets))
  const connection = options.network.open({
    id: 'not-kept' as AccountId,
    host: identity.host,
    userId: identity.userId,
    practice: options.practiceKey !== undefined,
    settings: identity.settings,
    secrets: {
      read: (field) => ({ ok: true, data: secrets.get(field) ?? '' }),
      write: () => Promise.resolve(ok(undefined)),
    },
    onHealth: () => undefined,
  })
  try {
    await connection.identity.signOut()
    await connection.close()
  } catch (error) {
    deps.log.warn('a session that was not kept could not be ended', { host: identity.host, error: String(error) })
  }
}
