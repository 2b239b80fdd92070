// The ways to one person: directly, or as a network message through an open channel. Pure.
import type { TargetHit } from '../contract/messages'

/**
 * The same place, written to through a line, or directly (`lineCode` ''). `undefined` where there is no such way: a line
 * reaches people only.
 */
export function throughLine(hit: TargetHit, lineCode: string): TargetHit | undefined {
  if (hit.kind !== 'person' || hit.target.kind === 'convo') return lineCode === '' ? hit : undefined
  if (hit.target.kind === 'network' && hit.target.lineCode === lineCode) return hit
  const userId = hit.target.kind === 'network' ? hit.target.userId : hit.target.dialogId
  const { nextPossibleAt: _otherLine, ...rest } = hit
  return {
    ...rest,
    target: lineCode === '' ? { kind: 'dialog', dialogId: userId } : { kind: 'network', lineCode, userId },
  }
}
