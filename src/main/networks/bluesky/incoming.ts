// The owner's side of join requests: who waits in a group of mine, and deciding on one of them.
// https://docs.bsky.app/docs/api/chat-bsky-group-list-join-requests, …-approve-join-request, …-reject-join-request
import { isDidString, type DidString } from '@atproto/lex'
import { chat } from '@bsky/sdk/lexicons'
import { ok, type Result } from '../../../shared/contract/result'
import type { Logger, PortIncomingRequest, RequestsPort, Timers } from '../ports'
import type { Chat, ReadOptions, WriteOutcome } from './chat'
import { REREAD_MS } from './config'
import type { Convos } from './convos'
import { faceOf, nameOf } from './group-views'
import { eachPage } from './pages'
import { JoinRequest, readView } from './views'

export interface IncomingDeps {
  readonly client: Chat
  readonly convos: Convos
  readonly log: Logger
  readonly timers: Timers
}

type Decided = Awaited<ReturnType<NonNullable<RequestsPort['decide']>>>

const OWNER_ERRORS = { InvalidConvo: 'groups.notFound', InsufficientRole: 'groups.notOwner' } as const
const DECISION_ERRORS = { ...OWNER_ERRORS, MemberLimitReached: 'requests.full' } as const
/** Members among whom the one let in is looked for; groups hold 50 to 100. */
const SEARCHED_MEMBERS = 1_000

const unknown: Decided = ok({ outcome: 'unknown', reason: 'requests.unknownOutcome' })

function readRequest(groupId: string, view: unknown, log: Logger): PortIncomingRequest | undefined {
  const request = readView(JoinRequest, view, log)
  if (!request) return undefined
  const { requestedBy, requestedAt } = request
  const { handle, avatarUrl } = faceOf(requestedBy)
  return {
    // One person waits in one group once.
    requestId: `${groupId} ${requestedBy.did}`,
    groupId,
    userId: requestedBy.did,
    userName: nameOf(requestedBy),
    ...(handle === undefined ? {} : { userHandle: handle }),
    ...(avatarUrl === undefined ? {} : { avatarUrl }),
    ...(requestedAt === undefined ? {} : { askedAt: requestedAt }),
  }
}

/** Everybody who waits in a group of mine. Errors: `groups.notFound`, `groups.notOwner`. */
export async function readIncoming(
  groupId: string,
  { client, log }: Pick<IncomingDeps, 'client' | 'log'>,
  options: ReadOptions = {},
): Promise<Result<PortIncomingRequest[]>> {
  const found = new Map<string, PortIncomingRequest>()
  const read = await eachPage(
    {
      client,
      key: 'requests',
      call: (page) => (c, o) =>
        c.xrpcSafe(chat.bsky.group.listJoinRequests, { params: { convoId: groupId, ...page }, ...o }),
      options: { ...options, declared: OWNER_ERRORS },
    },
    (items) => {
      for (const item of items) {
        const request = readRequest(groupId, item, log)
        // A list that moves while it is read shows some people twice.
        if (request) found.set(request.requestId, request)
      }
    },
  )
  return read.ok ? ok([...found.values()]) : read
}

/** The person is in, or not, and waits no more: done by this decision, or by somebody else's. */
async function readBack(
  { groupId, userId }: PortIncomingRequest,
  approve: boolean,
  deps: IncomingDeps,
): Promise<Decided> {
  for (const ms of REREAD_MS) {
    if (ms > 0) await deps.timers.sleep(ms).catch(() => undefined)
    const waiting = await readIncoming(groupId, deps)
    if (!waiting.ok || waiting.data.some((request) => request.userId === userId)) continue
    const members = await deps.convos.members(groupId, SEARCHED_MEMBERS)
    if (!members.ok) continue
    const isIn = members.data.some((member) => member.userId === userId)
    return ok({ outcome: isIn === approve ? 'done' : 'gone' })
  }
  return unknown
}

async function write(
  given: { convoId: string; did: DidString },
  approve: boolean,
  client: Chat,
): Promise<WriteOutcome> {
  const body = { convoId: given.convoId, member: given.did }
  return approve
    ? client.write((c, o) => c.xrpcSafe(chat.bsky.group.approveJoinRequest, { body, ...o }), {
        declared: DECISION_ERRORS,
      })
    : client.write((c, o) => c.xrpcSafe(chat.bsky.group.rejectJoinRequest, { body, ...o }), { declared: OWNER_ERRORS })
}

const failed = (reason: NonNullable<(Decided & { ok: true })['data']['reason']>): Decided =>
  ok({ outcome: 'failed', reason })

/**
 * Approves or declines one request. It is looked first whether the person still waits: what approving somebody who
 * does not wait would do is undocumented. Fails only when nothing was decided for a passing reason.
 */
export async function decide(request: PortIncomingRequest, approve: boolean, deps: IncomingDeps): Promise<Decided> {
  const { groupId, userId = '' } = request
  const waiting = await readIncoming(groupId, deps)
  if (!waiting.ok) {
    const { code } = waiting.error
    return code === 'groups.notFound' || code === 'groups.notOwner' ? failed(code) : waiting
  }
  if (!isDidString(userId) || !waiting.data.some((one) => one.userId === userId)) return ok({ outcome: 'gone' })
  const answer = await write({ convoId: groupId, did: userId }, approve, deps.client)
  switch (answer.kind) {
    case 'done':
      return ok({ outcome: 'done' })
    case 'unknown':
      return readBack(request, approve, deps)
    case 'neverSent':
      return { ok: false, error: answer.error }
    case 'refused':
      return answer.error.retry === 'never' ? failed(answer.error.code) : { ok: false, error: answer.error }
  }
}
