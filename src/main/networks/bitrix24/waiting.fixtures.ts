// A small portal where people wait: groups, who waits there, and the notifications about it. For tests of looking at
// requests, deciding on them and answering invitations.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { fakePortal, refuse } from './fake-portal.fixtures'
import type { Answer, FakePortal } from './fake-portal.fixtures'
import type { PollAnswer, PollAsk } from '../ports'
import { asList, asObject, asText } from './json'
import { poll } from './poll'

export interface FakeGroup {
  readonly name: string
  /** User id → role; `Z/U` asks, `Z/G` is invited. I am user 7. */
  readonly people: Record<string, string>
  /** Not shown to me. */
  readonly hidden?: boolean
  /** Fields that replace what the portal would say. */
  readonly fields?: JsonObject
}

export interface FakeWorld {
  readonly groups: Record<string, FakeGroup>
  readonly notices: JsonObject[]
  /** Undocumented methods that this portal has. */
  readonly has?: readonly string[]
  readonly missing?: readonly string[]
  /** Methods that answer something else. */
  readonly instead?: Readonly<Record<string, Answer | (() => Answer)>>
}

export const ME = '7'
export const REQUEST_METHODS = {
  relations: 'socialnetwork.api.usertogroup.list',
  acceptInvitation: 'socialnetwork.api.usertogroup.acceptOutgoingRequest',
  declineInvitation: 'socialnetwork.api.usertogroup.rejectOutgoingRequest',
  approve: 'socialnetwork.api.workgroup.acceptIncomingRequest',
  decline: 'socialnetwork.api.workgroup.rejectIncomingRequest',
} as const

export function requestNotice(id: number, userId: string, groupId: string, extra: JsonObject = {}): JsonObject {
  const tag = `SOCNET|REQUEST_GROUP|${userId}|${groupId}|${relationId(groupId, userId)}|${ME}`
  return { ...notice(id, tag), author_id: Number(userId), text: `Please, ${userId}`, ...extra }
}

export function invitationNotice(id: number, groupId: string, extra: JsonObject = {}): JsonObject {
  return { ...notice(id, `SOCNET|INVITE_GROUP|${ME}|${relationId(groupId, ME)}`), text: 'You are invited', ...extra }
}

function notice(id: number, tag: string): JsonObject {
  const date = '2026-03-02T11:00:00+02:00'
  return { id, date, notify_type: 1, notify_module: 'socialnetwork', notify_tag: tag }
}

const relationId = (groupId: string, userId: string): string => `${groupId}00${userId}`

/** A look at such a world. */
export async function look(
  world: Partial<FakeWorld>,
  ask: Partial<PollAsk> = {},
): Promise<FakePortal & { answer: PollAnswer }> {
  const fake = waitingPortal({ groups: {}, notices: [], ...world })
  const answer = await poll(fake.portal, { requests: [], ownGroups: [], ...ask })
  if (!answer.ok) throw new Error(answer.error.code)
  return { ...fake, answer: answer.data }
}

/** Open requests of mine to these groups. */
export const asks = (...groupIds: string[]): PollAsk['requests'] =>
  groupIds.map((groupId) => ({ id: `r${groupId}`, target: { groupId } }))

export const group = (people: Record<string, string>, extra: Partial<FakeGroup> = {}): FakeGroup => ({
  name: 'Sales',
  people,
  ...extra,
})

/** The portal over a world that its writes change. */
export function waitingPortal(world: FakeWorld): FakePortal {
  return fakePortal((method, params) => {
    const instead = world.instead?.[method]
    if (instead !== undefined) return typeof instead === 'function' ? instead() : instead
    return answerOf(world, method, params)
  }, world.missing)
}

function answerOf(world: FakeWorld, method: string, params: JsonObject): Answer {
  const { groups, notices, has = [] } = world
  switch (method) {
    case 'method.get': {
      const isExisting = has.some((name) => name.toLowerCase() === params['name'])
      return { isExisting, isAvailable: isExisting }
    }
    case 'sonet_group.user.groups':
      return rolesIn(groups)
    case 'sonet_group.user.get':
      return membersIn(groups[textOf(params['ID'])])
    case 'sonet_group.get':
      return asIds(asObject(params['FILTER'])['ID']).flatMap((id) => olderRow(id, groups[id]))
    case 'socialnetwork.api.workgroup.get': {
      const id = textOf(asObject(params['params'])['groupId'])
      return newerRow(id, groups[id])
    }
    case 'socialnetwork.api.workgroup.list':
      return { workgroups: asIds(asObject(params['filter'])['NAME']).flatMap((name) => rowsNamed(name, groups)) }
    case 'im.notify.get':
      return { notifications: notices.filter((one) => isAfter(one, params['LAST_ID'])).slice(0, 50), users: [] }
    case 'im.notify.confirm':
      return confirm(world, params)
    case REQUEST_METHODS.relations:
      return { relations: relationsIn(groups) }
    default:
      return decideIn(world, method, params)
  }
}

const textOf = (value: JsonValue | undefined): string => asText(value) ?? ''
const isAfter = ({ id }: JsonObject, last: JsonValue | undefined): boolean =>
  last === undefined || Number(id) < Number(last)
const isIn = (role: string | undefined): role is string => role !== undefined && !role.startsWith('Z') && role !== 'T'
const asIds = (value: JsonValue | undefined): string[] => (Array.isArray(value) ? value : [value ?? '']).map(textOf)

function rolesIn(groups: FakeWorld['groups']): JsonValue {
  return Object.entries(groups).flatMap(([GROUP_ID, { name, people }]) =>
    isIn(people[ME]) ? [{ GROUP_ID, GROUP_NAME: name, ROLE: people[ME] }] : [],
  )
}

function membersIn(group: FakeGroup | undefined): Answer {
  if (group === undefined) return refuse('', 'Socialnetwork group not found')
  return Object.entries(group.people).flatMap(([USER_ID, ROLE]) => (isIn(ROLE) ? [{ USER_ID, ROLE }] : []))
}

const sees = (group: FakeGroup | undefined): group is FakeGroup =>
  group !== undefined && (group.hidden !== true || isIn(group.people[ME]))

function olderRow(ID: string, group: FakeGroup | undefined): JsonValue[] {
  return sees(group) ? [{ ID, NAME: group.name, ...group.fields }] : []
}

function rowsNamed(name: string, groups: FakeWorld['groups']): JsonValue[] {
  return Object.entries(groups).flatMap(([id, group]) => {
    if (group.name !== name || !sees(group)) return []
    const [role = '', initiatedByType = ''] = (group.people[ME] ?? '').split('/')
    return [{ id, name, additionalData: { role, initiatedByType } }]
  })
}

function newerRow(ID: string, group: FakeGroup | undefined): Answer {
  if (!sees(group)) return refuse('SONET_CONTROLLER_WORKGROUP_NOT_FOUND', 'not found')
  const [role, by] = (group.people[ME] ?? '').split('/')
  const waiting = Object.entries(group.people).flatMap(([id, one]) => (one === 'Z/U' ? [id] : []))
  return {
    ID,
    NAME: group.name,
    USER_DATA: { ROLE: role === '' ? false : (role ?? false), INITIATED_BY_TYPE: by ?? false },
    COUNTERS: { workgroup_requests_in: waiting.length, workgroup_requests_out: 0 },
    LIST_OF_MEMBERS_AWAITING_INVITE: waiting
      .slice(0, 10)
      .map((id) => ({ id: Number(id), name: `Person ${id}`, photo: '' })),
    ...group.fields,
  }
}

function relationsIn(groups: FakeWorld['groups']): JsonValue {
  return Object.entries(groups).flatMap(([groupId, { people }]) => {
    const [role, initiatedByType] = (people[ME] ?? '').split('/')
    if (role !== 'Z') return []
    return [{ id: relationId(groupId, ME), userId: ME, groupId, role, initiatedByType: initiatedByType ?? '' }]
  })
}

/** Any value but `Y` declines; `false` where the notification is gone. */
function confirm(world: FakeWorld, params: JsonObject): JsonValue {
  const at = world.notices.findIndex(({ id }) => id === params['NOTIFY_ID'])
  const [found] = at === -1 ? [] : world.notices.splice(at, 1)
  if (found === undefined) return { result_message: false }
  const [, kind, first = '', second = '', third = ''] = (asText(found['notify_tag']) ?? '').split('|')
  const invitation = kind === 'INVITE_GROUP'
  const [groupId = ''] = (invitation ? second : third).split('00')
  settle(world, { groupId, userId: first, accept: params['NOTIFY_VALUE'] === 'Y' })
  return { result_message: ['Done'] }
}

function decideIn(world: FakeWorld, method: string, params: JsonObject): Answer {
  if (world.has?.includes(method) !== true) return refuse('ERROR_METHOD_NOT_FOUND', 'Method not found!', 404)
  const groupId = textOf(params['groupId'])
  const users = asList(params['userIds']).map(textOf)
  const accept = method === REQUEST_METHODS.approve || method === REQUEST_METHODS.acceptInvitation
  for (const userId of users.length === 0 ? [ME] : users) settle(world, { groupId, userId, accept })
  return true
}

interface Settled {
  readonly groupId: string
  readonly userId: string
  readonly accept: boolean
}

function settle({ groups }: FakeWorld, { groupId, userId, accept }: Settled): void {
  const people = groups[groupId]?.people ?? {}
  if (people[userId]?.startsWith('Z') !== true) return
  if (accept) people[userId] = 'K'
  else Reflect.deleteProperty(people, userId)
}
