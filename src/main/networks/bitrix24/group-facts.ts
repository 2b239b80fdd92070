// What one reading of groups works with: the portal's clock and my roles, learnt from its first answer, and how rows
// become groups by them.
import type { JsonObject } from '../../../shared/contract/common'
import type { Result } from '../../../shared/contract/result'
import type { Relation } from '../../../shared/domain/states'
import type { GroupsPage, GroupsReading, PortGroup } from '../ports'
import type { Commands } from './batch'
import type { CallResult } from './client'
import { rolesCommand, timeCommand } from './group-list'
import type { OwnerNames } from './group-owners'
import { readGroup, readRoles } from './group-shapes'
import type { Roles } from './group-shapes'
import { asText, offsetOf } from './json'
import { failed } from './portal'
import type { Portal } from './portal'

export interface Facts {
  /** The portal's clock, ISO with its offset. */
  readonly now: string
  /** `undefined` without the scope for them. */
  readonly roles: Roles | undefined
}

export interface Reader {
  readonly portal: Portal
  readonly reading: GroupsReading
  readonly owners: OwnerNames
}

/** Whether lists show my requests and invitations. */
export function seesPending({ portal }: Reader): boolean {
  return portal.scopes.has('socialnetwork')
}

/** The commands of a reading's first request whose answers `factsOf` reads. */
export function factCommands(portal: Portal): Commands {
  return { time: timeCommand, ...(portal.scopes.has('sonet_group') ? { roles: rolesCommand } : {}) }
}

/**
 * Fails where a command did: without the portal's clock no later change would be found, without my roles every membership
 * would be lost. Roles that are out of the webhook's scope are merely unknown.
 */
export function factsOf(answers: Readonly<Record<string, CallResult>>): Result<Facts> {
  const { time } = answers
  const roles = outOfScope(answers['roles']) ? undefined : answers['roles']
  if (time?.ok === false) return failed(time)
  if (roles?.ok === false) return failed(roles)
  const now = time === undefined ? undefined : asText(time.data)
  if (now === undefined || Number.isNaN(Date.parse(now)))
    return { ok: false, error: { code: 'net.badAnswer', params: {}, retry: 'later' } }
  return { ok: true, data: { now, roles: roles === undefined ? undefined : readRoles(roles.data) } }
}

function outOfScope(answer: CallResult | undefined): boolean {
  return answer?.ok === false && answer.error.code === 'bitrix24.insufficientScope'
}

/** The groups of rows. Where a pending request cannot be seen, one that is known of stays. */
export function groupsOf(reader: Reader, rows: readonly JsonObject[], facts: Facts): PortGroup[] {
  const { portal, reading, owners } = reader
  const related: ReadonlyMap<string, Relation> = seesPending(reader) ? new Map() : reading.held.related()
  const how = { roles: facts.roles ?? new Map(), offset: offsetOf(facts.now), picture: portal.picture }
  return rows.flatMap((row) => {
    const group = readGroup(row, how)
    if (group === undefined) return []
    const ownerName = group.ownerName ?? owners.nameOf(row)
    const known = related.get(group.groupId)
    const pending = group.relation === 'none' && (known === 'requested' || known === 'invited') ? known : undefined
    return [{ ...group, ...(ownerName && { ownerName }), ...(pending && { relation: pending }) }]
  })
}

/** Keeps rows, with their owners' names, which cost a request where they are new. */
export async function keepRows(
  reader: Reader,
  { rows, facts, ...page }: { rows: readonly JsonObject[]; facts: Facts } & Omit<GroupsPage, 'groups'>,
): Promise<Result<void>> {
  await nameOwners(reader, rows)
  return reader.reading.keep({ ...page, groups: groupsOf(reader, rows, facts) })
}

/** A name that cannot be had is no reason to go without the group. */
async function nameOwners({ portal, owners, reading: { signal } }: Reader, rows: readonly JsonObject[]): Promise<void> {
  const unknown = portal.scopes.has('user_brief') ? owners.unknown(rows) : []
  if (unknown.length === 0) return
  const commands = owners.commands(unknown, Infinity)
  const answer = await portal.client.batch<string>(commands, { lane: 'background', ...(signal && { signal }) })
  if (answer.ok) owners.learn(unknown, answer.data)
}
