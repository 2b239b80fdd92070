// Reads DIALOG_ID: `<userId>`, `chat<ID>`, `sg<groupId>`. https://apidocs.bitrix24.com/api-reference/chats/index.html
import { privateChat } from './world'
import type { Chat, World } from './world-types'

export type DialogTarget =
  { readonly kind: 'user'; readonly userId: number } | { readonly kind: 'chat'; readonly chatId: number }

/** @returns `undefined` for text that is no dialog id. */
export function parseDialogId(world: World, text: string): DialogTarget | undefined {
  const match = /^(chat|sg)?(\d+)$/.exec(text)
  if (match === null) return undefined
  const id = Number(match[2])
  if (id <= 0) return undefined
  if (match[1] === undefined) return { kind: 'user', userId: id }
  return { kind: 'chat', chatId: match[1] === 'sg' ? (world.groups.get(id)?.chatId ?? 0) : id }
}

/** The chat a target means; a private chat is made on the first use. */
export function chatOf(
  world: World,
  target: DialogTarget,
  context: { readonly userId: number; readonly now: number },
): Chat | undefined {
  if (target.kind === 'chat') return world.chats.get(target.chatId)
  if (!world.people.has(target.userId)) return undefined
  return privateChat(world, { one: context.userId, other: target.userId }, context.now)
}
