// What can be done with my requests: looking how they stand, withdrawing after a question, going where one asks again.
import { ref } from 'vue'
import { useRouter } from 'vue-router'
import { invoke } from '../../api'
import { useText } from '../../lib/i18n'
import { useNotify } from '../../lib/use-notify'
import { useRequests } from './store'
import type { JoinRequest } from './store'

export function useRequestActions() {
  const store = useRequests()
  const router = useRouter()
  const notify = useNotify()
  const { t } = useText()
  /** The request that something is being done with. */
  const busy = ref<string>()
  /** The request whose withdrawal is to be confirmed. */
  const asking = ref<JoinRequest>()

  async function refresh(id?: string): Promise<void> {
    if (id === undefined && store.refreshing) return
    busy.value = id
    const answer = await store.refresh(id)
    busy.value = undefined
    if (!answer.ok) notify.error(answer.error)
  }

  async function withdraw(): Promise<void> {
    const request = asking.value
    if (!request) return
    busy.value = request.id
    const answer = await store.withdraw(request.id)
    busy.value = asking.value = undefined
    if (!answer.ok) notify.error(answer.error, t('requests.withdrawFailed', { name: request.groupName }))
  }

  const toGroup = ({ accountId, groupId, groupName }: JoinRequest): void =>
    void router.push({ name: 'groups', query: { account: accountId, group: groupId, name: groupName } })

  /** By the link it was asked with, where there is one: a group one is not in may be reached by nothing else. */
  const again = (request: JoinRequest): void =>
    request.linkCode === undefined
      ? toGroup(request)
      : void router.push({ name: 'groups', query: { account: request.accountId, link: request.linkCode } })

  async function toBluesky(): Promise<void> {
    const answer = await invoke('settings.openLink', { link: 'blueskyMessages' })
    if (!answer.ok) notify.error(answer.error)
  }

  return { busy, asking, refresh, withdraw, toGroup, again, toBluesky }
}
