// The join requests port: check, ask once, follow, withdraw.
// https://docs.bsky.app/docs/api/chat-bsky-group-request-join
import { chat } from '@bsky/sdk/lexicons'
import type { ErrorCode } from '../../../shared/contract/errors'
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { JoinTarget, RequestOutcome, RequestsPort, Timers } from '../ports'
import { checkById, checkOf, standingById, standingIn, standingOf, withGroup, type ReadingDeps } from './join-check'
import { REREAD_MS } from './config'
import { decide } from './incoming'
import type { JoinPreview } from './link-preview'
import { answerInvitation } from './membership'
import { createPoll } from './poll'
import { fieldOf, stringIn } from './views'

export interface RequestsDeps extends ReadingDeps {
  readonly timers: Timers
}

/** The six errors `requestJoin` declares. `FollowRequired`: the group's owner has to follow me, not the other way round. */
const REQUEST_JOIN_ERRORS = {
  ConvoLocked: 'requests.locked',
  FollowRequired: 'requests.followRequired',
  InvalidCode: 'requests.invalidCode',
  LinkDisabled: 'requests.linkDisabled',
  MemberLimitReached: 'requests.full',
  UserKicked: 'requests.kicked',
} as const satisfies Record<string, ErrorCode>

function outcomeIn(read: JoinPreview): RequestOutcome | undefined {
  const found = standingIn(read)
  if (found?.standing !== 'joined' && found?.standing !== 'pending') return undefined
  return { state: found.standing, ...withGroup(found.groupId) }
}

/** Only a trace of the request proves that it was made; its absence proves nothing so soon after. */
async function reread(link: string, groupId: string | undefined, deps: RequestsDeps): Promise<RequestOutcome> {
  for (const ms of REREAD_MS) {
    if (ms > 0) await deps.timers.sleep(ms).catch(() => undefined)
    const read = await deps.previews.read(link)
    const outcome = read.ok ? outcomeIn(read.data) : undefined
    if (outcome) return outcome
  }
  return { state: 'unknown', reason: 'requests.unknownOutcome', ...withGroup(groupId) }
}

/** Reads the answer by hand: a view that is newer than our lexicons must not hide a join that happened. */
function outcomeOf(body: unknown, groupId: string | undefined): RequestOutcome | undefined {
  switch (stringIn(body, 'status')) {
    case 'joined':
      return { state: 'joined', ...withGroup(stringIn(fieldOf(body, 'convo'), 'id') ?? groupId) }
    case 'pending':
      // It names no conversation: the id is the one the preview told before.
      return { state: 'pending', ...withGroup(groupId) }
    default:
      return undefined
  }
}

async function ask(
  link: string,
  code: string,
  options: RequestsDeps & { groupId: string | undefined },
): Promise<Result<RequestOutcome>> {
  const { client, log, groupId } = options
  const answer = await client.write((c, o) => c.xrpcSafe(chat.bsky.group.requestJoin, { body: { code }, ...o }), {
    declared: REQUEST_JOIN_ERRORS,
  })
  if (answer.kind === 'neverSent') return { ok: false, error: answer.error }
  if (answer.kind === 'refused') return ok({ state: 'failed', reason: answer.error.code, ...withGroup(groupId) })
  const outcome = answer.kind === 'done' ? outcomeOf(answer.body, groupId) : undefined
  if (outcome) return ok(outcome)
  if (answer.kind === 'done') {
    log.warn('bluesky: unknown status of a join request', {
      status: stringIn(answer.body, 'status')?.slice(0, 64) ?? '',
    })
  }
  return ok(await reread(link, groupId, options))
}

async function send(link: string, deps: RequestsDeps): Promise<Result<RequestOutcome>> {
  const read = await deps.previews.read(link)
  if (!read.ok) return read
  // Asking again while a request is pending, or as a member, is not documented: what is there already is the answer.
  const already = outcomeIn(read.data)
  if (already) return ok(already)
  const { code, convoId } = read.data.preview
  return ask(link, code, { ...deps, groupId: convoId })
}

async function withdraw({ groupId, link }: JoinTarget, deps: RequestsDeps): Promise<Result<void>> {
  const read = groupId === undefined && link !== undefined ? await deps.previews.read(link) : undefined
  if (read && !read.ok) return read
  const convoId = groupId ?? read?.data.preview.convoId
  if (convoId === undefined) return fail('requests.notWithdrawable', 'never')
  const answer = await deps.client.write(
    (c, o) => c.xrpcSafe(chat.bsky.group.withdrawJoinRequest, { body: { convoId }, ...o }),
    { declared: { InvalidJoinRequest: 'requests.invalidJoinRequest' } },
  )
  if (answer.kind === 'done') return ok(undefined)
  if (answer.kind !== 'unknown') return { ok: false, error: answer.error }
  const now = await standingById(convoId, deps)
  return now.ok && now.data.standing === 'none' ? ok(undefined) : fail('requests.unknownOutcome', 'later')
}

export function createRequests(deps: RequestsDeps): RequestsPort {
  const poll = createPoll(deps)
  return {
    canWithdraw: true,
    check: async ({ groupId, link }) => {
      if (link === undefined) return groupId === undefined ? fail('requests.badLink', 'user') : checkById(groupId, deps)
      const read = await deps.previews.read(link)
      return read.ok ? ok(checkOf(read.data)) : read
    },
    // A Bluesky request takes no message.
    send: async ({ link }) => (link === undefined ? fail('requests.badLink', 'user') : send(link, deps)),
    standing: (target) => standingOf(target, deps),
    withdraw: (target) => withdraw(target, deps),
    poll: poll.look,
    answerInvitation: (groupId, accept) => answerInvitation(groupId, accept, deps),
    decide: async (request, approve) => {
      const decided = await decide(request, approve, deps)
      poll.forget(request.groupId)
      return decided
    },
  }
}
