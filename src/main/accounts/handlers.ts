// What the accounts routes do. The two connect routes are the only place that names a network.
import type { Account } from '../../shared/contract/accounts'
import { answerAs } from '../../shared/contract/answer'
import type { AccountId } from '../../shared/contract/common'
import type { HandlersOf, ParsedInputOf, RoutesOf } from '../../shared/contract/index'
import { fail, ok, type Result } from '../../shared/contract/result'
import { healthOfError } from '../../shared/domain/health'
import type { NetworkId } from '../../shared/domain/states'
import type { AccountRecord } from '../store/accounts-repository'
import { guarded } from '../store/guarded'
import type { AccountsDeps } from './deps'
import { disconnect } from './disconnect'
import type { PracticeConnected } from './practice'
import type { Registry } from './registry'
import type { AccountRows } from './rows'
import type { Secrets } from './secrets'

export interface HandlerDeps extends AccountsDeps {
  readonly secrets: Secrets
  readonly registry: Registry
  readonly rows: AccountRows
  connect(network: NetworkId, input: object, label?: string): Promise<Result<AccountRecord>>
  connectPractice(): Promise<Result<PracticeConnected, 'accounts.practiceUnavailable'>>
  removing(id: AccountId): void
  removed(id: AccountId): void
}

export function accountHandlers(deps: HandlerDeps): HandlersOf<RoutesOf<'accounts'>> {
  const { rows, log } = deps
  const undeclared = (code: string): void => {
    log.error('an accounts route answered with a code it does not declare', { code })
  }
  const shown = (record: AccountRecord): Account => rows.get(record.id) ?? rows.present(record)
  const answer = (result: Result<AccountRecord>): Result<Account> => (result.ok ? ok(shown(result.data)) : result)
  return {
    'accounts.list': () => ok(rows.list()),
    'accounts.connectBitrix24': async (input) =>
      answerAs(
        'accounts.connectBitrix24',
        answer(await deps.connect('bitrix24', named(input), input.label)),
        undeclared,
      ),
    'accounts.connectBluesky': async (input) => {
      // A code from an e-mail works once: the vault is opened before it is used, not after.
      const ready = input.authFactorToken === undefined ? ok(undefined) : deps.secrets.ready()
      const connected = ready.ok ? await deps.connect('bluesky', named(input)) : ready
      return answerAs('accounts.connectBluesky', answer(connected), undeclared)
    },
    'accounts.connectPractice': async () => {
      const connected = await deps.connectPractice()
      if (!connected.ok) return connected
      const { records, failed } = connected.data
      return failed.length === 0 ? ok(records.map(shown)) : fail('accounts.practiceUnavailable', 'later')
    },
    'accounts.update': (input) => update(deps, input),
    'accounts.reorder': ({ ids }) => reorder(deps, ids),
    'accounts.check': async ({ id }) => answerAs('accounts.check', await check(deps, id), undeclared),
    'accounts.disconnect': async ({ id }) => answerAs('accounts.disconnect', await disconnect(deps, id), undeclared),
  }
}

/** What was typed, without absent fields. */
function named(input: object): object {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}

function update(
  { store, rows, log }: HandlerDeps,
  { id, label, color, notifications }: ParsedInputOf<'accounts.update'>,
): Result<Account, 'accounts.notFound' | 'store.failed'> {
  const record = store.accounts.get(id)
  if (record === undefined) return fail('accounts.notFound')
  const next: AccountRecord = {
    ...record,
    label: label ?? record.label,
    color: color ?? record.color,
    notifications: notifications ?? record.notifications,
  }
  const saved = guarded(log, () => {
    store.accounts.save(next)
  })
  if (!saved.ok) return saved
  rows.changed([id])
  return ok(rows.present(next))
}

/** Accounts that are not named keep their order behind those that are. */
function reorder(
  { store, rows, log }: HandlerDeps,
  ids: readonly AccountId[],
): Result<Account[], 'accounts.notFound' | 'store.failed'> {
  const known = store.accounts.list().map((record) => record.id)
  if (ids.some((id) => !known.includes(id))) return fail('accounts.notFound')
  const saved = guarded(log, () => {
    store.accounts.setOrder([...new Set([...ids, ...known])])
  })
  if (!saved.ok) return saved
  rows.changed([])
  return ok(rows.list())
}

/** A vault that is closed says nothing about the account; it is told, so that the user can open it and look again. */
async function check(deps: HandlerDeps, id: AccountId): Promise<Result<Account>> {
  const { store, rows } = deps
  const connection = deps.registry.connectionOf(id)
  if (!connection.ok) return connection
  const checked = await connection.data.identity.check()
  const record = store.accounts.get(id)
  if (record === undefined) return fail('accounts.notFound')
  if (checked.ok) {
    const { health, missingScopes, userName, ports = record.ports, settings = record.settings } = checked.data
    store.accounts.save({ ...record, missingScopes: [...missingScopes], userName, ports: [...ports], settings })
    rows.setHealth(id, health)
    rows.changed([id])
  } else {
    const state = healthOfError(checked.error.code)
    if (state === undefined && checked.error.code.startsWith('vault.')) return checked
    if (state !== undefined) rows.setHealth(id, { state, reason: checked.error.code })
  }
  const now = rows.get(id)
  return now === undefined ? fail('accounts.notFound') : ok(now)
}
