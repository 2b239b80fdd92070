// One group with its people: from `workgroup.get`, or from the older methods where its scope is missing.
import { fail, ok } from '../../../shared/contract/result'
import type { Result } from '../../../shared/contract/result'
import type { GroupDetails } from '../../../shared/contract/groups'
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { field, personName, readGroup, readRoles } from './group-shapes'
import type { Roles } from './group-shapes'
import type { Command } from './batch'
import type { CallResult } from './client'
import { asCount, asId, asList, asObject, asObjects, asText, offsetOf } from './json'
import { failed, fallsBack, isNumericId } from './portal'
import type { Portal } from './portal'

type Details = Omit<GroupDetails, 'accountId'>
type Member = Details['members'][number]

const SELECT = ['USER_DATA', 'ACTIONS', 'PRIVACY_TYPE', 'OWNER_DATA', 'SUBJECT_DATA', 'TAGS', 'LIST_OF_MEMBERS']
const SHOWN_MEMBERS = 200
const USER_PAGE = 50

/**
 * The commands that read one group: the richer one where its scope allows, else `sonet_group.get`. The parameter must
 * be nested.
 * @see https://apidocs.bitrix24.com/api-reference/sonet-group/socialnetwork-api-workgroup-get.html
 */
export function groupCommand(portal: Portal, groupId: string): Command {
  if (!portal.scopes.has('socialnetwork')) return { method: 'sonet_group.get', params: { FILTER: { ID: groupId } } }
  const params = { groupId, select: SELECT, mode: 'mobile' }
  return { method: 'socialnetwork.api.workgroup.get', params: { params } }
}

/** The row in the answer of `groupCommand`; `groups.notFound` where there is none. */
export function groupRow(answer: CallResult, groupId: string): Result<JsonObject> {
  if (!answer.ok) return failed(answer)
  const rows: JsonObject[] = Array.isArray(answer.data) ? asObjects(answer.data) : [asObject(answer.data)]
  const row = rows.find((one) => asId(field(one, 'ID')) === groupId)
  return row === undefined ? fail('groups.notFound') : ok(row)
}

/** Reads one group, its members with their roles and names (the first 200). Errors: `groups.notFound`. */
export async function readGroupDetails(portal: Portal, groupId: string): Promise<Result<Details>> {
  if (!isNumericId(groupId)) return fail('groups.notFound')
  const answer = await portal.client.batch<string>({
    group: groupCommand(portal, groupId),
    time: { method: 'server.time' },
    ...(portal.scopes.has('sonet_group')
      ? {
          roles: { method: 'sonet_group.user.groups' },
          members: { method: 'sonet_group.user.get', params: { ID: groupId } },
        }
      : {}),
  })
  if (!answer.ok) return failed(answer)
  const { group, roles, members, time } = answer.data
  if (fallsBack(portal, group)) return readGroupDetails(portal, groupId)
  const row = group === undefined ? fail('groups.notFound') : groupRow(group, groupId)
  if (!row.ok) return row
  const known: Roles = roles?.ok === true ? readRoles(roles.data) : new Map()
  const read = readGroup(row.data, known, time?.ok === true ? offsetOf(time.data) : 0)
  if (read === undefined) return fail('groups.notFound')
  const people = await named(portal, row.data, membersOf(row.data, members))
  const moderators = people.filter(({ role }) => role === 'moderator').length
  return ok({
    ...read,
    members: people,
    moderatorCount: asCount(field(row.data, 'NUMBER_OF_MODERATORS')) || moderators,
  })
}

interface Unnamed {
  readonly userId: string
  readonly role: Member['role']
}

const ORDER: readonly Member['role'][] = ['owner', 'moderator', 'member']
const ROLES: Readonly<Record<string, Member['role']>> = { A: 'owner', E: 'moderator', K: 'member' }

function membersOf(row: JsonObject, listed: CallResult | undefined): Unnamed[] {
  const rows = listed?.ok === true ? asObjects(listed.data) : []
  const owner = asId(field(row, 'OWNER_ID'))
  const ids = (name: string): string[] => asList(field(row, name)).flatMap((id: JsonValue) => asId(id) ?? [])
  const all: Unnamed[] = [
    ...(owner === undefined ? [] : [{ userId: owner, role: 'owner' as const }]),
    ...rows.flatMap((one) => {
      const [userId, role] = [asId(one['USER_ID']), ROLES[asText(one['ROLE']) ?? '']]
      return userId === undefined || role === undefined ? [] : [{ userId, role }]
    }),
    ...ids('MODERATOR_MEMBERS').map((userId) => ({ userId, role: 'moderator' as const })),
    ...[...ids('ORDINARY_MEMBERS'), ...ids('MEMBERS')].map((userId) => ({ userId, role: 'member' as const })),
  ]
  const unique = new Map<string, Unnamed>()
  for (const one of all) if (!unique.has(one.userId)) unique.set(one.userId, one)
  return [...unique.values()].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role)).slice(0, SHOWN_MEMBERS)
}

async function named(portal: Portal, row: JsonObject, people: readonly Unnamed[]): Promise<Member[]> {
  const names = new Map<string, string>()
  const learn = (person: JsonObject): void => {
    const [id, name] = [asId(field(person, 'ID')), personName(person)]
    if (id !== undefined && name !== undefined) names.set(id, name)
  }
  for (const person of [asObject(field(row, 'OWNER_DATA')), ...asObjects(field(row, 'LIST_OF_MEMBERS'))]) learn(person)
  const missing = people.filter(({ userId }) => !names.has(userId)).map(({ userId }) => userId)
  if (missing.length > 0 && portal.scopes.has('user_brief')) {
    for (const person of await usersById(portal, missing)) learn(person)
  }
  return people.map(({ userId, role }) => ({ userId, role, name: names.get(userId) ?? `#${userId}` }))
}

/** People by id, fifty per command; without those the portal hides (bots, system users) and on any failure. */
async function usersById(portal: Portal, ids: readonly string[]): Promise<JsonObject[]> {
  const pages = Array.from({ length: Math.ceil(ids.length / USER_PAGE) }, (_, at) =>
    ids.slice(at * USER_PAGE, (at + 1) * USER_PAGE),
  )
  const command = (page: readonly string[]): Command => ({ method: 'user.get', params: { FILTER: { ID: [...page] } } })
  const answer = await portal.client.batch<string>(
    Object.fromEntries(pages.map((page, at) => [`u${at}`, command(page)])),
  )
  if (!answer.ok) return []
  return Object.values(answer.data).flatMap((one) => (one.ok ? asObjects(one.data) : []))
}
