// The news between two readings of an account's dialogs: who waits now, and who wrote to me. Pure but for the words.
import type { AccountId } from '../../shared/contract/common'
import type { News } from '../../shared/contract/notices'
import type { Dialog } from '../../shared/contract/openlines'
import { bbcodePlain } from '../../shared/domain/bbcode'
import { inOneLine, oneLine } from '../../shared/domain/shown-names'
import type { MessageKey } from '../../shared/i18n/index'

export type NewsText = (key: MessageKey, params?: Readonly<Record<string, string | number>>) => string

/** Signs of a message that are shown. */
const MAX_SAID = 160

/**
 * @param before what was known, by chat id
 * @returns nothing of what I wrote, of dialogs of colleagues, and of what stands as it stood
 */
export function dialogNews(before: ReadonlyMap<string, Dialog>, items: readonly Dialog[], text: NewsText): News[] {
  return items.flatMap((dialog) => {
    const known = before.get(dialog.chatId)
    if (dialog.status === 'waiting' && known?.status !== 'waiting') return [newsOf('dialogWaiting', dialog, text)]
    const more = dialog.status === 'mine' && dialog.unread > (known?.unread ?? 0) && dialog.lastFromMe !== true
    return more ? [newsOf('dialogMessage', dialog, text)] : []
  })
}

function newsOf(kind: 'dialogWaiting' | 'dialogMessage', dialog: Dialog, text: NewsText): News {
  const { accountId, chatId } = dialog
  return {
    accountId,
    kind,
    name: dialog.title,
    body: bodyOf(kind, dialog, text),
    place: { kind: 'dialog', accountId, chatId },
    listPlace: listOf(accountId),
  }
}

function bodyOf(kind: 'dialogWaiting' | 'dialogMessage', dialog: Dialog, text: NewsText): string {
  const name = oneLine(dialog.title)
  const said = dialog.lastFromMe === true ? '' : inOneLine(bbcodePlain(dialog.lastText ?? ''), MAX_SAID)
  if (said !== '') return text('notices.openlines.said', { name, text: said })
  const line = kind === 'dialogWaiting' ? oneLine(dialog.lineName ?? '') : ''
  return line === '' ? name : text('notices.openlines.on', { name, line })
}

const listOf = (accountId: AccountId): News['listPlace'] => ({ kind: 'view', view: 'openlines', accountId })
