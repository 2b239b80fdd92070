// What can be done with an account from the rail: the menu of the right button, of a long press, and of Shift+F10.
import { computed, ref } from 'vue'
import { useRouter } from 'vue-router'
import { useAccounts } from '../features/accounts'
import type { Account } from '../features/accounts'
import { useCopyAddress } from '../lib/use-copy-address'
import { useText } from '../lib/i18n'
import { keyParts } from '../lib/key-names'
import { useNotify } from '../lib/use-notify'
import { orderAfterStep } from './rail-order'

type Id = Account['id']

interface RailMenuActions {
  /** Puts the account one place up or down. */
  readonly step: (id: Id, by: 1 | -1) => void
  /** Asks whether the account is to be disconnected. */
  readonly disconnect: (account: Account) => void
}

export function useRailMenu({ step, disconnect }: RailMenuActions) {
  const store = useAccounts()
  const router = useRouter()
  const notify = useNotify()
  const copy = useCopyAddress()
  const { t } = useText()
  const about = ref<Id>()
  const account = computed(() => (about.value === undefined ? undefined : store.byId.get(about.value)))

  async function setQuiet({ id }: Account, doNotDisturb: boolean): Promise<void> {
    const answer = await store.notify(id, { doNotDisturb })
    if (!answer.ok) notify.error(answer.error)
  }

  /** Pressed on something of an account, or on nothing: the menu is about that. */
  function aim({ target }: Event): void {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-account]') : null
    about.value = store.list.find(({ id }) => id === button?.dataset['account'])?.id
  }

  const items = computed(() => {
    const of = account.value
    if (!of) return []
    const ids = store.list.map(({ id }) => id)
    const mover = (by: 1 | -1) => ({
      label: t(by < 0 ? 'rail.up' : 'rail.down'),
      kbds: keyParts(by < 0 ? 'Alt+↑' : 'Alt+↓'),
      disabled: orderAfterStep(ids, of.id, by) === undefined,
      onSelect: () => step(of.id, by),
    })
    return [
      [
        {
          label: t('rail.open'),
          onSelect: () => void router.push({ name: 'account', params: { id: of.id } }),
        },
        { label: t('rail.copy', { address: addressOf(of) }), onSelect: () => copy(addressOf(of)) },
      ],
      [
        {
          type: 'checkbox' as const,
          label: t('accounts.notify.doNotDisturb'),
          checked: of.notifications.doNotDisturb,
          onUpdateChecked: (on: boolean) => void setQuiet(of, on),
        },
      ],
      [mover(-1), mover(1)],
      [{ label: t('rail.disconnect'), onSelect: () => disconnect(of) }],
    ]
  })
  return { items, account, aim }
}

/** What one gives to somebody else: the portal's address, or the handle. */
const addressOf = ({ host, handle }: Account): string => handle ?? host
