// The diagnostics capability: what was called lately and what budgets are left; on request, as a file to pass on.
import type { Budget } from '../../shared/contract/diagnostics'
import type { HandlersOf, OutputOf, RoutesOf } from '../../shared/contract/index'
import { fail, ok } from '../../shared/contract/result'
import { isoAt } from '../../shared/domain/time'
import type { Accounts, Clock, Logger, Network } from '../networks/ports'
import type { CallLog } from './call-log'
import { describeForSupport } from './report'

export interface DiagnosticsDeps {
  readonly calls: CallLog
  readonly networks: readonly Network[]
  readonly accounts: Accounts
  readonly appInfo: OutputOf<'settings.appInfo'>
  /** Asks the user where to, and writes; answers the path, or `undefined` when the user cancelled. Rejects on failure. */
  readonly saveTextFile: (suggestedName: string, text: string) => Promise<string | undefined>
  readonly clock: Clock
  readonly log: Logger
}

export function createDiagnostics(deps: DiagnosticsDeps): { handlers: HandlersOf<RoutesOf<'diagnostics'>> } {
  const budgets = (): Budget[] => deps.networks.flatMap((network) => network.budgets())
  return {
    handlers: {
      'diagnostics.calls': () => ok({ calls: deps.calls.list(), budgets: budgets() }),
      'diagnostics.export': async () => {
        const at = isoAt(deps.clock())
        const text = describeForSupport({
          at,
          app: deps.appInfo,
          accounts: deps.accounts.list(),
          calls: deps.calls.list(),
          budgets: budgets(),
        })
        try {
          const path = await deps.saveTextFile(`bellhop-diagnostics-${at.slice(0, 10)}.txt`, text)
          return ok(path === undefined ? {} : { path })
        } catch (error) {
          deps.log.warn('the diagnostics file could not be written', { error: String(error) })
          return fail('diagnostics.exportFailed', 'user')
        }
      },
    },
  }
}
