// The practice portal's accounts: connected like any other, remembered by a key that survives new ports and secrets.
import { fail, ok, type Result } from '../../shared/contract/result'
import type { NetworkId } from '../../shared/domain/states'
import type { Logger, Network } from '../networks/ports'
import type { PracticeInfo, StartPractice } from '../practice-info'
import type { AccountRecord } from '../store/accounts-repository'
import type { Store } from '../store/open-store'
import type { Connect } from './connect'

export interface PracticeDeps {
  readonly startPractice: StartPractice
  readonly networks: Readonly<Record<NetworkId, Network>>
  readonly connect: Connect
  readonly store: Pick<Store, 'accounts' | 'lines'>
  readonly log: Logger
}

export const PRACTICE_PREFIX = 'practice:'

/** Which practice accounts are connected now, and the keys of those that could not be. */
export interface PracticeConnected {
  readonly records: AccountRecord[]
  readonly failed: string[]
}

/**
 * Starts the practice portal and connects its accounts; one that cannot be connected does not keep the others away.
 * @param wanted which accounts, by key; all when absent. After a restart only those the user still has are wanted.
 */
export async function connectPractice(
  deps: PracticeDeps,
  wanted?: ReadonlySet<string>,
): Promise<Result<PracticeConnected, 'accounts.practiceUnavailable'>> {
  const started = await deps.startPractice()
  if (!started.ok) {
    deps.log.warn('the practice portal did not start', { code: started.error.code })
    return fail('accounts.practiceUnavailable', 'later')
  }
  const records: AccountRecord[] = []
  const failed: string[] = []
  for (const { key, network, input, lines } of seatsOf(started.data)) {
    if (wanted !== undefined && !wanted.has(key)) continue
    const connected = await deps.connect({ network: deps.networks[network], input, practiceKey: () => key })
    if (!connected.ok) {
      deps.log.warn('a practice account could not be connected', { key, code: connected.error.code })
      failed.push(key)
      continue
    }
    for (const { code, name } of lines)
      deps.store.lines.remember(connected.data.id, { lineCode: code, name, joined: true })
    records.push(connected.data)
  }
  return ok({ records, failed })
}

interface Seat {
  readonly key: string
  readonly network: NetworkId
  readonly input: Record<string, string | boolean>
  readonly lines: PracticeInfo['bitrix24'][number]['lineCodes']
}

function seatsOf(info: PracticeInfo): Seat[] {
  const portals = info.bitrix24.map((portal, index): Seat => {
    return {
      key: `${PRACTICE_PREFIX}bitrix24:${String(index)}`,
      network: 'bitrix24',
      input: { webhookUrl: portal.webhookUrl, label: portal.name, allowHttp: true },
      lines: portal.lineCodes,
    }
  })
  const { identifier, appPassword, serviceUrl, plcUrl, chatService, chatUrl } = info.bluesky
  const bluesky: Seat = {
    key: `${PRACTICE_PREFIX}bluesky:${identifier}`,
    network: 'bluesky',
    input: { identifier, appPassword, serviceUrl, plcUrl, chatService, chatUrl },
    lines: [],
  }
  return [...portals, bluesky]
}
