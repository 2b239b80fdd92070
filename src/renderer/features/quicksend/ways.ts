// What is known of each target: as whom, whether there is room, and why nothing would go there. Pure.
import type { OutputOf } from '../../../shared/contract'
import type { ErrorCode } from '../../../shared/contract/errors'
import { isOfRecipient } from '../../../shared/domain/message-problems'
import { hitKey } from './hits'
import type { Account, TargetHit } from './hits'

export type Check = OutputOf<'messages.checkMany'>[number]
/** By the key of each target; those that are not there were not checked yet. */
export type Checks = ReadonlyMap<string, Check>

export interface Way {
  readonly key: string
  readonly hit: TargetHit
  /** `unknown` until the check has answered. */
  readonly limit: Check['slot']['state'] | 'unknown'
  /** With `used`: when it is possible again. */
  readonly again?: string
  readonly problem?: ErrorCode
}

/** @param refused why a target was refused when it was sent last, by its key */
export function waysOf(
  targets: readonly TargetHit[],
  checks: Checks,
  refused: ReadonlyMap<string, ErrorCode>,
): readonly Way[] {
  return targets.map((hit) => {
    const key = hitKey(hit)
    const check = checks.get(key)
    const again = check?.slot.nextPossibleAt
    const problem = check?.problems.find(isOfRecipient) ?? refused.get(key)
    return {
      ...{ key, hit, limit: check?.slot.state ?? 'unknown' },
      ...(again === undefined ? {} : { again }),
      ...(problem === undefined ? {} : { problem }),
    }
  })
}

export interface Writer {
  readonly account: Account
  readonly ways: readonly Way[]
}

/** The targets by the account they are written to as, in the order of choosing. */
export function writersOf(ways: readonly Way[], accounts: readonly Account[]): readonly Writer[] {
  const byId = new Map(accounts.map((account) => [account.id, account]))
  return [...Map.groupBy(ways, ({ hit }) => hit.accountId)].flatMap(([id, own]) => {
    const account = byId.get(id)
    return account ? [{ account, ways: own }] : []
  })
}

/**
 * What is wrong with the message whoever it goes to. That it is empty is known here, whether main has answered or not.
 * @param inVain somebody has tried to send it empty
 */
export function contentProblems(checks: Checks, inVain: boolean): readonly ErrorCode[] {
  const all = [...checks.values()].flatMap(({ problems }) => problems)
  const others = all.filter((problem) => !isOfRecipient(problem) && problem !== 'messages.empty')
  return [...(inVain ? ['messages.empty' as const] : []), ...new Set(others)]
}
