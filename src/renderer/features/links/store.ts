// Links that wait for the user's word, one after another. A flood is cut, and that is said.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { OutputOf } from '../../../shared/contract'

export type Proposal = NonNullable<OutputOf<'links.read'>['proposal']>

/** More than anybody wants to be asked about one after another. */
const MOST = 5
const TOO_MANY: Proposal = { kind: 'dead', code: 'links.tooMany', params: {} }

export const useProposals = defineStore('proposals', () => {
  const queue = ref<readonly Proposal[]>([])
  const current = computed(() => queue.value[0])

  /** Puts one at the end of the queue; the same link twice is asked about once. */
  function add(proposal: Proposal): void {
    const same = JSON.stringify(proposal)
    if (queue.value.some((each) => JSON.stringify(each) === same)) return
    if (queue.value.length < MOST) queue.value = [...queue.value, proposal]
    else if (queue.value.length === MOST) queue.value = [...queue.value, TOO_MANY]
  }
  /** The first has been decided on. */
  function settle(): void {
    queue.value = queue.value.slice(1)
  }
  return { queue, current, add, settle }
})
