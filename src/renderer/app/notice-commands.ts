// Commands about notifications: the list of them, and pausing them.
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useNotices } from '../features/notices'
import { useSettings } from '../features/settings'
import { pauseUntil } from '../../shared/domain/quiet-hours'
import { useText } from '../lib/i18n'
import type { Command } from './commands'
import { WINDOW_KEYS } from './key-list'
import { usePause } from './use-pause'

export function useNoticeCommands(): ComputedRef<readonly Command[]> {
  const { t } = useText()
  const notices = useNotices()
  const settings = useSettings()
  const pause = usePause()

  return computed(() => [
    { label: t('commands.notices'), keys: WINDOW_KEYS.notices[0], run: () => (notices.opened = true) },
    ...(settings.current.pausedUntil === 'no'
      ? (['hour', 'tomorrow', 'always'] as const).map((how) => ({
          label: t('commands.pauseNotices', { how: t(`notices.pause.${how}`) }),
          run: () => void pause(how === 'always' ? how : pauseUntil(how, Date.now())),
        }))
      : [{ label: t('commands.resumeNotices'), run: () => void pause('no') }]),
  ])
}
