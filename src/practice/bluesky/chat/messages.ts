// chat.bsky.convo: messages, read marks and unread counts.
import type { DidString } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import { emit, postMessage } from '../changes'
import { newestFirst, pageOf } from '../pages'
import { convoView, profileView, unreadCount, visibleMessages } from '../views'
import type { Convo, Membership, World } from '../world'
import { convoOf } from '../world'
import { method, type Method } from '../xrpc'
import { refuse } from '../xrpc-error'
import { embedView } from './embeds'

type MessageInput = chat.bsky.convo.defs.MessageInput
type MessageView = chat.bsky.convo.defs.MessageView

/** Counts stop here: "each capped at 100" (chat.bsky.convo.getUnreadCounts). */
const UNREAD_CAP = 100

function replyView(convo: Convo, own: Membership, messageId: string): NonNullable<MessageView['replyTo']> {
  const target = convo.messages.find((message) => message.id === messageId)
  if (target?.$type !== 'chat.bsky.convo.defs#messageView') return refuse('ReplyTargetNotFound', 'Message not found')
  if (target.rev < own.since) return { $type: 'chat.bsky.convo.defs#messageBeforeUserJoinedGroupView' }
  const { replyTo: _nested, ...rest } = target as MessageView & { $type: 'chat.bsky.convo.defs#messageView' }
  return rest
}

function send(world: World, viewer: DidString, input: { convoId: string; message: MessageInput }): MessageView {
  const { convo, membership } = convoOf(world, input.convoId, viewer)
  if (convo.kind === 'group' && convo.lockStatus !== 'unlocked') return refuse('ConvoLocked', 'Locked by the owner')
  const { text, facets, embed, replyTo } = input.message
  const embedded = embed === undefined ? undefined : embedView(world, embed, viewer)
  const extra: Partial<MessageView> = {
    ...(facets === undefined ? {} : { facets }),
    ...(embedded === undefined ? {} : { embed: embedded }),
    ...(replyTo === undefined ? {} : { replyTo: replyView(convo, membership, replyTo.messageId) }),
  }
  membership.status = 'accepted'
  if (convo.kind === 'direct') convo.left.clear()
  return postMessage(world, convo, { sender: viewer, text, extra })
}

function markRead(
  world: World,
  viewer: DidString,
  input: { readonly convoId: string; readonly messageId?: string | undefined },
): Convo {
  const { convo, membership } = convoOf(world, input.convoId, viewer)
  const message =
    input.messageId === undefined
      ? convo.messages.at(-1)
      : convo.messages.find((candidate) => candidate.id === input.messageId)
  if (!message) return convo
  if (message.rev > membership.readRev) membership.readRev = message.rev
  emit(world, [viewer], { $type: 'chat.bsky.convo.defs#logReadConvo', convoId: convo.id, message })
  return convo
}

function isUnread(convo: Convo, own: Membership, viewer: DidString): boolean {
  const waiting =
    convo.kind === 'group' && convo.owner === viewer && [...convo.requests.values()].some((request) => !request.read)
  return waiting || unreadCount(convo, own, viewer) > 0
}

/** Unread, unmuted, unlocked conversations by status (the description of chat.bsky.convo.getUnreadCounts). */
function unreadCounts(
  world: World,
  viewer: DidString,
  withGroups: boolean,
): chat.bsky.convo.getUnreadCounts.$OutputBody {
  const counts = { accepted: 0, request: 0 }
  for (const convo of world.convos.values()) {
    const own = convo.members.get(viewer)
    if (!own || own.muted || convo.left.has(viewer)) continue
    if (convo.kind === 'group' && (!withGroups || convo.lockStatus !== 'unlocked')) continue
    if (isUnread(convo, own, viewer)) counts[own.status] += 1
  }
  return {
    unreadAcceptedConvos: Math.min(UNREAD_CAP, counts.accepted),
    unreadRequestConvos: Math.min(UNREAD_CAP, counts.request),
  }
}

function readMethods(world: World): Method[] {
  return [
    method(chat.bsky.convo.getMessages.main, ({ viewer, params }) => {
      const { convo, membership } = convoOf(world, params.convoId, viewer)
      const keyOf = (message: { readonly rev: string }) => message.rev
      const newest = newestFirst(visibleMessages(convo, membership), keyOf)
      const page = pageOf(newest, { limit: params.limit, cursor: params.cursor, keyOf })
      const senders = page.items.flatMap((message) =>
        message.$type === 'chat.bsky.convo.defs#messageView' ? [(message as MessageView).sender.did] : [],
      )
      const relatedProfiles = [...new Set(senders)].map((did) => profileView(world, did, viewer))
      return { messages: [...page.items], relatedProfiles, ...page.cursor }
    }),
    method(chat.bsky.convo.getUnreadCounts.main, ({ viewer, params }) =>
      unreadCounts(world, viewer, params.includeGroupChats ?? true),
    ),
  ]
}

/** The methods around messages. */
export function messageMethods(world: World): Method[] {
  return [
    ...readMethods(world),
    method(chat.bsky.convo.sendMessage.main, ({ viewer, input }) => send(world, viewer, input)),
    method(chat.bsky.convo.updateRead.main, ({ viewer, input }) => ({
      convo: convoView(world, markRead(world, viewer, input), viewer),
    })),
  ]
}
