// The outbox in words: when something happens, why it does not yet, and what is known where nothing is sure.
import { useText } from '../../lib/i18n'
import { clockTime, dateTime, relativeTime } from '../../lib/time'
import { useErrorText } from '../../lib/use-error-text'
import { isStale, toldWhen } from './labels'
import type { OutboxItem } from './store'

const DAY_MS = 86_400_000

export function useWords() {
  const { t, language } = useText()
  const errorText = useErrorText()

  /** `15:20` today, with the day on any other. */
  function time(iso: string, now: number): string {
    const near = Math.abs(Date.parse(iso) - now) < DAY_MS && new Date(iso).getDate() === new Date(now).getDate()
    return near ? clockTime(iso, language()) : dateTime(iso, now, language())
  }

  /** When it leaves, or when the last thing happened to it. */
  function when(item: OutboxItem, now: number, ahead: number): string {
    const { key, at, count } = toldWhen(item, now, ahead)
    if (key === undefined) return at === undefined ? '' : relativeTime(at, now, language())
    if (count !== undefined) return t(key, {}, count)
    if (at === undefined) return t(key)
    return t(key, { time: time(at, now), seconds: Math.max(0, Math.ceil((Date.parse(at) - now) / 1000)) })
  }

  /** Why it does not leave, or did not arrive. */
  function why(item: OutboxItem, now: number, host: string | undefined): string | undefined {
    const known = host === undefined ? {} : { host }
    if (item.state === 'failed') return errorText(item.reason ?? 'internal', known)
    // One that has waited for too long waits for the user, whatever else kept it.
    if (item.state !== 'queued' || isStale(item) || item.reason === undefined) return undefined
    const next = item.nextAttemptAt !== undefined && Date.parse(item.nextAttemptAt) > now
    const again = next && item.nextAttemptAt ? t('outbox.nextTry', { time: time(item.nextAttemptAt, now) }) : ''
    return [errorText(item.reason, known), again].filter(Boolean).join(' ')
  }

  /** What is known of a message that may have arrived, sentence by sentence. */
  function evidence(item: OutboxItem, now: number): string[] {
    const known = item.evidence
    if (!known) return [t('outbox.evidence.plain'), t('outbox.evidence.twice')]
    const sent = t(`outbox.evidence.${known.phase}`, { time: time(known.attemptedAt, now) })
    return [sent, looked(item, now), t('outbox.evidence.twice')]
  }
  /** What looking for it showed. */
  function looked({ target, evidence: known }: OutboxItem, now: number): string {
    if (target.kind === 'network') return t('outbox.evidence.cannotLook')
    if (known?.found === undefined || known.readAt === undefined) return t('outbox.evidence.notLooked')
    return t(`outbox.evidence.${known.found}`, { time: time(known.readAt, now) })
  }

  return { when, why, evidence, time }
}
