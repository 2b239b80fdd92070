// The silence of the moment in words: a pause, or quiet hours, and until when.
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { silenceAt, type Silence } from '../../../shared/domain/quiet-hours'
import type { OutputOf } from '../../../shared/contract'
import { useText } from '../../lib/i18n'
import { clockTime, dateTime } from '../../lib/time'
import { useNow } from '../../lib/use-now'

export type Settings = OutputOf<'settings.get'>

/** How often the end of a silence is looked for. */
const LOOK_MS = 5000

export interface ShownSilence extends Silence {
  readonly label: string
}

export function useSilence(settings: () => Settings): ComputedRef<ShownSilence | undefined> {
  const now = useNow(LOOK_MS)
  const { t, language } = useText()

  function time(until: number): string {
    const iso = new Date(until).toISOString()
    const today = new Date(until).toDateString() === new Date(now.value).toDateString()
    return today ? clockTime(iso, language()) : dateTime(iso, now.value, language())
  }
  return computed(() => {
    // What was chosen since the last look begins now.
    const silence = silenceAt(settings(), Math.max(now.value, Date.now()))
    if (!silence) return undefined
    const { why, until } = silence
    const label =
      until === undefined
        ? t(why === 'paused' ? 'notices.silence.paused' : 'notices.silence.quiet')
        : t(why === 'paused' ? 'notices.silence.pausedUntil' : 'notices.silence.quietUntil', { time: time(until) })
    return { ...silence, label }
  })
}
