// A notification was clicked: the window goes to exactly the request it was about.
import { onBeforeUnmount, onMounted } from 'vue'
import { useRouter } from 'vue-router'
import { follow } from '../api'
import type { PayloadOf } from '../../shared/contract'
import { incomingKey, useIncoming, useRequests } from '../features/requests'
import { useScope } from './use-scope'

/** Listens while the component lives. */
export function useOpenRequest(): void {
  const requests = useRequests()
  const incoming = useIncoming()
  const scope = useScope()
  const router = useRouter()

  async function open(target: PayloadOf<'requests.open'>): Promise<void> {
    const request = target.id === undefined ? undefined : await requests.find(target.id)
    await scope.bringIntoView(request?.accountId ?? target.incoming?.accountId ?? target.accountId)
    if (request) requests.wanted = request.id
    const key = target.incoming && incomingKey(target.incoming)
    // One that has gone meanwhile must not be jumped to when it comes back some day.
    const there = !incoming.loaded || incoming.items.some((item) => incomingKey(item) === key)
    if (key !== undefined && there) incoming.wanted = key
    await router.push({ name: 'requests' })
  }

  let stop: (() => void) | undefined
  let gone = false
  onMounted(async () => {
    const read = (): Promise<void> => Promise.resolve()
    stop = await follow({ event: 'requests.open', read, apply: (target) => void open(target) })
    if (gone) stop()
  })
  onBeforeUnmount(() => {
    gone = true
    stop?.()
  })
}
