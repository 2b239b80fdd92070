// The text of a diagnostics file: what helps to find a fault and names nobody. Host names stay, people and texts do not.
import type { Account } from '../../shared/contract/accounts'
import type { Budget, CallRecord } from '../../shared/contract/diagnostics'
import type { OutputOf } from '../../shared/contract/index'

export interface Report {
  readonly at: string
  readonly app: OutputOf<'settings.appInfo'>
  readonly accounts: readonly Account[]
  readonly calls: readonly CallRecord[]
  readonly budgets: readonly Budget[]
}

export function describeForSupport({ at, app, accounts, calls, budgets }: Report): string {
  const numbers = new Map<string, number>(accounts.map((account, index) => [account.id, index + 1]))
  const packaged = app.packaged ? 'packaged' : 'from source'
  return [
    `Bellhop ${app.version} on ${app.platform}, ${packaged}, ${at}`,
    '',
    'Accounts',
    ...accounts.map((account, index) => `${String(index + 1)}. ${accountLine(account)}`),
    '',
    'Budgets',
    ...budgets.map(
      ({ host, left, burst, perSecond }) =>
        `${host}: ${left.toFixed(1)} of ${String(burst)} left, ${String(perSecond)} per second`,
    ),
    '',
    'Calls, newest first',
    ...calls.map((call) => callLine(call, call.accountId === undefined ? undefined : numbers.get(call.accountId))),
    '',
  ].join('\n')
}

function accountLine(account: Account): string {
  const reason = account.healthReason === undefined ? '' : ` (${account.healthReason})`
  const missing = account.missingScopes.length === 0 ? '' : `, missing scopes: ${account.missingScopes.join(' ')}`
  return `${account.network} on ${account.host}, ${account.health}${reason}${missing}${account.practice ? ', practice' : ''}`
}

function callLine(call: CallRecord, account: number | undefined): string {
  const who = account === undefined ? '-' : `#${String(account)}`
  const status = call.status === undefined ? '-' : String(call.status)
  return [call.at, who, call.host, call.method, `${String(call.ms)} ms`, status, call.outcome].join('  ')
}
