// Whom a message goes to: the same people directly or through a line, and as another account. Pure.
import { messageTargetKey } from '../../../shared/domain/target-key'
import { throughLine } from '../../../shared/domain/target-ways'
import { MOST_RECIPIENTS } from './composing'
import type { TargetHit } from './composing'

type AccountId = TargetHit['accountId']

export const recipientKey = ({ target }: Pick<TargetHit, 'target'>): string => messageTargetKey(target)

export interface Split {
  readonly kept: readonly TargetHit[]
  readonly dropped: readonly TargetHit[]
}

/** All of them through a line, or directly; who cannot be reached that way is dropped. */
export function splitByLine(hits: readonly TargetHit[], lineCode: string): Split {
  const kept: TargetHit[] = []
  const dropped: TargetHit[] = []
  for (const hit of hits) {
    const there = throughLine(hit, lineCode)
    if (there) kept.push(there)
    else dropped.push(hit)
  }
  return { kept: withoutDoubles(kept), dropped }
}

interface Writer {
  readonly id: AccountId
  readonly network: 'bitrix24' | 'bluesky'
  readonly host: string
}

/** Who can be written to as another account: those of one portal know the same people and chats. */
export function splitByAccount(hits: readonly TargetHit[], from: Writer, to: Writer): Split {
  const same = from.network === 'bitrix24' && to.network === 'bitrix24' && from.host === to.host
  return same ? { kept: hits.map((hit) => ({ ...hit, accountId: to.id })), dropped: [] } : { kept: [], dropped: hits }
}

/** Each place once, the first of them. */
export function withoutDoubles(hits: readonly TargetHit[]): readonly TargetHit[] {
  const byKey = new Map<string, TargetHit>()
  for (const hit of hits) if (!byKey.has(recipientKey(hit))) byKey.set(recipientKey(hit), hit)
  return [...byKey.values()]
}

/** As many as may be written to at once; the others are dropped. */
export function splitByRoom(hits: readonly TargetHit[]): Split {
  return { kept: hits.slice(0, MOST_RECIPIENTS), dropped: hits.slice(MOST_RECIPIENTS) }
}
