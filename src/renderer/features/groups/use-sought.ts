// Another view sent the user here: to one group, or with a join link to look at. The address is taken down at once, so that
// coming back later does not lead there again.
import { watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { invoke } from '../../api'
import { useNotify } from '../../lib/use-notify'
import { groupKey } from './store'
import type { Group } from './store'

interface Sought {
  /** Shows this group beside the list; with `ask`, at the part of it where one asks. */
  readonly show: (group: Group, ask: boolean) => void
  /** Opens the dialog that looks at a link, as this account where it is told. */
  readonly look: (link: string, account: string) => void
}

const FOUND_BY_NAME = 100

/** Finds a group by what a request knows of it: in the directory, which answers offline too, else at its service. */
async function find({ accountId, groupId }: Pick<Group, 'accountId' | 'groupId'>, name: string) {
  const query = { accountIds: [accountId], includeArchived: true, limit: FOUND_BY_NAME, offset: 0 }
  const named = name !== ''
  const known = named && (await invoke('groups.search', { ...query, text: name }, { quiet: true }))
  const key = groupKey({ accountId, groupId })
  const hit = known && known.ok ? known.data.items.find((item) => groupKey(item) === key) : undefined
  return hit ? ({ ok: true, data: hit } as const) : invoke('groups.get', { accountId, groupId })
}

/** Listens to the address while the component lives. */
export function useSought({ show, look }: Sought): void {
  const route = useRoute()
  const router = useRouter()
  const notify = useNotify()
  const one = (name: string): string => String(route.query[name] ?? '')

  watch(
    () => (route.name === 'groups' ? route.query : {}),
    async () => {
      const [account, groupId, name, link] = [one('account'), one('group'), one('name'), one('link')]
      const ask = one('ask') !== ''
      if (link === '' && (account === '' || groupId === '')) return
      await router.replace({ name: 'groups' })
      if (link !== '') return look(link, account)
      const found = await find({ accountId: account as Group['accountId'], groupId }, name)
      if (found.ok) show(found.data, ask)
      else notify.error(found.error)
    },
    { immediate: true },
  )
}
