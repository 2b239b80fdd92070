// Every command of the window, with its name and key: what the palette lists.
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { useAccounts } from '../features/accounts'
import { useOpenlines } from '../features/openlines'
import { useOutbox } from '../features/outbox'
import { useIncoming, useRequests } from '../features/requests'
import { useGroups } from '../features/groups'
import { useSettings } from '../features/settings'
import { useVault } from '../features/vault'
import { useText } from '../lib/i18n'
import { VIEW_NAMES } from './routes'
import { useCompose } from './use-compose'
import { useScope } from './use-scope'

export interface Command {
  readonly label: string
  readonly hint?: string
  /** Shown beside it, e.g. `Ctrl+1`. */
  readonly keys?: string
  readonly run: () => void
}

export interface CommandGroup {
  readonly id: string
  readonly label: string
  readonly commands: readonly Command[]
}

export function useCommands(): ComputedRef<readonly CommandGroup[]> {
  const { t } = useText()
  const router = useRouter()
  const accounts = useAccounts()
  const settings = useSettings()
  const scope = useScope()
  const goes = computed<Command[]>(() => [
    ...VIEW_NAMES.map((name) => ({ label: t(`nav.${name}`), run: () => void router.push({ name }) })),
    { label: t('rail.add'), run: () => void router.push({ name: 'add' }) },
    ...accounts.list.map((account) => ({
      label: t('accounts.openPage', { name: account.label }),
      run: () => void router.push({ name: 'account', params: { id: account.id } }),
    })),
  ])
  const switches = computed<Command[]>(() => [
    { label: t('rail.allTitle'), run: () => void scope.choose('all') },
    ...accounts.list.map((account, index) => ({
      label: account.label,
      hint: account.host,
      ...(index < 9 ? { keys: `Ctrl+${index + 1}` } : {}),
      run: () => void scope.choose(account.id),
    })),
    { label: t('commands.nextAccount'), keys: 'Ctrl+Tab', run: () => void scope.step(1) },
    { label: t('commands.previousAccount'), keys: 'Ctrl+Shift+Tab', run: () => void scope.step(-1) },
  ])
  const looks = computed<Command[]>(() => [
    ...(['system', 'light', 'dark'] as const).map((theme) => ({
      label: t('commands.theme', { theme: t(`settings.themes.${theme}`) }),
      run: () => void settings.set({ theme }),
    })),
    ...(['system', 'en', 'ru'] as const).map((language) => ({
      label: t('commands.language', { language: t(`settings.languages.${language}`) }),
      run: () => void settings.set({ language }),
    })),
  ])
  const work = useWorkCommands()
  return computed(() => [
    { id: 'work', label: t('commands.work'), commands: work.value },
    { id: 'go', label: t('commands.go'), commands: goes.value },
    { id: 'switch', label: t('commands.switch'), commands: switches.value },
    { id: 'look', label: t('commands.look'), commands: looks.value },
  ])
}

function useWorkCommands(): ComputedRef<readonly Command[]> {
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
