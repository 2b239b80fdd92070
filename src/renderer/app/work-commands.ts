// Commands that do something in the views: write, join, read anew, send again, lock.
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { useGroups } from '../features/groups'
import { useOpenlines } from '../features/openlines'
import { useOutbox } from '../features/outbox'
import { summonQuick } from '../features/quicksend'
import { useIncoming, useRequests } from '../features/requests'
import { useVault } from '../features/vault'
import { useText } from '../lib/i18n'
import type { Command } from './commands'
import { QUICK_SEND_KEY } from './key-list'
import { useCompose } from './use-compose'
import { useScope } from './use-scope'

export function useWorkCommands(): ComputedRef<readonly Command[]> {
  const { t } = useText()
  const router = useRouter()
  const vault = useVault()
  const groups = useGroups()
  const requests = useRequests()
  const incoming = useIncoming()
  const openlines = useOpenlines()
  const scope = useScope()
  const outbox = useOutbox()
  const compose = useCompose()
  const ids = computed(() => scope.accounts.value.map(({ id }) => id))
  const failed = computed(() => {
    const mine = new Set(ids.value)
    return outbox.open.flatMap(({ id, state, accountId }) => (state === 'failed' && mine.has(accountId) ? [id] : []))
  })

  return computed(() => [
    { label: t('commands.quickSend'), keys: QUICK_SEND_KEY, run: summonQuick },
    { label: t('commands.writeTo'), run: compose.somebody },
    { label: t('commands.drafts'), run: compose.drafts },
    {
      label: t('commands.joinByLink'),
      run: () => {
        groups.linkDialog = true
        void router.push({ name: 'groups' })
      },
    },
    { label: t('commands.syncGroups'), run: () => void groups.sync(ids.value) },
    {
      label: t('commands.refreshRequests'),
      run: () => {
        void requests.refresh()
        void incoming.refresh()
      },
    },
    { label: t('commands.refreshOpenlines'), run: () => void openlines.refresh() },
    ...(failed.value.length
      ? [{ label: t('commands.retryFailed'), run: () => void outbox.retryMany(failed.value) }]
      : []),
    ...(vault.status?.state === 'unlocked' ? [{ label: t('commands.lockVault'), run: () => void vault.lock() }] : []),
    ...(vault.status?.state === 'locked' ? [{ label: t('vault.unlock'), run: () => void vault.ask('locked') }] : []),
  ])
}
