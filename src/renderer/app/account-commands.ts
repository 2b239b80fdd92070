// Commands about accounts: going to one, its page, and being left in peace by it.
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import { useAccounts } from '../features/accounts'
import type { Account } from '../features/accounts'
import { useText } from '../lib/i18n'
import { useNotify } from '../lib/use-notify'
import type { Command } from './commands'
import { WINDOW_KEYS, placeKeys } from './key-list'
import { useRecent } from './use-recent'
import { useSwitching } from './use-switching'

/** Going to an account, the ones looked at last first; typing a part of a name finds it. */
export function useSwitchCommands(): ComputedRef<readonly Command[]> {
  const { t } = useText()
  const accounts = useAccounts()
  const recent = useRecent()
  const switching = useSwitching()

  return computed((): Command[] => [
    ...recent.sorted<Command & { readonly whose: Account['id'] | 'all' }>([
      {
        whose: 'all',
        label: t('rail.allTitle'),
        keys: WINDOW_KEYS.all[0],
        run: () => void switching.to('all'),
      },
      ...accounts.list.map(({ id, label, host, handle }, index) => ({
        whose: id,
        label,
        hint: handle ?? host,
        keys: placeKeys(index),
        run: () => void switching.to(id),
      })),
    ]),
    { label: t('commands.nextAccount'), keys: WINDOW_KEYS.next[0], run: () => void switching.step(1) },
    { label: t('commands.previousAccount'), keys: WINDOW_KEYS.previous[0], run: () => void switching.step(-1) },
  ])
}

export function useAccountCommands(): ComputedRef<readonly Command[]> {
  const { t } = useText()
  const accounts = useAccounts()
  const router = useRouter()
  const notify = useNotify()

  async function setQuiet(id: Account['id'], doNotDisturb: boolean): Promise<void> {
    const answer = await accounts.notify(id, { doNotDisturb })
    if (!answer.ok) notify.error(answer.error)
  }
  return computed(() => [
    ...accounts.list.map(({ id, label, notifications: { doNotDisturb } }) => ({
      label: t(doNotDisturb ? 'commands.disturb' : 'commands.doNotDisturb', { name: label }),
      run: () => void setQuiet(id, !doNotDisturb),
    })),
    ...accounts.list.map(({ id, label }) => ({
      label: t('accounts.openPage', { name: label }),
      run: () => void router.push({ name: 'account', params: { id } }),
    })),
    { label: t('rail.add'), run: () => void router.push({ name: 'add' }) },
  ])
}
