// Whether there is room for each recipient, and who would be left out if it were sent now. Pure.
import { isOfRecipient } from '../../../shared/domain/message-problems'
import type { Composing, TargetHit } from './composing'
import { recipientKey } from './recipients'
import type { Problem } from './sending'
import type { Check, Checks } from './use-check'

export interface Way {
  readonly hit: TargetHit
  /** `unknown` until the check has answered. */
  readonly limit: Check['slot']['state'] | 'unknown'
  /** With `used`: when it is possible again. */
  readonly again?: string
  /** Why nothing would go there now. */
  readonly problem?: Problem
}

type Known = Pick<Composing, 'recipients' | 'notBefore'>

/** Each recipient with its limit. A taken slot is no problem for a message that leaves only once it is free again. */
export function waysOf(
  { recipients, notBefore }: Known,
  checks: Checks,
  refused: ReadonlyMap<string, Problem>,
): readonly Way[] {
  return recipients.map((hit) => {
    const check = checks.get(recipientKey(hit))
    const again = check?.slot.nextPossibleAt
    const waits = again !== undefined && notBefore !== undefined && Date.parse(notBefore) >= Date.parse(again)
    const problem =
      check?.problems.find((each) => isOfRecipient(each) && !(waits && each === 'messages.weeklyLimit')) ??
      ofRecipient(refused.get(recipientKey(hit)), waits)
    return {
      ...{ hit, limit: check?.slot.state ?? 'unknown' },
      ...(again === undefined ? {} : { again }),
      ...(problem === undefined ? {} : { problem }),
    }
  })
}

const ofRecipient = (problem: Problem | undefined, waits: boolean): Problem | undefined =>
  problem && isOfRecipient(problem) && !(waits && problem === 'messages.weeklyLimit') ? problem : undefined

/** What is wrong with the message whoever it goes to, in the order to be solved. */
export function contentProblems(checks: Checks): readonly Problem[] {
  const all = [...checks.values()].flatMap(({ problems }) => problems)
  return [...new Set(all)].filter((problem) => !isOfRecipient(problem))
}

/** When everybody has room again, where somebody has none now. */
export function possibleForAll(ways: readonly Way[]): string | undefined {
  return ways
    .flatMap(({ problem, again }) => (problem === 'messages.weeklyLimit' && again !== undefined ? [again] : []))
    .sort()
    .at(-1)
}
