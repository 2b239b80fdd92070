// Taking back what I am to a group: my request, or my membership. The documentation has no method for either; where the
// portal has one nobody documented, its effect is read afterwards.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { JsonObject } from '../../../shared/contract/common'
import type { JoinTarget } from '../ports'
import type { CallResult } from './client'
import { field } from './group-shapes'
import { asFlag, asObject } from './json'
import { isIn, readMembership } from './membership'
import type { Membership } from './membership'
import { failed, settled } from './portal'
import type { Portal } from './portal'
import { forget, undocumented } from './undocumented'
import type { Undocumented } from './undocumented'

/**
 * Withdraws my request, by `usertogroup.cancelIncomingRequest` (undocumented). Errors: `requests.notWithdrawable` where
 * the portal has no such method, `requests.invalidJoinRequest` where no request of mine waits, `requests.unknownOutcome`.
 */
export async function withdraw(portal: Portal, target: JoinTarget): Promise<Result<void>> {
  const before = await readMembership(portal, target)
  if (!before.ok) return before
  const { groupId, relation, complete } = before.data
  const method = undocumented(portal, 'withdraw')
  if (method === undefined) return fail('requests.notWithdrawable', 'user')
  if (relation !== 'requested' && (relation !== 'none' || complete)) return fail('requests.invalidJoinRequest')
  const asked = await portal.client.call(method, { userId: portal.userId, groupId: Number(groupId) })
  const gone = goneFrom(portal, 'withdraw', asked)
  if (gone !== undefined) return gone === 'missing' ? fail('requests.notWithdrawable', 'user') : gone
  const after = await settled(portal, again(portal, groupId), (now) => now.relation !== 'requested')
  if (!after.ok || after.data.relation === 'requested') return fail('requests.unknownOutcome', 'user')
  return isIn(after.data) ? fail('requests.invalidJoinRequest') : ok(undefined)
}

/**
 * Leaves a group, by `usertogroup.leave` or `workgroup.leave` (both undocumented). Done already where I am not in it.
 * Errors: `groups.cannotLeave` where there is no such method or the group does not let me go, `groups.ownerCannotLeave`,
 * `groups.notFound`, `groups.unknownOutcome`.
 */
export async function leave(portal: Portal, groupId: string): Promise<Result<void>> {
  const before = await readMembership(portal, { groupId })
  if (!before.ok) return before
  if (before.data.relation === 'owner') return fail('groups.ownerCannotLeave', 'user')
  if (!isIn(before.data)) return before.data.row === undefined ? fail('groups.notFound') : ok(undefined)
  const way = wayOut(portal)
  if (way === undefined || !letsGo(before.data.row)) return fail('groups.cannotLeave', 'user')
  const asked = await portal.client.call(way.method, way.params(Number(groupId)))
  const gone = goneFrom(portal, way.name, asked)
  if (gone !== undefined) return gone === 'missing' ? fail('groups.cannotLeave', 'user') : gone
  const after = await settled(portal, again(portal, groupId), (now) => !isIn(now))
  if (after.ok && !isIn(after.data)) return ok(undefined)
  // It said yes and nothing changed: some memberships come from the company structure.
  return asked.ok && after.ok ? fail('groups.cannotLeave', 'user') : fail('groups.unknownOutcome', 'user')
}

const again = (portal: Portal, groupId: string) => (): Promise<Result<Membership>> =>
  readMembership(portal, { groupId })

/** Whether leaving can be tried, as far as is known now. */
export function canLeave(portal: Portal, row: JsonObject): boolean {
  return wayOut(portal) !== undefined && letsGo(row)
}

function wayOut(portal: Portal):
  | {
      readonly name: Undocumented
      readonly method: NonNullable<ReturnType<typeof undocumented<'leave' | 'leaveOlder'>>>
      readonly params: (groupId: number) => JsonObject
    }
  | undefined {
  const newer = undocumented(portal, 'leave')
  if (newer !== undefined) return { name: 'leave', method: newer, params: (groupId) => ({ params: { groupId } }) }
  const older = undocumented(portal, 'leaveOlder')
  return older && { name: 'leaveOlder', method: older, params: (groupId) => ({ groupId }) }
}

/** `ACTIONS` may say that this membership cannot be given up; absent, it does not. */
function letsGo(row: JsonObject | undefined): boolean {
  const told = field(asObject(field(row ?? {}, 'ACTIONS')), 'LEAVE')
  return told === undefined || told === null || asFlag(told)
}

/** What ends it before its effect is looked for: a refusal, a method that is gone. `undefined`: it may have been done. */
function goneFrom(
  portal: Portal,
  name: Undocumented,
  asked: CallResult,
): Extract<Result<never>, { ok: false }> | 'missing' | undefined {
  if (asked.ok || asked.outcome === 'unknown') return undefined
  if (asked.error.code !== 'bitrix24.methodNotFound') return failed(asked)
  forget(portal, name)
  return 'missing'
}
