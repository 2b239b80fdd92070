// What main has for this window: places to go to at once, and links to be decided on.
import { onBeforeUnmount, onMounted } from 'vue'
import { follow, invoke } from '../api'
import { useProposals } from '../features/links'
import { useGo } from './use-go'

/** Listens while the component lives; what waited before is taken first. */
export function useArrivals(): void {
  const proposals = useProposals()
  const go = useGo()

  async function take(): Promise<void> {
    const answer = await invoke('links.take', {}, { quiet: true })
    for (const arrival of answer.ok ? answer.data : []) {
      if (arrival.kind === 'place') await go(arrival.place)
      else proposals.add(arrival.proposal)
    }
  }

  let stop: (() => void) | undefined
  let gone = false
  onMounted(async () => {
    stop = await follow({ event: 'links.waiting', read: take, apply: () => void take() })
    if (gone) stop()
  })
  onBeforeUnmount(() => {
    gone = true
    stop?.()
  })
}
