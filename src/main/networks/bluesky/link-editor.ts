// Makes and changes the join link of a group of mine: one small write after the other until it is as wanted.
// https://docs.bsky.app/docs/api/chat-bsky-group-create-join-link, …-edit-…, …-enable-…, …-disable-join-link
import { chat } from '@bsky/sdk/lexicons'
import type { JoinLink } from '../../../shared/contract/groups'
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { LinkChange, Logger, Timers } from '../ports'
import type { Call, Chat } from './chat'
import { REREAD_MS } from './config'
import type { Convos } from './convos'
import { groupOf, kindOf, linkOf } from './group-views'
import { fieldOf, JoinLink as JoinLinkView, readView } from './views'

export interface LinkEditorDeps {
  readonly client: Chat
  readonly convos: Convos
  readonly log: Logger
  readonly timers: Timers
}

const OWNER_ERRORS = { InvalidConvo: 'groups.notFound', InsufficientRole: 'groups.notOwner' } as const
/** What was read is not so any more: somebody, or another window, was faster. */
const STALE = new Set(['EnabledJoinLinkAlreadyExists', 'LinkAlreadyEnabled', 'NoJoinLink'])
/** Disable, edit, enable, and as often again after finding it changed meanwhile. */
const MAX_STEPS = 6

/** The next write towards the wish; `undefined` when the link is as wanted. */
function nextStep(convoId: string, link: JoinLink | undefined, change: LinkChange): Call | undefined {
  const { enabled, requireApproval, joinRule } = change
  if (link === undefined) {
    if (enabled === false) return undefined
    // Nobody gets in unseen because a field was left out.
    const body = { convoId, joinRule: joinRule ?? 'anyone', requireApproval: requireApproval ?? true }
    return (c, o) => c.xrpcSafe(chat.bsky.group.createJoinLink, { body, ...o })
  }
  if (enabled === false && link.enabled) {
    return (c, o) => c.xrpcSafe(chat.bsky.group.disableJoinLink, { body: { convoId }, ...o })
  }
  const body = {
    convoId,
    ...(requireApproval === undefined || requireApproval === link.requireApproval ? {} : { requireApproval }),
    ...(joinRule === undefined || joinRule === link.joinRule ? {} : { joinRule }),
  }
  // Before it is switched on, so that it never stands open under the old rules.
  if (Object.keys(body).length > 1) return (c, o) => c.xrpcSafe(chat.bsky.group.editJoinLink, { body, ...o })
  if (enabled === true && !link.enabled) {
    return (c, o) => c.xrpcSafe(chat.bsky.group.enableJoinLink, { body: { convoId }, ...o })
  }
  return undefined
}

/** The link as it is now. `groups.notOwner` where the group is not mine. */
async function current(
  convoId: string,
  { client, convos, log }: LinkEditorDeps,
): Promise<Result<JoinLink | undefined>> {
  const me = client.did()
  if (!me.ok) return me
  const convo = await convos.one(convoId)
  if (!convo.ok) return convo
  if (groupOf(convo.data, me.data, log)?.relation !== 'owner') return fail('groups.notOwner', 'user')
  return ok(linkOf(kindOf(convo.data, log)?.joinLink))
}

type Step =
  | { readonly kind: 'link'; readonly link: JoinLink }
  /** Not told in a way we can read, or somebody was faster: the group itself says how the link stands. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'failed'; readonly failure: Result<never> }

async function take(call: Call, { client, log }: LinkEditorDeps): Promise<Step> {
  const answer = await client.write(call, { declared: OWNER_ERRORS })
  switch (answer.kind) {
    case 'done': {
      const view = readView(JoinLinkView, fieldOf(answer.body, 'joinLink'), log)
      const link = view && linkOf(view)
      return link ? { kind: 'link', link } : { kind: 'stale' }
    }
    case 'unknown':
      return { kind: 'lost' }
    case 'refused':
    case 'neverSent':
      return STALE.has(answer.name)
        ? { kind: 'stale' }
        : { kind: 'failed', failure: { ok: false, error: answer.error } }
  }
}

/** After a lost answer the link is only looked at: as wanted, or it stays unknown. */
async function lookedUp(convoId: string, change: LinkChange, deps: LinkEditorDeps): Promise<Result<JoinLink>> {
  for (const ms of REREAD_MS) {
    if (ms > 0) await deps.timers.sleep(ms).catch(() => undefined)
    const known = await current(convoId, deps)
    if (known.ok && known.data && !nextStep(convoId, known.data, change)) return ok(known.data)
  }
  return fail('groups.unknownOutcome', 'later')
}

/**
 * Brings the join link of a group to what `change` says; a new one wants approval unless told otherwise.
 * Errors: `groups.notOwner`, `groups.notFound`, `groups.unknownOutcome`.
 */
export async function saveLink(convoId: string, change: LinkChange, deps: LinkEditorDeps): Promise<Result<JoinLink>> {
  let known = await current(convoId, deps)
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    if (!known.ok) return known
    const call = nextStep(convoId, known.data, change)
    if (!call) return known.data ? ok(known.data) : fail('bluesky.refused', 'never', { name: 'NoJoinLink' })
    const step = await take(call, deps)
    if (step.kind === 'failed') return step.failure
    if (step.kind === 'lost') return lookedUp(convoId, change, deps)
    known = step.kind === 'link' ? ok(step.link) : await current(convoId, deps)
  }
  return fail('groups.unknownOutcome', 'later')
}
