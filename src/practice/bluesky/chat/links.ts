// chat.bsky.group join links: the owner's four switches and everybody's previews.
import type { DidString } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import { addSystemMessage, emit } from '../changes'
import { convoView, joinLinkView, profileView } from '../views'
import type { Group, JoinLink, JoinRule, World } from '../world'
import { groupByCode, ownedGroup } from '../world'
import { method, openMethod, type Method } from '../xrpc'
import { refuse } from '../xrpc-error'

type LinkEvent = 'CreateJoinLink' | 'EditJoinLink' | 'EnableJoinLink' | 'DisableJoinLink'
type Preview = chat.bsky.group.getJoinLinkPreviews.$OutputBody['joinLinkPreviews'][number]

function announce(world: World, group: Group, event: LinkEvent): void {
  const message = addSystemMessage(world, group, { $type: `chat.bsky.convo.defs#systemMessageData${event}` })
  emit(world, group.members.keys(), { $type: `chat.bsky.convo.defs#log${event}`, convoId: group.id, message })
}

/** The lexicon leaves `joinRule` open; a rule nobody knows is refused here (a guess). */
function knownRule(rule: string): JoinRule {
  return rule === 'anyone' || rule === 'followedByOwner' ? rule : refuse('InvalidRequest', 'Unknown join rule')
}

/** Switches a link on or off (both methods, and the control hooks). */
export function setLinkEnabled(world: World, group: Group, enabled: boolean): JoinLink {
  const { link } = group
  if (!link) return refuse('NoJoinLink')
  if (enabled && link.enabled) return refuse('LinkAlreadyEnabled')
  link.enabled = enabled
  announce(world, group, enabled ? 'EnableJoinLink' : 'DisableJoinLink')
  return link
}

/** What a code shows before joining; `viewer` is absent for callers without a session. */
export function joinLinkPreview(world: World, code: string, viewer: DidString | undefined): Preview {
  const found = groupByCode(world, code)
  if (!found) return { $type: 'chat.bsky.group.defs#invalidJoinLinkPreviewView', code }
  const { group, link } = found
  if (!link.enabled) return { $type: 'chat.bsky.group.defs#disabledJoinLinkPreviewView', code }
  const request = viewer === undefined ? undefined : group.requests.get(viewer)
  return {
    $type: 'chat.bsky.group.defs#joinLinkPreviewView',
    convoId: group.id,
    code,
    name: group.name,
    owner: profileView(world, group.owner, viewer),
    memberCount: group.members.size,
    memberLimit: group.memberLimit,
    requireApproval: link.requireApproval,
    joinRule: link.joinRule,
    ...(viewer !== undefined && group.members.has(viewer) ? { convo: convoView(world, group, viewer) } : {}),
    ...(viewer === undefined ? {} : { viewer: request ? { requestedAt: request.at } : {} }),
  }
}

/** The methods around join links. */
export function linkMethods(world: World): Method[] {
  return [
    openMethod(chat.bsky.group.getJoinLinkPreviews.main, ({ params, request }) => ({
      joinLinkPreviews: params.codes.map((code) => joinLinkPreview(world, code, request.viewer)),
    })),
    method(chat.bsky.group.createJoinLink.main, ({ viewer, input }) => {
      const group = ownedGroup(world, input.convoId, viewer)
      if (group.link?.enabled === true) return refuse('EnabledJoinLinkAlreadyExists')
      group.link = {
        code: world.newCode(),
        enabled: true,
        requireApproval: input.requireApproval ?? false,
        joinRule: knownRule(input.joinRule),
        createdAt: world.now(),
      }
      announce(world, group, 'CreateJoinLink')
      return { joinLink: joinLinkView(group.link) }
    }),
    method(chat.bsky.group.editJoinLink.main, ({ viewer, input }) => {
      const group = ownedGroup(world, input.convoId, viewer)
      const { link } = group
      if (!link) return refuse('NoJoinLink')
      if (input.joinRule !== undefined) link.joinRule = knownRule(input.joinRule)
      if (input.requireApproval !== undefined) link.requireApproval = input.requireApproval
      announce(world, group, 'EditJoinLink')
      return { joinLink: joinLinkView(link) }
    }),
    method(chat.bsky.group.enableJoinLink.main, ({ viewer, input }) => ({
      joinLink: joinLinkView(setLinkEnabled(world, ownedGroup(world, input.convoId, viewer), true)),
    })),
    method(chat.bsky.group.disableJoinLink.main, ({ viewer, input }) => ({
      joinLink: joinLinkView(setLinkEnabled(world, ownedGroup(world, input.convoId, viewer), false)),
    })),
  ]
}
