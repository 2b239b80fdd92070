// The people of one group, put together from several answers, each of which knows a part.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import type { PortGroupDetails } from '../ports'
import type { Command } from './batch'
import type { CallResult } from './client'
import { field, personName, present } from './group-shapes'
import { asId, asList, asObject, asObjects, asText } from './json'
import type { Portal } from './portal'

type Member = PortGroupDetails['members'][number]

const SHOWN_MEMBERS = 200
const USER_PAGE = 50
const ORDER: readonly Member['role'][] = ['owner', 'moderator', 'member']
const ROLES: Readonly<Record<string, Member['role']>> = { A: 'owner', E: 'moderator', K: 'member' }

/** The first 200 by rank. `listed` is the answer of `sonet_group.user.get`; names cost a request where they lack. */
export async function membersOf(portal: Portal, row: JsonObject, listed: CallResult | undefined): Promise<Member[]> {
  return named(portal, row, unnamed(row, listed))
}

interface Unnamed {
  readonly userId: string
  readonly role: Member['role']
}

function unnamed(row: JsonObject, listed: CallResult | undefined): Unnamed[] {
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

interface Looks {
  readonly name?: string | undefined
  readonly avatarUrl?: string | undefined
}

async function named(portal: Portal, row: JsonObject, people: readonly Unnamed[]): Promise<Member[]> {
  const known = new Map<string, Looks>()
  const learn = (person: JsonObject): void => {
    const id = asId(field(person, 'ID'))
    if (id === undefined) return
    const before = known.get(id)
    known.set(id, { name: before?.name ?? personName(person), avatarUrl: before?.avatarUrl ?? photoOf(portal, person) })
  }
  for (const person of [asObject(field(row, 'OWNER_DATA')), ...asObjects(field(row, 'LIST_OF_MEMBERS'))]) learn(person)
  const missing = people.filter(({ userId }) => known.get(userId)?.name === undefined).map(({ userId }) => userId)
  if (missing.length > 0 && portal.scopes.has('user_brief')) {
    for (const person of await usersById(portal, missing)) learn(person)
  }
  return people.map(({ userId, role }) => {
    const looks = known.get(userId)
    return { userId, role, name: looks?.name ?? `#${userId}`, ...present({ avatarUrl: looks?.avatarUrl }) }
  })
}

/** `PHOTO` in lists of members, `PERSONAL_PHOTO` in the directory; either is a path, an address or an object. */
function photoOf({ picture }: Portal, person: JsonObject): string | undefined {
  return picture(field(person, 'PHOTO')) ?? picture(field(person, 'PERSONAL_PHOTO')) ?? picture(field(person, 'AVATAR'))
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
