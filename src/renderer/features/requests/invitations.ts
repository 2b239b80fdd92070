// Groups that invite me, over all accounts, and answering them.
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import { debounce } from '../../lib/debounce'

export type Invitation = OutputOf<'groups.search'>['items'][number]
type Target = Pick<Invitation, 'accountId' | 'groupId'>

export const invitationKey = ({ accountId, groupId }: Target): string => `${accountId}:${groupId}`

const MOST = 200
const SETTLE_MS = 150

export const useInvitations = defineStore('invitations', () => {
  const items = ref<readonly Invitation[]>([])

  async function read(): Promise<void> {
    const answer = await invoke('groups.search', { relations: ['invited'], limit: MOST, offset: 0 }, { quiet: true })
    if (answer.ok) items.value = answer.data.items
  }
  const readSoon = debounce(() => void read(), SETTLE_MS)

  async function start(): Promise<void> {
    await follow({
      event: 'groups.changed',
      read,
      apply: ({ upsert, sync }) => {
        const known = new Set(items.value.map(invitationKey))
        const touched = upsert.some((group) => group.relation === 'invited' || known.has(invitationKey(group)))
        if (touched || sync?.state === 'done') readSoon()
      },
    })
  }

  /** Accepts or declines. An invitation that is no longer there leaves the list as well. */
  async function answer(
    { accountId, groupId }: Target,
    accept: boolean,
  ): Promise<ResultOf<'requests.answerInvitation'>> {
    const result = await invoke('requests.answerInvitation', { accountId, groupId, accept })
    if (result.ok || result.error.code === 'requests.notInvited') {
      items.value = items.value.filter((item) => invitationKey(item) !== invitationKey({ accountId, groupId }))
    }
    return result
  }

  return { items, start, read, answer }
})
