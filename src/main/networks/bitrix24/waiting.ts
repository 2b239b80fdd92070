// Who waits to enter the groups I run, from notifications and from the groups themselves: the same request seen twice is
// one.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { PortIncomingRequest } from '../ports'
import { field, personName, present } from './group-shapes'
import { asId, asNumber, asObject, asObjects } from './json'
import type { Notices, RequestNotice } from './notices'
import { isNumericId } from './portal'
import type { PictureAddress } from './picture-address'

interface WaitingPerson {
  readonly userId: string
  readonly userName?: string
  readonly photo?: JsonValue
}

/** What a group tells about those who wait. */
export interface WaitingList {
  readonly people: readonly WaitingPerson[]
  /** Whether there may be more than these. */
  readonly mayBeMore: boolean
  /** How many there are, where it tells. */
  readonly count?: number
}

/** The service lists at most so many. */
const LISTED = 10

/** COUNTERS and LIST_OF_MEMBERS_AWAITING_INVITE of `workgroup.get`; `undefined` where it tells neither. */
export function waitingList(row: JsonObject): WaitingList | undefined {
  const listed = field(row, 'LIST_OF_MEMBERS_AWAITING_INVITE')
  const count = asNumber(asObject(field(row, 'COUNTERS'))['workgroup_requests_in'])
  const list = typeof listed === 'object' && listed !== null ? asObjects(listed) : undefined
  if (list === undefined && count === undefined) return undefined
  // Nobody asks: whoever is listed was invited.
  const people = count === 0 ? [] : (list ?? []).flatMap((person) => personIn(person))
  const mayBeMore = count === undefined ? people.length >= LISTED : people.length < count
  return { people, mayBeMore, ...(count === undefined ? {} : { count }) }
}

function personIn(person: JsonObject): WaitingPerson[] {
  const userId = asId(field(person, 'ID'))
  if (userId === undefined || !isNumericId(userId)) return []
  const [userName, photo] = [personName(person), field(person, 'PHOTO')]
  return [{ userId, ...(userName === undefined ? {} : { userName }), ...(photo === undefined ? {} : { photo }) }]
}

export interface Seen {
  /** Absent where they could not be read. */
  readonly notices?: Notices | undefined
  /** By group; only those that could be read. */
  readonly lists: ReadonlyMap<string, WaitingList>
  readonly names: ReadonlyMap<string, string>
  readonly picture: PictureAddress
}

/** Stable while the request waits: who, and where. */
function requestIdOf(groupId: string, userId: string): string {
  return `${groupId}:${userId}`
}

/** Everybody who waits, as seen. `mayRun` leaves out groups that are no longer mine to decide for. */
export function incomingIn(seen: Seen, mayRun: (groupId: string) => boolean): PortIncomingRequest[] {
  const found = new Map<string, PortIncomingRequest>()
  const add = (groupId: string, person: WaitingPerson, notice?: RequestNotice): void => {
    const requestId = requestIdOf(groupId, person.userId)
    if (!mayRun(groupId) || found.has(requestId)) return
    const optional = {
      groupName: seen.names.get(groupId),
      avatarUrl: seen.picture(person.photo),
      message: notice?.text === '' ? undefined : notice?.text,
      askedAt: notice?.at,
    }
    const userName = person.userName ?? `#${person.userId}`
    found.set(requestId, { requestId, groupId, userId: person.userId, userName, ...present(optional) })
  }
  const lists = [...seen.lists].flatMap(([groupId, list]) => list.people.map((person) => [groupId, person] as const))
  const listed = new Map(lists.map(([groupId, person]) => [requestIdOf(groupId, person.userId), person]))
  for (const notice of seen.notices?.requests ?? []) {
    const { groupId, userId } = notice
    // What the notification lacks, the list may tell.
    add(groupId, { ...listed.get(requestIdOf(groupId, userId)), ...notice }, notice)
  }
  for (const [groupId, person] of lists) add(groupId, person)
  return [...found.values()]
}

/** Whether nobody waits for this group besides those seen. */
export function isCovered(groupId: string, seen: Seen): boolean {
  const list = seen.lists.get(groupId)
  const noticed = (seen.notices?.requests ?? []).filter((notice) => notice.groupId === groupId)
  if (list === undefined) return false
  if (!list.mayBeMore) return true
  const everybody = new Set([...list.people, ...noticed].map(({ userId }) => userId))
  return list.count === undefined ? seen.notices?.complete === true : everybody.size >= list.count
}
