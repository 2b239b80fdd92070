// A requests port over a pretended service: it keeps my relation per target and counts what was asked of it.
import { fail, ok, type Result } from '../../shared/contract/result'
import type { ErrorCode } from '../../shared/contract/errors'
import type { Relation } from '../../shared/domain/states'
import type { JoinTarget, RequestOutcome, RequestStanding, RequestsPort } from '../networks/ports'

/** What happens to one request. */
export type RequestFate = 'done' | 'lostAfter' | 'lostBefore' | 'neverLeft' | 'throws' | { readonly refused: ErrorCode }

export interface FakeRequests {
  readonly port: RequestsPort
  /** My relation at the service, by group id; `none` when absent. */
  readonly relations: Map<string, Relation>
  /** Groups that are entered at once. */
  readonly open: Set<string>
  /** Links and the groups they lead to. */
  readonly links: Map<string, string>
  readonly fates: RequestFate[]
  readonly asked: { target: JoinTarget; message: string | undefined }[]
  /** Requests that arrived at the service. */
  arrived: number
  checkFails?: ErrorCode | undefined
  standingFails?: ErrorCode | undefined
  withdrawFails?: ErrorCode | undefined
  /** The service tells nothing about requests. */
  blind: boolean
}

export function createFakeRequests(canWithdraw = true): FakeRequests {
  const fake: FakeRequests = {
    port: {
      canWithdraw,
      check: (target) => check(fake, target),
      send: (target, message) => send(fake, target, message),
      standing: (target) => standing(fake, target),
      withdraw: (target) => withdraw(fake, target),
    },
    relations: new Map(),
    open: new Set(),
    links: new Map(),
    fates: [],
    asked: [],
    arrived: 0,
    blind: false,
  }
  return fake
}

function groupOf(fake: FakeRequests, { groupId, link }: JoinTarget): string {
  return groupId ?? fake.links.get((link ?? '').trim()) ?? 'nowhere'
}

async function check(fake: FakeRequests, target: JoinTarget): ReturnType<RequestsPort['check']> {
  await Promise.resolve()
  if (fake.checkFails !== undefined) return fail(fake.checkFails, 'later')
  const groupId = groupOf(fake, target)
  const relation = fake.relations.get(groupId) ?? 'none'
  const facts = { relation, joinRule: 'approval' as const, groupId, groupName: `Group ${groupId}`, takesMessage: true }
  const code = target.link === undefined ? {} : { linkCode: `code-${groupId}` }
  return ok({ ...facts, ...code, canRequest: relation === 'none' })
}

async function send(
  fake: FakeRequests,
  target: JoinTarget,
  message: string | undefined,
): Promise<Result<RequestOutcome>> {
  fake.asked.push({ target, message })
  const fate = fake.fates.shift() ?? 'done'
  await Promise.resolve()
  if (typeof fate === 'object') return ok({ state: 'failed', reason: fate.refused })
  if (fate === 'neverLeft') return fail('net.refused', 'later')
  if (fate === 'throws') throw new Error('a bug in the port')
  if (fate === 'lostBefore') return ok({ state: 'unknown' })
  const groupId = groupOf(fake, target)
  fake.arrived += 1
  const joined = fake.open.has(groupId)
  fake.relations.set(groupId, joined ? 'member' : 'requested')
  return fate === 'lostAfter' ? ok({ state: 'unknown' }) : ok({ state: joined ? 'joined' : 'pending', groupId })
}

export const STANDINGS: { readonly [R in Relation]: RequestStanding['standing'] } = {
  none: 'none',
  requested: 'pending',
  invited: 'invited',
  member: 'joined',
  moderator: 'joined',
  owner: 'joined',
  banned: 'none',
}

async function standing(fake: FakeRequests, target: JoinTarget): Promise<Result<RequestStanding>> {
  await Promise.resolve()
  if (fake.standingFails !== undefined) return fail(fake.standingFails, 'later')
  if (fake.blind) return ok({ standing: 'notKnown' })
  const groupId = groupOf(fake, target)
  return ok({ standing: STANDINGS[fake.relations.get(groupId) ?? 'none'], groupId })
}

async function withdraw(fake: FakeRequests, target: JoinTarget): Promise<Result<void>> {
  await Promise.resolve()
  if (fake.withdrawFails !== undefined) return fail(fake.withdrawFails)
  fake.relations.delete(groupOf(fake, target))
  return ok(undefined)
}
