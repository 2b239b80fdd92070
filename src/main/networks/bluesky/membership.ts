// Entering by invitation, and leaving: writes that go out once, and are looked up when their answer is lost.
// https://docs.bsky.app/docs/api/chat-bsky-convo-accept-convo, …-leave-convo
import { chat } from '@bsky/sdk/lexicons'
import { fail, ok, type Result } from '../../../shared/contract/result'
import type { Relation } from '../../../shared/domain/states'
import type { Timers } from '../ports'
import type { Chat, WriteOutcome } from './chat'
import { REREAD_MS } from './config'
import type { Convos } from './convos'
import type { ConvoView } from './views'

export interface MembershipDeps {
  readonly client: Chat
  readonly convos: Convos
  readonly timers: Timers
}

const LEAVE_ERRORS = { InvalidConvo: 'groups.notFound', OwnerCannotLeave: 'groups.ownerCannotLeave' } as const
const ACCEPT_ERRORS = { InvalidConvo: 'requests.notInvited' } as const

/** Whether the conversation is as wanted by now; `undefined` is one that is not there for me. */
async function becomes(
  convoId: string,
  wanted: (convo: ConvoView | undefined) => boolean,
  { convos, timers }: MembershipDeps,
): Promise<boolean> {
  for (const ms of REREAD_MS) {
    if (ms > 0) await timers.sleep(ms).catch(() => undefined)
    const convo = await convos.one(convoId)
    if (convo.ok ? wanted(convo.data) : convo.error.code === 'groups.notFound' && wanted(undefined)) return true
  }
  return false
}

async function left(convoId: string, deps: MembershipDeps): Promise<WriteOutcome> {
  const answer = await deps.client.write(
    (c, o) => c.xrpcSafe(chat.bsky.convo.leaveConvo, { body: { convoId }, ...o }),
    { declared: LEAVE_ERRORS },
  )
  // Left already, here or elsewhere: what was wanted is so.
  return answer.kind === 'refused' && answer.name === 'AlreadyLeftConvo' ? { kind: 'done', body: undefined } : answer
}

/** Leaves a group. Errors: `groups.ownerCannotLeave` (an owner locks it first), `groups.notFound`, `groups.unknownOutcome`. */
export async function leaveGroup(convoId: string, deps: MembershipDeps): Promise<Result<void>> {
  const answer = await left(convoId, deps)
  if (answer.kind === 'done') return ok(undefined)
  if (answer.kind !== 'unknown') return { ok: false, error: answer.error }
  const gone = await becomes(convoId, (convo) => convo === undefined, deps)
  return gone ? ok(undefined) : fail('groups.unknownOutcome', 'later')
}

async function accept(convoId: string, deps: MembershipDeps): Promise<Result<Relation>> {
  const answer = await deps.client.write(
    (c, o) => c.xrpcSafe(chat.bsky.convo.acceptConvo, { body: { convoId }, ...o }),
    { declared: ACCEPT_ERRORS },
  )
  if (answer.kind === 'done') return ok('member')
  if (answer.kind !== 'unknown') return { ok: false, error: answer.error }
  const inside = await becomes(convoId, (convo) => convo?.status === 'accepted', deps)
  return inside ? ok('member') : fail('requests.unknownOutcome', 'later')
}

async function decline(convoId: string, deps: MembershipDeps): Promise<Result<Relation>> {
  const answer = await left(convoId, deps)
  if (answer.kind === 'done') return ok('none')
  if (answer.kind !== 'unknown') {
    // Taken back between the look and the answer.
    return answer.error.code === 'groups.notFound'
      ? fail('requests.notInvited', 'never')
      : { ok: false, error: answer.error }
  }
  const gone = await becomes(convoId, (convo) => convo === undefined, deps)
  return gone ? ok('none') : fail('requests.unknownOutcome', 'later')
}

/**
 * Accepts or declines an invitation. Declining is leaving, so it is looked first: a membership must not be lost by it.
 * Errors: `requests.notInvited`, `requests.unknownOutcome`.
 */
export async function answerInvitation(
  convoId: string,
  accepted: boolean,
  deps: MembershipDeps,
): Promise<Result<Relation>> {
  const convo = await deps.convos.one(convoId)
  if (!convo.ok) return convo.error.code === 'groups.notFound' ? fail('requests.notInvited', 'never') : convo
  if (convo.data.status !== 'request') return accepted ? ok('member') : fail('requests.notInvited', 'never')
  return accepted ? accept(convoId, deps) : decline(convoId, deps)
}
