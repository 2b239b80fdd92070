// How the stand-in chat service shows its groups: views as the lexicons of @bsky/sdk define them.

export const profile = (state, did, extra = {}) => ({
  did,
  handle: state.handles.get(did) ?? 'handle.invalid',
  displayName: state.handles.get(did)?.split('.')[0],
  ...extra,
})

export const member = (state, convo, did) =>
  profile(state, did, {
    kind: {
      $type: 'chat.bsky.actor.defs#groupConvoMember',
      role: convo.owner === did ? 'owner' : 'standard',
    },
  })

export const linkView = ({ code, enabled, requireApproval, joinRule, createdAt }) => ({
  code,
  enabledStatus: enabled ? 'enabled' : 'disabled',
  requireApproval,
  joinRule,
  createdAt,
})

const groupKind = (convo, viewer) => ({
  $type: 'chat.bsky.convo.defs#groupConvo',
  name: convo.name,
  createdAt: convo.createdAt,
  joinLink: linkView(convo.link),
  // Told to the owner only.
  joinRequestCount: convo.owner === viewer ? convo.requests.size : undefined,
  lockStatus: convo.lockStatus,
  lockStatusModerationOverride: false,
  memberCount: convo.members.size,
  memberLimit: convo.memberLimit,
})

export const convoView = (state, convo, viewer) => ({
  id: convo.id,
  rev: convo.rev,
  members: [...convo.members.keys()].slice(0, 5).map((did) => member(state, convo, did)),
  muted: false,
  status: convo.members.get(viewer) ?? 'accepted',
  unreadCount: 0,
  kind: groupKind(convo, viewer),
})

export const requestView = (state, convo, viewer) => ({
  $type: 'chat.bsky.group.defs#joinRequestConvoView',
  convoId: convo.id,
  name: convo.name,
  owner: profile(state, convo.owner),
  memberCount: convo.members.size,
  memberLimit: convo.memberLimit,
  viewer: { requestedAt: convo.requests.get(viewer)?.at },
})

/** What a code shows; `viewer` is null without a session. */
export function previewView(state, code, viewer) {
  const convo = state.byCode(code)
  if (!convo) return { $type: 'chat.bsky.group.defs#invalidJoinLinkPreviewView', code }
  if (!convo.link.enabled) return { $type: 'chat.bsky.group.defs#disabledJoinLinkPreviewView', code }
  const followedBy = state.follows.has(`${convo.owner}>${viewer}`)
    ? `at://${convo.owner}/app.bsky.graph.follow/3kfollow00001`
    : undefined
  return {
    $type: 'chat.bsky.group.defs#joinLinkPreviewView',
    convoId: convo.id,
    code,
    name: convo.name,
    owner: profile(state, convo.owner, { viewer: { followedBy } }),
    memberCount: convo.members.size,
    memberLimit: convo.memberLimit,
    requireApproval: convo.link.requireApproval,
    joinRule: convo.link.joinRule,
    convo: viewer && convo.members.has(viewer) ? convoView(state, convo, viewer) : undefined,
    viewer: viewer ? { requestedAt: convo.requests.get(viewer)?.at } : undefined,
  }
}
