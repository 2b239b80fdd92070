// Ways into the composer: to a group's chat, to a customer's dialog, to somebody yet to be chosen, to the drafts.
import { useRouter } from 'vue-router'
import type { OutputOf } from '../../shared/contract'
import { dialogIdOf } from '../../shared/domain/dialog-id'
import { useMessages } from '../features/messages'
import { useOpenlines } from '../features/openlines'
import { useScope } from './use-scope'

type Group = Pick<OutputOf<'groups.get'>, 'accountId' | 'groupId' | 'name' | 'kind'>
type Dialog = OutputOf<'openlines.get'>
type Place = OutputOf<'messages.findTargets'>[number]

/** A Bluesky group is its conversation; a workgroup's chat goes by the group's number. */
export function placeOf({ accountId, groupId, name: title, kind }: Group): Place {
  return kind === 'bluesky'
    ? { accountId, title, kind: 'convo', target: { kind: 'convo', convoId: groupId } }
    : { accountId, title, kind: 'chat', target: { kind: 'dialog', dialogId: `sg${groupId}` } }
}

export function useCompose() {
  const messages = useMessages()
  const openlines = useOpenlines()
  const scope = useScope()
  const router = useRouter()
  const go = (): Promise<unknown> => router.push({ name: 'messages' })

  /** Goes to the composer, with the place chosen. What is being written there becomes a draft. */
  async function to(place: Place): Promise<void> {
    await scope.bringIntoView(place.accountId)
    messages.compose(place)
    await go()
  }

  /** With what was typed into its reply box: both keep the same draft. */
  async function toDialog({ accountId, chatId, title }: Dialog): Promise<void> {
    openlines.replies.flush()
    await messages.readAgain()
    const target = { kind: 'dialog', dialogId: dialogIdOf(chatId) } as const
    await to({ accountId, title, kind: 'openline', target })
  }
  return {
    to,
    toGroup: (group: Group) => to(placeOf(group)),
    toDialog,
    somebody: () => {
      messages.recipientsAsked = true
      void go()
    },
    drafts: () => {
      messages.draftsOpen = true
      void go()
    },
  }
}
