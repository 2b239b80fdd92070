// Ways into the composer: to a group's chat, to somebody yet to be chosen, to the drafts.
import { useRouter } from 'vue-router'
import type { OutputOf } from '../../shared/contract'
import { useMessages } from '../features/messages'
import { useScope } from './use-scope'

type Group = Pick<OutputOf<'groups.get'>, 'accountId' | 'groupId' | 'name' | 'kind'>
type Place = OutputOf<'messages.findTargets'>[number]

/** A Bluesky group is its conversation; a workgroup's chat goes by the group's number. */
export function placeOf({ accountId, groupId, name: title, kind }: Group): Place {
  return kind === 'bluesky'
    ? { accountId, title, kind: 'convo', target: { kind: 'convo', convoId: groupId } }
    : { accountId, title, kind: 'chat', target: { kind: 'dialog', dialogId: `sg${groupId}` } }
}

export function useCompose() {
  const messages = useMessages()
  const scope = useScope()
  const router = useRouter()
  const go = (): Promise<unknown> => router.push({ name: 'messages' })

  /** Goes to the composer, with the group chosen. What is being written there becomes a draft. */
  async function toGroup(group: Group): Promise<void> {
    await scope.bringIntoView(group.accountId)
    messages.compose(placeOf(group))
    await go()
  }
  return {
    toGroup,
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
