// Views of the chat service for tests, each checked against the lexicons of the pinned @bsky/sdk: a fixture that drifts from
// them fails here instead of proving nothing.
import { chat } from '@bsky/sdk/lexicons'
import type { JsonObject } from '../../../shared/contract/common'
import { ALICE, CODE, OWNER, type Answer } from './bluesky.fixtures'

export const CONVO = '3kconvo000001'

const member = (did: string, handle: string, role: string): JsonObject => ({
  did,
  handle,
  kind: { $type: 'chat.bsky.actor.defs#groupConvoMember', role },
})

export const owner = (extra: JsonObject = {}): JsonObject => ({
  ...member(OWNER, 'olga.bsky.social', 'owner'),
  displayName: 'Olga',
  ...extra,
})
export const alice = (role = 'standard'): JsonObject => member(ALICE, 'alice.bsky.social', role)

export function groupConvo(extra: JsonObject = {}): JsonObject {
  return {
    $type: 'chat.bsky.convo.defs#groupConvo',
    name: 'Team',
    createdAt: '2026-11-01T10:00:00.000Z',
    memberCount: 12,
    memberLimit: 100,
    lockStatus: 'unlocked',
    lockStatusModerationOverride: false,
    ...extra,
  }
}

export function convoView(extra: JsonObject = {}, kind: JsonObject = groupConvo()): JsonObject {
  return {
    id: CONVO,
    rev: '3krev00000001',
    members: [owner(), alice()],
    muted: false,
    unreadCount: 0,
    status: 'accepted',
    kind,
    ...extra,
  }
}

export const link = (extra: JsonObject = {}): JsonObject => ({
  code: CODE,
  enabledStatus: 'enabled',
  requireApproval: true,
  joinRule: 'anyone',
  createdAt: '2026-11-01T10:00:00.000Z',
  ...extra,
})

export function preview(extra: JsonObject = {}): JsonObject {
  return {
    $type: 'chat.bsky.group.defs#joinLinkPreviewView',
    convoId: CONVO,
    code: CODE,
    name: 'Team',
    owner: owner(),
    memberCount: 12,
    memberLimit: 100,
    requireApproval: true,
    joinRule: 'anyone',
    viewer: {},
    ...extra,
  }
}

export const requested = (): JsonObject => preview({ viewer: { requestedAt: '2026-11-20T09:00:00.000Z' } })
export const memberPreview = (): JsonObject => preview({ convo: convoView() })
export const disabled = (): JsonObject => ({ $type: 'chat.bsky.group.defs#disabledJoinLinkPreviewView', code: CODE })
export const invalid = (): JsonObject => ({ $type: 'chat.bsky.group.defs#invalidJoinLinkPreviewView', code: CODE })

export const joinRequest = (convoId = CONVO): JsonObject => ({
  $type: 'chat.bsky.group.defs#joinRequestConvoView',
  convoId,
  name: 'Team',
  owner: owner(),
  memberCount: 12,
  memberLimit: 100,
  viewer: { requestedAt: '2026-11-20T09:00:00.000Z' },
})

export const message = (extra: JsonObject = {}): JsonObject => ({
  $type: 'chat.bsky.convo.defs#messageView',
  id: '3kmsg00000001',
  rev: '3krev00000002',
  text: 'Hello',
  sender: { did: ALICE },
  sentAt: '2026-11-20T10:00:01.000Z',
  ...extra,
})

const OUTPUTS = {
  'chat.bsky.group.getJoinLinkPreviews': chat.bsky.group.getJoinLinkPreviews.$output,
  'chat.bsky.group.requestJoin': chat.bsky.group.requestJoin.$output,
  'chat.bsky.convo.listConvos': chat.bsky.convo.listConvos.$output,
  'chat.bsky.convo.listConvoRequests': chat.bsky.convo.listConvoRequests.$output,
  'chat.bsky.convo.getConvo': chat.bsky.convo.getConvo.$output,
  'chat.bsky.convo.getConvoMembers': chat.bsky.convo.getConvoMembers.$output,
  'chat.bsky.convo.getLog': chat.bsky.convo.getLog.$output,
  'chat.bsky.group.listJoinRequests': chat.bsky.group.listJoinRequests.$output,
  'chat.bsky.convo.getMessages': chat.bsky.convo.getMessages.$output,
  'chat.bsky.convo.sendMessage': chat.bsky.convo.sendMessage.$output,
} as const

/** An answer the lexicons allow; throws for one they do not. */
export function answer(method: keyof typeof OUTPUTS, body: JsonObject): Answer {
  OUTPUTS[method].schema.check(body)
  return { json: body }
}

export const previews = (...views: JsonObject[]): Answer[] =>
  views.map((view) => answer('chat.bsky.group.getJoinLinkPreviews', { joinLinkPreviews: [view] }))
export const pendingRequests = (...views: JsonObject[]): Answer =>
  answer('chat.bsky.convo.listConvoRequests', { requests: views })
