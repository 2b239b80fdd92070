// A group as each of the portal's methods writes it, read into one shape. Pure.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { GroupKind, JoinRule, Relation } from '../../../shared/domain/states'
import type { PortGroup } from '../ports'
import { asCount, asFlag, asId, asIso, asList, asObject, asObjects, asText, clip } from './json'
import type { PictureAddress } from './picture-address'

/** Group id → my role there, from `sonet_group.user.groups`. */
export type Roles = ReadonlyMap<string, Relation>

/**
 * One field under its names in the different methods: `NUMBER_OF_MEMBERS` in `sonet_group.get` and `workgroup.get`,
 * `numberOfMembers` in `workgroup.list`.
 */
export function field(row: JsonObject, name: string): JsonValue | undefined {
  return row[name] ?? row[camelOf(name)]
}

/** By name: a reading asks for the same two dozen names in each of thousands of rows. */
const CAMEL_NAMES = new Map<string, string>()

function camelOf(name: string): string {
  const known = CAMEL_NAMES.get(name)
  if (known !== undefined) return known
  const camel = name.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  CAMEL_NAMES.set(name, camel)
  return camel
}

/** ROLE and INITIATED_BY_TYPE as a relation. `T` (banned) is undocumented. */
export function relationOf(role: JsonValue | undefined, initiatedBy?: JsonValue): Relation {
  switch (asText(role)?.toUpperCase()) {
    case 'A':
      return 'owner'
    case 'E':
      return 'moderator'
    case 'K':
      return 'member'
    case 'Z':
      return asText(initiatedBy)?.toUpperCase() === 'G' ? 'invited' : 'requested'
    case 'T':
      return 'banned'
    default:
      return 'none'
  }
}

/** My groups: what I am there, and their names. */
export interface RoleRows {
  readonly roles: Roles
  readonly names: ReadonlyMap<string, string>
}

/** The answer of `sonet_group.user.groups`. */
export function readRoleRows(answer: JsonValue): RoleRows {
  const rows = asObjects(answer).flatMap((row) => {
    const id = asId(row['GROUP_ID'])
    return id === undefined ? [] : [{ id, relation: relationOf(row['ROLE']), name: asText(row['GROUP_NAME']) }]
  })
  return {
    roles: new Map(rows.map(({ id, relation }) => [id, relation])),
    names: new Map(rows.flatMap(({ id, name }) => (name === undefined ? [] : [[id, clip(name, 2000)]]))),
  }
}

/** My roles by group. */
export function readRoles(answer: JsonValue): Roles {
  return readRoleRows(answer).roles
}

/** My relation as a row of `workgroup.list` or `workgroup.get` tells it; `undefined` where it does not. */
export function ownRelation(row: JsonObject): Relation | undefined {
  const facts = [field(row, 'USER_DATA'), field(row, 'ADDITIONAL_DATA')].map((value) => asObject(value))
  const told = facts.find((fact) => field(fact, 'ROLE') !== undefined)
  return told && relationOf(field(told, 'ROLE'), field(told, 'INITIATED_BY_TYPE'))
}

/** VISIBLE and OPENED as a join rule: Y/Y open, Y/N closed, N secret (by invitation). */
export function joinRuleOf(row: JsonObject): JoinRule {
  const [opened, visible] = [field(row, 'OPENED'), field(row, 'VISIBLE')]
  if (asFlag(opened)) return 'open'
  if (opened === undefined && visible === undefined) return 'unknown'
  return visible === undefined || asFlag(visible) ? 'approval' : 'invite'
}

function kindOf(row: JsonObject): GroupKind {
  const type = asText(field(row, 'TYPE'))?.toLowerCase()
  if (type === 'group' || type === 'project' || type === 'scrum' || type === 'collab') return type
  return asFlag(field(row, 'PROJECT')) ? 'project' : 'group'
}

/** What a row alone does not tell. */
interface GroupReading {
  readonly roles: Roles
  /** The portal's, in minutes east of UTC: the newer methods tell times without one. */
  readonly offset: number
  readonly picture: PictureAddress
}

/** A row of any of the three methods; `undefined` for one without an id. */
export function readGroup(row: JsonObject, { roles, offset, picture }: GroupReading): PortGroup | undefined {
  const groupId = asId(field(row, 'ID'))
  if (groupId === undefined) return undefined
  const description = asText(field(row, 'DESCRIPTION'))
  const optional = {
    description: description && clip(description, 20_000),
    topic: asText(field(row, 'SUBJECT_NAME')) ?? asText(field(asObject(field(row, 'SUBJECT_DATA')), 'NAME')),
    keywords: keywordsOf(row),
    ownerName: ownerNameOf(row),
    avatarUrl: pictureOf(row, picture),
    activeAt: asIso(field(row, 'DATE_ACTIVITY'), offset),
    createdAt: asIso(field(row, 'DATE_CREATE'), offset),
  }
  return {
    groupId,
    name: clip(asText(field(row, 'NAME')) ?? `#${groupId}`, 2000),
    relation: roles.get(groupId) ?? ownRelation(row) ?? 'none',
    kind: kindOf(row),
    joinRule: joinRuleOf(row),
    memberCount: asCount(field(row, 'NUMBER_OF_MEMBERS')),
    archived: asFlag(field(row, 'CLOSED')),
    ...present(optional),
  }
}

/** `AVATAR` in the newer methods, `IMAGE` in `sonet_group.get`, there perhaps a relative path. */
function pictureOf(row: JsonObject, picture: PictureAddress): string | undefined {
  return picture(field(row, 'AVATAR')) ?? picture(field(row, 'IMAGE'))
}

function keywordsOf(row: JsonObject): string | undefined {
  const tags = asList(field(row, 'TAGS')).flatMap((tag) => asText(tag) ?? [])
  const keywords = tags.length > 0 ? tags.join(', ') : asText(field(row, 'KEYWORDS'))
  return keywords && clip(keywords, 2000)
}

/** The owner's name from OWNER_DATA (asked for by `select`). */
export function ownerNameOf(row: JsonObject): string | undefined {
  const owner = asObject(field(row, 'OWNER_DATA'))
  return personName(owner)
}

/** A person in any of the shapes group methods use. */
export function personName(person: JsonObject): string | undefined {
  const whole = asText(field(person, 'FORMATTED_NAME')) ?? asText(field(person, 'NAME_FORMATTED'))
  const parts = [field(person, 'NAME'), field(person, 'LAST_NAME')].flatMap((part) => asText(part)?.trim() ?? [])
  const name = (whole ?? parts.join(' ')).trim()
  return name === '' ? undefined : clip(name, 2000)
}

/** The entries that have a value. */
export function present<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
