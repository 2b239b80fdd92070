// Pausing notifications, wherever it is asked for.
import { useSettings } from '../features/settings'
import type { OutputOf } from '../../shared/contract'
import { useNotify } from '../lib/use-notify'

/** Answers what sets until when notifications are paused. */
export function usePause(): (until: OutputOf<'settings.get'>['pausedUntil']) => Promise<void> {
  const settings = useSettings()
  const notify = useNotify()
  return async (pausedUntil) => {
    const answer = await settings.set({ pausedUntil })
    if (!answer.ok) notify.error(answer.error)
  }
}
