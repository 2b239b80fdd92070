// Groups that invite me, over all accounts, those that are in no list of groups included; and answering them.
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { follow, invoke } from '../../api'
import type { OutputOf, ResultOf } from '../../../shared/contract'
import { debounce } from '../../lib/debounce'

type Known = OutputOf<'groups.search'>['items'][number]
type Outside = OutputOf<'requests.invitations'>[number]
/** `known` is what the directory tells; a group that is not in it may lack even a name. */
export type Invitation = Outside & { readonly known?: Known }
type Target = Pick<Invitation, 'accountId' | 'groupId'>

const target = ({ accountId, groupId }: Target): Target => ({ accountId, groupId })
export const invitationKey = ({ accountId, groupId }: Target): string => `${accountId}:${groupId}`

const MOST = 200
const SETTLE_MS = 150

export const useInvitations = defineStore('invitations', () => {
  const known = ref<readonly Known[]>([])
  const outside = ref<readonly Outside[]>([])
  const items = computed<readonly Invitation[]>(() => {
    const listed = new Set(known.value.map(invitationKey))
    const others = outside.value.filter((item) => !listed.has(invitationKey(item)))
    return [...others, ...known.value.map((group) => ({ ...target(group), name: group.name, known: group }))]
  })

  async function read(): Promise<void> {
    const search = invoke('groups.search', { relations: ['invited'], limit: MOST, offset: 0 }, { quiet: true })
    const [found, others] = await Promise.all([search, invoke('requests.invitations', {}, { quiet: true })])
    if (found.ok) known.value = found.data.items
    if (others.ok) outside.value = others.data
  }
  const readSoon = debounce(() => void read(), SETTLE_MS)

  async function start(): Promise<void> {
    await follow({
      event: 'groups.changed',
      read,
      apply: ({ upsert, sync }) => {
        const shown = new Set(items.value.map(invitationKey))
        const touched = upsert.some((group) => group.relation === 'invited' || shown.has(invitationKey(group)))
        if (touched || sync?.state === 'done') readSoon()
      },
    })
    await follow({
      event: 'requests.changed',
      read,
      apply: ({ invitations }) => {
        if (invitations) outside.value = invitations
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
      const isOther = (item: Target): boolean => invitationKey(item) !== invitationKey({ accountId, groupId })
      known.value = known.value.filter(isOther)
      outside.value = outside.value.filter(isOther)
    }
    return result
  }

  return { items, start, read, answer }
})
