// What a place is called, as far as it was read before. Asks no service.
import type { Place } from '../../shared/contract/links'
import type { MessageTarget } from '../../shared/contract/messages'
import { messageTargetFallbackTitle, messageTargetKey } from '../../shared/domain/target-key'
import type { Logger } from '../networks/ports'
import { guarded } from '../store/guarded'
import type { Store } from '../store/open-store'

export interface TitleDeps {
  readonly store: Pick<Store, 'groups' | 'dialogs' | 'recentTargets'>
  readonly log: Logger
}

type AccountId = Extract<Place, { kind: 'group' }>['accountId']

/** Answers how places are called; `undefined` for one that is not known, or of a kind that has no name. */
export function createTitles({ store, log }: TitleDeps): (place: Place) => string | undefined {
  const group = (accountId: AccountId, groupId: string) => store.groups.get(accountId, groupId)?.name
  const dialog = (accountId: AccountId, chatId: string) =>
    store.dialogs.list(accountId).find((each) => each.chatId === chatId)?.title
  const written = (accountId: AccountId, target: MessageTarget) =>
    store.recentTargets.list([accountId]).find((each) => messageTargetKey(each.target) === messageTargetKey(target))
      ?.title

  const recipient = (accountId: AccountId, target: MessageTarget): string | undefined => {
    const known = written(accountId, target)
    if (known !== undefined && known !== messageTargetFallbackTitle(target)) return known
    if (target.kind === 'convo') return group(accountId, target.convoId)
    if (target.kind !== 'dialog') return undefined
    const [, kind, id = ''] = /^(chat|sg)(\d+)$/.exec(target.dialogId) ?? []
    return kind === 'sg' ? group(accountId, id) : kind === 'chat' ? dialog(accountId, id) : undefined
  }
  const look = (place: Place): string | undefined => {
    if (place.kind === 'group') return group(place.accountId, place.groupId)
    if (place.kind === 'dialog') return dialog(place.accountId, place.chatId)
    return place.kind === 'compose' && place.target ? recipient(place.accountId, place.target) : undefined
  }
  return (place) => {
    const title = guarded(log, () => look(place))
    return title.ok ? title.data : undefined
  }
}
