// Links that wait for the user's word, one after another. A flood is cut, and that is said.
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { invoke } from '../../api'
import type { OutputOf } from '../../../shared/contract'

export type Proposal = NonNullable<OutputOf<'links.read'>['proposal']>
export type Offer = Extract<Proposal, { kind: 'offer' }>
export type Choice = Offer['choices'][number]

/** An account as the question names it. */
export interface Owner {
  readonly label: string
  readonly color: string
  readonly userName: string
  readonly handle?: string | undefined
}

/** More than anybody wants to be asked about one after another. */
const MOST = 5
/** Adding an account takes no longer, or it was about something else. */
const AGAIN_MS = 15 * 60_000
const TOO_MANY: Proposal = { kind: 'dead', code: 'links.tooMany', params: {} }

export const useProposals = defineStore('proposals', () => {
  const queue = shallowRef<readonly Proposal[]>([])
  const current = computed(() => queue.value[0])
  /** How many wait behind the first; that some were left out is no link. */
  const behind = computed(() => queue.value.slice(1).filter((each) => each !== TOO_MANY).length)
  /** A link that was dead for want of an account, and when somebody went to add one. */
  let again: { readonly link: string; readonly at: number } | undefined

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

  /** What a text proposes; nothing where no link of ours is in it. */
  async function read(text: string): Promise<Proposal | undefined> {
    const answer = await invoke('links.read', { text }, { quiet: true })
    return answer.ok ? answer.data.proposal : undefined
  }
  /** Asks about the link in a text. */
  async function propose(text: string): Promise<void> {
    const proposal = await read(text)
    if (proposal) add(proposal)
  }
  function remember(link: string): void {
    again = { link, at: Date.now() }
  }
  /** An account has been added: what was dead for want of it lately is asked about again. */
  async function tryAgain(): Promise<void> {
    const kept = again
    again = undefined
    if (kept && Date.now() - kept.at < AGAIN_MS) await propose(kept.link)
  }
  return { queue, current, behind, add, settle, read, propose, remember, tryAgain }
})
