// A portal with a list of groups that tests change while it is read: filters, pages and counts as the service has them.
import type { JsonObject, JsonValue } from '../../../shared/contract/common'
import { portions, type Commands } from './batch'
import type { CallOptions, CallResult } from './client'
import { fakePortal, page, type Answer, type FakePortal } from './fake-portal.fixtures'
import type { Portal } from './portal'

export const LIST = 'socialnetwork.api.workgroup.list'
export const OLD_LIST = 'sonet_group.get'

export interface WorldGroup {
  readonly id: number
  readonly name?: string
  /** My role, and for `Z` who began it. */
  readonly role?: string
  readonly by?: 'U' | 'G'
  readonly ownerId?: number
  /** Minutes after the world's beginning. */
  readonly activeAt?: number
}

export interface GroupWorld extends FakePortal {
  readonly groups: Map<number, WorldGroup>
  /** Counted by the portal, but never shown: rights are applied late. */
  readonly hidden: Set<number>
  /** Minutes of the portal's clock since the world's beginning. */
  now: number
  /** Called before each command; what it answers stands in place of the portal's own. */
  before: (method: string, params: JsonObject) => Answer | undefined
  /** Whether a command is missing in its batch's answer. */
  loses: (method: string, params: JsonObject) => boolean
  /** A request with more commands is not answered in time. */
  mostCommands: number
  put(...groups: readonly WorldGroup[]): void
  /** The ids, as a reading is to hold them. */
  ids(): string[]
}

const START = Date.parse('2026-03-02T09:00:00Z')

/** The portal is two hours east. */
export const portalTime = (minutes: number): string =>
  `${new Date(START + (minutes + 120) * 60_000).toISOString().slice(0, 19)}+02:00`

const MISSING: CallResult = {
  ok: false,
  error: { code: 'net.badAnswer', params: { host: 'h' }, retry: 'later' },
  outcome: 'unknown',
  retryable: false,
}

/** Requests of at most fifty commands, as the real client makes them; lost ones are missing in the answer. */
function inPortions(world: GroupWorld, inner: Portal['client']['batch']): Portal['client']['batch'] {
  const batch = async (commands: Commands, options?: CallOptions): Promise<unknown> => {
    const data: Record<string, CallResult> = {}
    for (const portion of portions(commands)) {
      if (options?.signal?.aborted === true)
        return { ...MISSING, error: { code: 'net.cancelled', params: {}, retry: 'later' } }
      if (Object.keys(portion).length > world.mostCommands)
        return { ...MISSING, error: { code: 'net.timeout', params: {}, retry: 'later' } }
      const lost = Object.entries(portion).filter(([, { method, params = {} }]) => world.loses(method, params))
      const rest = Object.entries(portion).filter((entry) => !lost.includes(entry))
      const answer = await inner(Object.fromEntries(rest), options)
      if (!answer.ok) return answer
      Object.assign(data, answer.data, Object.fromEntries(lost.map(([key]) => [key, MISSING])))
    }
    return { ok: true, data }
  }
  return batch as Portal['client']['batch']
}

export function groupWorld(count: number, missing: readonly string[] = []): GroupWorld {
  const groups = new Map<number, WorldGroup>()
  const script = (method: string, params: JsonObject): Answer => {
    const scripted = world.before(method, params)
    if (scripted !== undefined) return scripted
    switch (method) {
      case 'server.time':
        return portalTime(world.now)
      case 'sonet_group.user.groups':
        return [...groups.values()].flatMap(({ id, role }) =>
          role === undefined || role === 'Z' ? [] : [{ GROUP_ID: String(id), ROLE: role }],
        )
      case 'user.get':
        return idsIn(params).map((id) => ({ ID: String(id), NAME: `Person ${id}` }))
      case LIST:
      case OLD_LIST:
        return listed(method, params)
      default:
        throw new Error(`unexpected ${method}`)
    }
  }
  const listed = (method: string, params: JsonObject): Answer => {
    const filter = (params['filter'] ?? params['FILTER'] ?? {}) as JsonObject
    const start = Number(params['start'] ?? 0)
    const found = [...groups.values()].filter((group) => matches(group, filter)).sort((a, b) => a.id - b.id)
    const rows = found
      .slice(start, start + 50)
      .filter(({ id }) => !world.hidden.has(id))
      .map((group) => (method === LIST ? newRow(group) : oldRow(group)))
    const next = start + 50 < found.length ? start + 50 : undefined
    return page(method === LIST ? { workgroups: rows } : rows, found.length, next)
  }
  const fake = fakePortal(script, missing)
  const world: GroupWorld = {
    ...fake,
    portal: {
      ...fake.portal,
      client: { ...fake.portal.client, batch: (commands, options) => batch(commands, options) },
    },
    groups,
    hidden: new Set(),
    loses: () => false,
    mostCommands: 50,
    now: 0,
    before: () => undefined,
    put: (...some) => {
      for (const group of some) groups.set(group.id, group)
    },
    ids: () =>
      [...groups.keys()]
        .filter((id) => !world.hidden.has(id))
        .sort((a, b) => a - b)
        .map(String),
  }
  const batch = inPortions(world, fake.portal.client.batch)
  for (let id = 1; id <= count; id += 1) world.put({ id })
  return world
}

function idsIn(params: JsonObject): number[] {
  const ids = ((params['FILTER'] ?? {}) as JsonObject)['ID']
  return (ids as JsonValue[]).map(Number)
}

function matches(group: WorldGroup, filter: JsonObject): boolean {
  return Object.entries(filter).every(([key, value]) => {
    switch (key) {
      case 'ID':
        return (value as JsonValue[]).map(Number).includes(group.id)
      case '>ID':
        return group.id > Number(value)
      case '<=ID':
        return group.id <= Number(value)
      case '>=DATE_ACTIVITY':
        return START + (group.activeAt ?? -10_000) * 60_000 >= Date.parse(value as string)
      default:
        throw new Error(`the portal knows no condition ${key}`)
    }
  })
}

function newRow({ id, name, role, by, ownerId }: WorldGroup): JsonObject {
  return {
    id: String(id),
    name: name ?? `G${id}`,
    opened: 'N',
    visible: 'Y',
    closed: 'N',
    numberOfMembers: '3',
    type: 'group',
    ownerId: String(ownerId ?? 0),
    additionalData: { role: role ?? '', initiatedByType: by ?? '' },
  }
}

function oldRow({ id, name, ownerId }: WorldGroup): JsonObject {
  return {
    ID: String(id),
    NAME: name ?? `G${id}`,
    OPENED: 'N',
    VISIBLE: 'Y',
    CLOSED: 'N',
    PROJECT: 'N',
    NUMBER_OF_MEMBERS: '3',
    OWNER_ID: String(ownerId ?? 0),
  }
}
