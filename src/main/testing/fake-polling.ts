// A requests port that also looks at everything at once, decides others' requests and answers invitations; over the same
// pretended service.
import type { ErrorCode } from '../../shared/contract/errors'
import { fail, ok } from '../../shared/contract/result'
import type { Relation } from '../../shared/domain/states'
import type { PollAsk, PortIncomingRequest, RequestStanding, RequestsPort } from '../networks/ports'
import { STANDINGS, createFakeRequests, type FakeRequests } from './fake-requests'

/** What happens to one decision. */
export type DecisionFate =
  'done' | 'lostAfter' | 'lostBefore' | 'neverLeft' | 'throws' | { readonly refused: ErrorCode }

export interface FakePolling extends FakeRequests {
  /** Everybody who asks to enter a group of mine, by request id. */
  readonly waiting: Map<string, PortIncomingRequest>
  /** Decisions that reached the service. */
  readonly decided: { readonly requestId: string; readonly approve: boolean }[]
  /** Decisions that were sent, arrived or not. */
  decisions: number
  /** Decisions under way now. */
  deciding: number
  readonly decisionFates: DecisionFate[]
  /** What each look asked for. */
  readonly polled: PollAsk[]
  pollFails?: ErrorCode | undefined
  /** The look answers only once this is over. */
  pollWaits?: Promise<void> | undefined
  /** A look tells nothing of others' requests. */
  nothingNew: boolean
  /** The groups a look tells everything of; absent: all. */
  covers?: readonly string[] | undefined
  /** Invitations that wait, by group id; absent: not told. */
  invitations?: ReadonlyMap<string, { readonly name?: string }> | undefined
  /** Requests the service says it declined, by group id. */
  readonly declined: Set<string>
  /** What answering an invitation ends with, instead of what was asked. */
  invitationFails?: ErrorCode | undefined
}

/** Asks in group 7, unless said otherwise. */
export function asking(requestId: string, fields: Partial<PortIncomingRequest> = {}): PortIncomingRequest {
  return { requestId, groupId: '7', groupName: 'Mine', userName: `Person ${requestId}`, ...fields }
}

export function createFakePolling(): FakePolling {
  const base = createFakeRequests()
  const fake: FakePolling = Object.assign(base, {
    waiting: new Map<string, PortIncomingRequest>(),
    decided: [],
    decisions: 0,
    deciding: 0,
    decisionFates: [],
    polled: [],
    nothingNew: false,
    declined: new Set<string>(),
  })
  const port: Partial<RequestsPort> = {
    poll: (ask) => poll(fake, ask),
    decide: (request, approve) => decide(fake, request, approve),
    answerInvitation: (groupId, accept) => answerInvitation(fake, groupId, accept),
  }
  Object.assign(fake.port, port)
  return fake
}

async function poll(fake: FakePolling, ask: PollAsk): ReturnType<NonNullable<RequestsPort['poll']>> {
  fake.polled.push(ask)
  // What is told is how it was when the service looked.
  const standings = new Map(ask.requests.map(({ id, target }) => [id, standingOf(fake, target.groupId ?? 'nowhere')]))
  const incoming = [...fake.waiting.values()].filter(({ groupId }) => ask.ownGroups.includes(groupId))
  const relations = new Map([...fake.relations].filter(([, relation]) => relation !== 'none' && relation !== 'banned'))
  const { invitations } = fake
  await fake.pollWaits
  await Promise.resolve()
  if (fake.pollFails !== undefined) return fail(fake.pollFails, 'later')
  const quiet = fake.nothingNew && ask.cursor !== undefined
  const covers = fake.covers === undefined ? {} : { incomingCovers: fake.covers }
  return ok({
    standings,
    relations,
    cursor: fake.polled.length,
    ...(invitations && { invitations }),
    ...(quiet ? {} : { incoming, ...covers }),
  })
}

function standingOf(fake: FakePolling, groupId: string): RequestStanding {
  if (fake.declined.has(groupId)) return { standing: 'declined', groupId }
  return { standing: STANDINGS[fake.relations.get(groupId) ?? 'none'], groupId }
}

async function decide(
  fake: FakePolling,
  { requestId }: PortIncomingRequest,
  approve: boolean,
): ReturnType<NonNullable<RequestsPort['decide']>> {
  const fate = fake.decisionFates.shift() ?? 'done'
  if (fate === 'neverLeft') return fail('net.refused', 'later')
  fake.decisions += 1
  fake.deciding += 1
  await Promise.resolve()
  fake.deciding -= 1
  if (fate === 'throws') throw new Error('a bug in the port')
  if (typeof fate === 'object') return ok({ outcome: 'failed', reason: fate.refused })
  if (fate === 'lostBefore') return ok({ outcome: 'unknown' })
  if (!fake.waiting.has(requestId)) return ok({ outcome: 'gone' })
  fake.waiting.delete(requestId)
  fake.decided.push({ requestId, approve })
  return ok({ outcome: fate === 'lostAfter' ? 'unknown' : 'done' })
}

async function answerInvitation(
  fake: FakePolling,
  groupId: string,
  accept: boolean,
): ReturnType<NonNullable<RequestsPort['answerInvitation']>> {
  await Promise.resolve()
  if (fake.invitationFails !== undefined) return fail(fake.invitationFails, 'user')
  if (fake.relations.get(groupId) !== 'invited') return fail('requests.notInvited', 'user')
  const relation: Relation = accept ? 'member' : 'none'
  fake.relations.set(groupId, relation)
  return ok(relation)
}
