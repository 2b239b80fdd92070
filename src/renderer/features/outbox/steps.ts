// What happened to one message, step by step. Pure.
import type { ErrorCode } from '../../../shared/contract/errors'
import type { OutputOf } from '../../../shared/contract'
import type { Tone } from '../../ui/tone'
import type { OutboxItem } from './store'

export type Attempt = OutputOf<'outbox.attempts'>[number]

export interface Step {
  readonly kind:
    'written' | 'held' | 'scheduled' | 'trying' | 'sent' | 'failed' | 'unknown' | 'looked' | 'cancelled' | 'believed'
  readonly at: string
  readonly tone: Tone
  readonly attempt?: number
  readonly code?: ErrorCode | undefined
}

const TRIED: Readonly<Record<NonNullable<Attempt['outcome']>, Tone>> = { sent: 'good', failed: 'bad', unknown: 'warn' }

function tried({ attempt, startedAt, finishedAt, outcome, code }: Attempt): Step {
  return outcome === undefined
    ? { kind: 'trying', at: startedAt, tone: 'accent', attempt }
    : { kind: outcome, at: finishedAt ?? startedAt, tone: TRIED[outcome], attempt, code }
}

/** From the first word to the last thing that is known, in the order it happened or is to happen. */
export function stepsOf(item: OutboxItem, attempts: readonly Attempt[]): Step[] {
  const steps: Step[] = [{ kind: 'written', at: item.createdAt, tone: 'quiet' }]
  if (item.heldUntil !== undefined) steps.push({ kind: 'held', at: item.heldUntil, tone: 'quiet' })
  if (item.notBefore !== undefined) steps.push({ kind: 'scheduled', at: item.notBefore, tone: 'quiet' })
  steps.push(...attempts.map(tried))
  const readAt = item.evidence?.readAt
  if (readAt !== undefined) steps.push({ kind: 'looked', at: readAt, tone: 'warn' })
  if (item.state === 'cancelled') steps.push({ kind: 'cancelled', at: item.updatedAt, tone: 'quiet' })
  // Sent, but no attempt says so: the user did.
  const arrived = attempts.some(({ outcome }) => outcome === 'sent')
  if (item.state === 'sent' && attempts.length > 0 && !arrived) {
    steps.push({ kind: 'believed', at: item.updatedAt, tone: 'good' })
  }
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
