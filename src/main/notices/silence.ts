// Watches the time: when a pause or quiet hours end, what came meanwhile is told as a number, and a pause that is over is
// taken out of the settings.
import { nextChange, silenceAt } from '../../shared/domain/quiet-hours'
import { createAlarm } from '../timing/alarm'
import { guarded } from '../store/guarded'
import type { NoticesDeps } from './deps'
import type { Toasts } from './toasts'

export interface SilenceWatch {
  /** Looks at settings and clock now: at the start, when settings were changed, when the machine woke up. */
  check(): void
  stop(): void
}

type SilenceDeps = Pick<NoticesDeps, 'store' | 'settings' | 'clock' | 'timers' | 'log' | 'attended' | 'endPause'> & {
  readonly toasts: Pick<Toasts, 'quiet'>
}

export function createSilenceWatch(deps: SilenceDeps): SilenceWatch {
  const { store, clock, log } = deps
  const check = (): void => {
    const settings = deps.settings.read()
    const now = clock()
    alarm.set(nextChange(settings, now))
    const { pausedUntil } = settings
    // Changing the settings comes back here; a disk that refuses them must not hold back what came meanwhile.
    if (pausedUntil !== 'no' && pausedUntil !== 'always' && Date.parse(pausedUntil) <= now) deps.endPause()
    if (silenceAt(settings, now) === undefined) release()
  }
  const release = (): void => {
    const held = guarded(log, () => store.notices.takeHeld())
    // In the window it stands beside the bell.
    if (held.ok && !deps.attended()) deps.toasts.quiet(held.data)
  }
  const alarm = createAlarm(deps, check)
  return { check, stop: alarm.stop }
}
