// A newer version is told once, at the edge of the window: it never disturbs from outside it.
import { watch } from 'vue'
import { useRouter } from 'vue-router'
import { useUpdates } from '../features/settings'
import { useText } from '../lib/i18n'
import { useNotify } from '../lib/use-notify'

export function useUpdateNews(): void {
  const updates = useUpdates()
  const notify = useNotify()
  const router = useRouter()
  const { t } = useText()
  let told: string | undefined
  void updates.start()

  watch(
    () => (updates.status?.state === 'available' ? updates.status.version : undefined),
    (version) => {
      if (version === undefined || version === told) return
      told = version
      notify.show({
        id: 'update',
        title: t('settings.updates.noticeTitle', { version }),
        description: t('settings.updates.noticeBody'),
        action: { label: t('nav.settings'), run: () => void router.push({ name: 'settings' }) },
        duration: 0,
      })
    },
    { immediate: true },
  )
}
